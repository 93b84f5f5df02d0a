"""Joins what handing over to a person stands on: the citizen's side, the operators' desk, the sweep."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.knowledge.talk_texts import load_talk_texts
from bot.adapters.store.database import Database
from bot.adapters.store.handoff_store import SqlTalks
from bot.consoles.talks.parts import TalkParts
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Reply
from bot.domain.talk.route import Route
from bot.joins.papers import dice
from bot.joins.staff import StaffRoom
from bot.services.demands.citizen_papers import CitizenPapers
from bot.services.demands.filing import Filing
from bot.services.files.files import Files
from bot.services.handoff.call_back import CallBack
from bot.services.handoff.citizen_talks import CitizenTalks
from bot.services.handoff.desk import HandOffDesk
from bot.services.handoff.notices import TalkNotices
from bot.services.handoff.opening import TalkOpening
from bot.services.handoff.reading import TalkReading
from bot.services.handoff.staffing import Staffing
from bot.services.handoff.sweep import TalkSweep
from bot.services.handoff.talk_news import TalkNews
from bot.services.handoff.wording import TalkWording
from bot.services.ports import Cipher, Clock, Outcome, Phrasebook, Script
from bot.services.tickets.ports import TicketStore


@dataclass(frozen=True, slots=True)
class TalkRoom:
    """Everything about talks that other parts ask for."""

    citizens: CitizenTalks
    desk: HandOffDesk
    sweep: TalkSweep
    pages: TalkParts


def talk_room(  # noqa: PLR0913 - everything is joined here
    *,
    database: Database,
    cipher: Cipher,
    tickets: TicketStore,
    room: StaffRoom,
    files: Files,
    texts: Path,
    papers: CitizenPapers,
    knowledge: Knowledge,
    phrasebook: Phrasebook,
    script: Script,
    clock: Clock,
) -> TalkRoom:
    """On an open database; `papers` reminds of an open form when the assistant is back, `texts` holds 常用语."""
    records, wording = SqlTalks(database, cipher), TalkWording(phrasebook)
    opening = TalkOpening(records, tickets, lambda code: item_name(knowledge, code), clock)
    filing = Filing(tickets, knowledge.times.due, dice)
    citizens = CitizenTalks(
        records=records,
        opening=opening,
        staffing=Staffing(records, room.staff, knowledge.times, clock),
        call_back=CallBack(filing, tickets, records, wording, phrasebook),
        wording=wording,
        clock=clock,
    )
    notices = TalkNotices(wording, records, script)
    back = _Back(knowledge, papers, wording, clock)
    desk = HandOffDesk(records, opening, notices, back.resume, clock)
    pages = TalkParts(
        desk=desk,
        store=records,
        reading=TalkReading(records, records, room.audit, files),
        news=TalkNews(records),
        files=files,
        duty=desk,
        staff=room.staff,
        clock=clock,
        texts=load_talk_texts(texts),
    )
    return TalkRoom(citizens, desk, TalkSweep(records, notices, clock), pages)


def item_name(knowledge: Knowledge, code: str) -> str:
    """The name of an item; empty for one that is no longer in the list."""
    catalogue = knowledge.desk.catalogue
    return catalogue.guide(code).name if catalogue.has(code) else ""


class _Back:
    """What the assistant says when it has the conversation again."""

    def __init__(self, knowledge: Knowledge, papers: CitizenPapers, wording: TalkWording, clock: Clock) -> None:
        self._knowledge, self._papers, self._wording, self._clock = knowledge, papers, wording, clock

    def resume(self, word: Reply, conversation: Conversation) -> Sequence[Reply]:
        """An open form asks its question again; else the item that was talked about is named."""
        focus, papers = conversation.focus, conversation.papers.current(self._clock.now())
        name = item_name(self._knowledge, focus.item) if focus.item else ""
        reminds = papers.draft is None and bool(name)
        named = (self._wording.plain("utter_talk_returned_item", item=name),) if reminds else ()
        replies: tuple[Reply, ...] = (word, *named)
        kept = Conversation(conversation.id, conversation.channel, conversation.updated_at, focus, papers=papers)
        return self._papers.beside(kept, Outcome(Answer(Route.HANDOFF, replies), focus, "talk")).outcome.answer.replies
