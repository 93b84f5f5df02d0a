"""What operators do with talks: each act once, by one of them, and the citizen hears of it in the same transaction."""

from collections.abc import Callable, Collection, Sequence

from bot.domain.handoff.access import OVERSEERS, TALKERS, leads, may_read
from bot.domain.handoff.away import PRESENT_WITHIN
from bot.domain.handoff.handoff import HandOff, Reason, TalkStatus
from bot.domain.handoff.introduction import called
from bot.domain.handoff.moves import Act, Deed, IllegalAct, move
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Reply
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.notices import TalkNotices
from bot.services.handoff.opening import TalkOpening
from bot.services.handoff.ports import Line, NoSuchTalk, TalkChange, TalkChanged
from bot.services.handoff.records import Speech, TalkRecords
from bot.services.ports import Clock
from bot.services.tickets.ports import Notice, Staff

MOST_LINES = 200
Resume = Callable[[Reply, Conversation], Sequence[Reply]]
"""What the assistant says when it has the conversation again: that word, and what it reminds of."""


class HandOffDesk:
    """`TalkDesk`, and who is on duty."""

    def __init__(
        self, records: TalkRecords, opening: TalkOpening, notices: TalkNotices, resume: Resume, clock: Clock
    ) -> None:
        """`opening` makes the talk that staff begin themselves."""
        self._records, self._opening, self._notices = records, opening, notices
        self._resume, self._clock = resume, clock

    async def queue(self) -> Sequence[HandOff]:
        """Who waits and who talks."""
        return await self._records.unfinished()

    async def on_duty(self) -> Collection[str]:
        """Whose page showed life just now."""
        return await self._records.on_duty(self._clock.now() - PRESENT_WITHIN)

    async def take(self, number: int, staff: Staff, version: int) -> HandOff:
        """A waiting talk becomes hers."""
        _talks(staff)
        return await self._began(await self._at(number, version), staff, Act.TAKEN)

    async def join(self, conversation: str, staff: Staff) -> HandOff:
        """Waiting: taken. With a colleague: taken over, by an overseer. Nobody asked: a talk begins."""
        _talks(staff)
        talk = await self._records.open_in(conversation)
        if talk is None:
            known = await self._records.conversation(conversation)
            if known is None:
                raise NoSuchTalk
            talk = await self._opening.open(known, Reason.STAFF)
        elif leads(talk, staff.login):
            return talk
        elif talk.status is TalkStatus.LIVE and staff.role not in OVERSEERS:
            raise NoSuchTalk
        return await self._began(talk, staff, Act.JOINED)

    async def say(self, number: int, staff: Staff, text: str, files: tuple[Attachment, ...], form: str) -> None:
        """A line to the citizen; a second one of the same `form` changes nothing."""
        talk = await self._records.get(number)
        if talk is None or not (text.strip() or files):
            raise NoSuchTalk
        notice = self._notices.says(talk, called(staff.login, staff.name), text, files)
        await self._records.speak(Speech(number, staff.login, form, text, files, notice), self._clock.now())

    async def transfer(self, number: int, staff: Staff, version: int, to: str, note: str) -> HandOff:
        """To a colleague or to the queue; what waits already moves without a word to the citizen."""
        talk = await self._led(number, staff, version)
        act = Act.TRANSFERRED if to else Act.BACK_TO_QUEUE
        key = "utter_talk_transferred" if to else "utter_talk_requeued"
        notices = (await self._notices.plain(key, talk),) if talk.status is TalkStatus.LIVE else ()
        return await self._save(talk, Deed(act, self._clock.now(), staff.login, note, to=to), *notices)

    async def give_back(self, number: int, staff: Staff, version: int) -> HandOff:
        """The assistant says that it is back, and where the talk stood."""
        talk = await self._led(number, staff, version)
        word = (await self._notices.plain("utter_talk_returned", talk, called(staff.login, staff.name))).reply
        known, now = await self._records.conversation(talk.conversation), self._clock.now()
        replies = self._resume(word, known) if known else (word,)
        first, *others = (self._notices.written(talk, reply, known) for reply in replies)
        return await self._save(talk, Deed(Act.RETURNED, now, staff.login), first, *others)

    async def close(self, number: int, staff: Staff, version: int, outcome: str) -> HandOff:
        """Over, and the citizen is asked how it was."""
        talk = await self._led(number, staff, version)
        notice = await self._notices.ended(talk, called(staff.login, staff.name))
        return await self._save(talk, Deed(Act.CLOSED, self._clock.now(), staff.login, outcome=outcome), notice)

    async def present(self, staff: Staff) -> None:
        """She is on duty, and her talks stay hers; who only looks on is there for nobody who waits."""
        _talks(staff)
        hers = [talk.number for talk in await self._records.unfinished() if leads(talk, staff.login)]
        if hers or staff.role not in OVERSEERS:
            await self._records.beat(hers, staff.login, self._clock.now())

    async def lines(self, number: int, staff: Staff, after: str) -> Sequence[Line]:
        """What was said."""
        talk = await self._records.get(number)
        if talk is None or not may_read(talk, staff.role, staff.login):
            raise NoSuchTalk
        return await self._records.lines(talk.conversation, after, MOST_LINES)

    async def _at(self, number: int, version: int) -> HandOff:
        """The talk as the page showed it."""
        talk = await self._records.get(number)
        if talk is None:
            raise NoSuchTalk
        if talk.version != version:
            raise TalkChanged
        return talk

    async def _led(self, number: int, staff: Staff, version: int) -> HandOff:
        """A talk of hers, or any where she oversees."""
        talk = await self._at(number, version)
        if not leads(talk, staff.login) and staff.role not in OVERSEERS:
            raise NoSuchTalk
        return talk

    async def _began(self, talk: HandOff, staff: Staff, act: Act) -> HandOff:
        notice = await self._notices.taken(talk, called(staff.login, staff.name))
        began = await self._save(talk, Deed(act, self._clock.now(), staff.login), notice)
        await self._records.beat((began.number,), staff.login, self._clock.now())
        return began

    async def _save(self, talk: HandOff, deed: Deed, *notices: Notice) -> HandOff:
        try:
            moved = move(talk, deed)
        except IllegalAct as illegal:
            raise TalkChanged from illegal
        return await self._records.save(TalkChange(moved, notices), deed.at)


def _talks(staff: Staff) -> None:
    if staff.role not in TALKERS:
        raise NoSuchTalk
