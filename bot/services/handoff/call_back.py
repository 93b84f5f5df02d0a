"""请人回电: where nobody can be had, a telephone number is taken and a ticket filed, so that the call has a clock."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.demands.draft import Draft, Said
from bot.domain.demands.words import Steer, steer
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Reply
from bot.domain.talk.papers import Papers, Pending
from bot.domain.text.telephone import Telephone, WrongTelephone, read_telephone
from bot.domain.tickets.terms import TicketType
from bot.domain.tickets.ticket import Ticket
from bot.services.demands.filing import Filing
from bot.services.demands.wording import DemandWording
from bot.services.handoff.records import TalkRecords
from bot.services.handoff.wording import TalkWording
from bot.services.ports import Phrasebook
from bot.services.tickets.ports import Change, TicketStore

AWAITS = "talk_call"
"""The open question (`Pending.act`) after 请人回电 was pressed."""
MOST_ASKED = 3
LONGEST = 60
"""A longer text with a number in it tells something else besides."""
AGAIN_AFTER = timedelta(minutes=30)
_NUMBER_ONLY = re.compile(r"[\d\s\-－—+（）()电话手机号码是我的打这个联系方式：:，,。.]+")


@dataclass(frozen=True, slots=True)
class Called:
    """What a message brought where a call back is wanted."""

    replies: tuple[Reply, ...]
    papers: Papers
    change: Change | None = None


class CallBack:
    """Asks for a number, checks it, files."""

    def __init__(
        self, filing: Filing, tickets: TicketStore, records: TalkRecords, wording: TalkWording, phrasebook: Phrasebook
    ) -> None:
        """`filing` makes the ticket; it is saved with the answer that names its number."""
        self._filing, self._tickets, self._records = filing, tickets, records
        self._wording, self._phrasebook, self._filed = wording, phrasebook, DemandWording(phrasebook)

    async def hear(self, said: Said, conversation: Conversation, *, pressed: bool) -> Called | None:
        """None where the message is about something else."""
        papers = conversation.papers
        if pressed:
            asked = replace(papers, pending=Pending(AWAITS, said.at))
            return Called((self._wording.plain("utter_talk_call_ask"),), asked)
        if not is_asked(conversation) or said.payload or papers.has_form:
            return None
        plain, done = said.plain.strip(), replace(papers, pending=None)
        if steer(plain) is Steer.CANCEL:
            return Called((self._wording.plain("utter_talk_call_cancelled"),), done)
        number = read_telephone(plain) if len(plain) <= LONGEST else None
        if isinstance(number, WrongTelephone) and _NUMBER_ONLY.fullmatch(plain):
            word = self._wording.plain(f"utter_talk_call_{number.reason}", **_digits(number))
            return Called((word,), papers)
        if not isinstance(number, Telephone):
            return None
        return await self._file(number, said.at, conversation, done)

    async def _file(self, number: Telephone, at: datetime, conversation: Conversation, done: Papers) -> Called:
        if earlier := await self._filed_before(conversation.id, number.number, at):
            return Called((self._filed.filed_already(earlier),), done)
        ticket = await self._filing.ticket(await self._draft(number, at, conversation), at, conversation)
        reply = self._filed.filed(ticket, self._filing.latest_answer(ticket))
        return Called((reply,), done, Change((ticket,)))

    async def _draft(self, number: Telephone, at: datetime, conversation: Conversation) -> Draft:
        title = self._phrasebook.words("utter_talk_call_title")
        questions = [one.text for one in await self._records.asked(conversation.id, MOST_ASKED + 3)]
        told = "；".join([text for text in questions if len(text) > 2][-MOST_ASKED:])  # noqa: PLR2004 - 好的 asks nothing
        text = self._phrasebook.words("utter_talk_call_text", asked=told) if told else title
        return Draft(TicketType.CONSULT, at, at, parts=(text,), phone=number.number, subject=title)

    async def _filed_before(self, conversation: str, phone: str, at: datetime) -> Ticket | None:
        """The same wish a moment ago: once is enough."""
        title = self._phrasebook.words("utter_talk_call_title")
        newest = await self._tickets.of_conversation(conversation, 3)
        same = (one for one in newest if one.title == title and one.person.phone == phone and one.status.is_open)
        return next((one for one in same if at - one.received_at < AGAIN_AFTER), None)


def is_asked(conversation: Conversation) -> bool:
    """Whether the number was asked for and has not come yet."""
    pending = conversation.papers.pending
    return pending is not None and pending.act == AWAITS


def _digits(number: WrongTelephone) -> dict[str, str]:
    return {"digits": str(number.digits)} if number.reason in ("too_short", "too_long") else {}
