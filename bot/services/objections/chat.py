"""Takes objections (异议) in the chat: asks what is missing, tells the dates, files the objection with the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.demands.answers import Event
from bot.domain.demands.draft import Said, says_something
from bot.domain.guides.facet import Facet
from bot.domain.guides.understanding import Hit, Matter
from bot.domain.objections.draft import Ask, NamedItem, ObjectionDraft
from bot.domain.objections.form import begin, hear
from bot.domain.objections.hearing import Found, ObjectionHeard
from bot.domain.objections.terms import DataPlace
from bot.domain.objections.told_data import place_named
from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, Reply
from bot.domain.talk.route import Route
from bot.domain.text.masking import mask
from bot.services.guides.desk import GuideDesk
from bot.services.guides.responder import DATA_OBJECTION_ITEM
from bot.services.guides.text import GuideText
from bot.services.objections.filing import ObjectionFiling
from bot.services.objections.ports import ObjectionChange, ObjectionStore
from bot.services.objections.wording import ObjectionWording
from bot.services.ports import Outcome
from bot.services.tickets.ports import TicketStore

JUST_FILED = timedelta(minutes=10)
MOST_ITEMS = 5
LEAST_NAME = 3
"""Characters of a name or alias that must stand in a text that tells more than the name; of a guide one less."""
LEAST_SCORE, LEAD = 0.3, 0.12
"""Where only the item was asked for: how well it must fit, and how much better than the next."""


@dataclass(frozen=True, slots=True)
class ObjectionTurn:
    """What a message to the form brings: the answer, the form as it stands (None: closed), and what to save."""

    outcome: Outcome
    draft: ObjectionDraft | None
    change: ObjectionChange | None = None


class ObjectionChat:
    """One form a conversation, from the first word to the objection's number."""

    def __init__(
        self,
        *,
        desk: Callable[[], GuideDesk],
        text: GuideText,
        store: ObjectionStore,
        tickets: TicketStore,
        wording: ObjectionWording,
        filing: ObjectionFiling,
    ) -> None:
        """`text` tells what a guide's field says now; `tickets` are looked at for what was filed last."""
        self._desk, self._text, self._store, self._tickets = desk, text, store, tickets
        self._wording, self._filing = wording, filing

    def open(
        self, said: Said, conversation: Conversation, desk: Outcome | None, about: tuple[str, str] | None = None
    ) -> ObjectionTurn:
        """A form from the message that objects; `about` is the item and facet of the button that was pressed."""
        found = self._found(said, conversation, None)
        if about:
            found = replace(found, items=self._named((about[0],)), last_facet=about[1])
        heard = begin(said, found)
        if about and found.items:
            draft = replace(heard.draft, place=DataPlace.GUIDE, title=found.items[0].name)
            heard = replace(heard, draft=draft.knowing(catalogue=about[0], field=about[1]).asking())
        return self._asked(heard, said, desk.focus if desk else conversation.focus.understood())

    async def go_on(
        self, draft: ObjectionDraft, said: Said, conversation: Conversation, desk: Outcome | None
    ) -> ObjectionTurn:
        """One more message; `desk` is what the assistant would have answered if no form were open."""
        if draft.was_paused(said.at) and not draft.reminded and (said.is_question or said.is_wish):
            return self.remind(replace(draft, reminded=True, touched_at=said.at), conversation, desk)
        heard = hear(draft, said, self._found(said, conversation, draft))
        focus = conversation.focus.understood()
        match heard.event:
            case Event.CANCELLED:
                reply = self._wording.plain("utter_objection_cancelled")
                return ObjectionTurn(_as_wished(_outcome(focus, reply), desk), None)
            case Event.INTERRUPTED:
                return self.remind(heard.draft, conversation, desk)
            case Event.CONFIRMED:
                return await self._file(heard.draft, said, conversation)
        turn = self._asked(heard, said, focus)
        return replace(turn, outcome=_as_wished(turn.outcome, desk)) if heard.event is Event.ASKED_CANCEL else turn

    def remind(self, draft: ObjectionDraft, conversation: Conversation, desk: Outcome | None) -> ObjectionTurn:
        """What else she wanted is answered, then the form asks again."""
        again = self._wording.reminder(draft, self._filing.promise(draft.touched_at))
        if desk is None:
            return ObjectionTurn(_outcome(conversation.focus.understood(), again), draft)
        answer = Answer(desk.answer.route, (*desk.answer.replies, again))
        return ObjectionTurn(replace(desk, answer=answer), draft)

    async def just_filed(self, conversation: str, at: datetime) -> Reply | None:
        """A friendly word for who says 提交 once more, if an objection is what was filed last."""
        newest = next(iter(await self._store.of_conversation(conversation, 1)), None)
        if newest is None or at - newest.received_at > JUST_FILED:
            return None
        ticket = next(iter(await self._tickets.of_conversation(conversation, 1)), None)
        if ticket and ticket.received_at > newest.received_at:
            return None
        return self._wording.filed_already(newest)

    def _found(self, said: Said, conversation: Conversation, draft: ObjectionDraft | None) -> Found:
        """The guides that a text may name, and what was answered last."""
        focus = conversation.focus
        is_last = focus.item not in ("", DATA_OBJECTION_ITEM) and self._desk().catalogue.has(focus.item)
        last = self._named((focus.item,))[0] if is_last else None
        facet = focus.facet.value if is_last and focus.facet and focus.facet is not Facet.OVERVIEW else ""
        asks_item = draft is not None and draft.asked is Ask.ITEM
        return Found(self._items(said.plain, is_asked=asks_item), last, facet)

    def _items(self, text: str, *, is_asked: bool) -> tuple[NamedItem, ...]:
        if not says_something(text):
            return ()
        hits = [hit for hit in self._desk().search.find(mask(text).text) if DATA_OBJECTION_ITEM not in hit.codes]
        items = [hit for hit in hits if hit.matter is not Matter.UNLISTED]
        if not items:
            return ()
        if is_asked:
            return self._named(_fitting(items))
        longest = max(hit.named for hit in items)
        named = [hit for hit in items if hit.named == longest]
        least = LEAST_NAME - (place_named(text) is DataPlace.GUIDE)
        return self._named(_codes(named)) if longest >= least else ()

    def _named(self, codes: Sequence[str]) -> tuple[NamedItem, ...]:
        catalogue = self._desk().catalogue
        return tuple(NamedItem(code, catalogue.guide(code).name) for code in codes if catalogue.has(code))[:MOST_ITEMS]

    def _asked(self, heard: ObjectionHeard, said: Said, focus: Focus) -> ObjectionTurn:
        draft = self._completed(heard.draft)
        heard = replace(heard, draft=draft if heard.event is Event.ASKED_CANCEL else draft.asking())
        reply = self._wording.question(heard, self._filing.promise(said.at))
        return ObjectionTurn(_outcome(focus, reply), heard.draft)

    def _completed(self, draft: ObjectionDraft) -> ObjectionDraft:
        """With what the guide itself tells: its name, whose it is, what its field says now."""
        data, catalogue = draft.data, self._desk().catalogue
        if draft.place is not DataPlace.GUIDE or not catalogue.has(data.catalogue):
            return draft
        guide = catalogue.guide(data.catalogue)
        if data.field not in Facet.__members__.values():
            return replace(draft, title=guide.name, department=guide.department.name)
        facet = Facet(data.field)
        title = f"{guide.name}·{self._text.label(facet)}"
        says = self._text.field(guide, facet)
        return replace(draft, title=title, department=guide.department.name, data=replace(data, says=says))

    async def _file(self, draft: ObjectionDraft, said: Said, conversation: Conversation) -> ObjectionTurn:
        objection = await self._filing.objection(self._completed(draft), said.at, conversation)
        reply = self._wording.filed(objection, self._filing.promise(said.at))
        return ObjectionTurn(_outcome(conversation.focus.understood(), reply), None, ObjectionChange(objection))


def _fitting(items: Sequence[Hit]) -> tuple[str, ...]:
    """The one that surely is meant, else those that may be."""
    best = items[0]
    rest = [hit for hit in items[1:] if hit.score >= LEAST_SCORE and best.score - hit.score < LEAD]
    if best.score < LEAST_SCORE:
        return ()
    return _codes([best, *rest])


def _codes(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for hit in hits for code in hit.codes))


def _as_wished(outcome: Outcome, desk: Outcome | None) -> Outcome:
    """Who takes it back while telling it wished to withdraw."""
    if desk is None or desk.answer.route is not Route.WITHDRAW:
        return outcome
    return replace(outcome, answer=replace(outcome.answer, route=Route.WITHDRAW))


def _outcome(focus: Focus, reply: Reply) -> Outcome:
    return Outcome(Answer(Route.OBJECTION, (reply,)), focus, "form")
