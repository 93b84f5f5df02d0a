"""Takes demands (诉求) in the chat: asks what is missing, shows a summary, files the ticket with the answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.demands.answers import Event, Heard
from bot.domain.demands.draft import Draft, Said, Similar, Slot, says_something
from bot.domain.demands.form import begin, hear
from bot.domain.demands.likeness import ALIKE, place_likeness
from bot.domain.demands.not_taken import NotTaken
from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, Reply
from bot.domain.talk.route import Route
from bot.domain.text.masking import mask
from bot.domain.tickets.terms import Privacy, Status, TicketType
from bot.domain.tickets.ticket import Ticket
from bot.services.demands.filing import Filing
from bot.services.demands.wording import DemandWording
from bot.services.ports import Outcome
from bot.services.tickets.ports import Change, DemandReader, DemandReading, Order, TicketFilter, TicketStore

TYPE_OF_ROUTE = {
    Route.COMPLAINT: TicketType.COMPLAINT,
    Route.REPORT: TicketType.REPORT,
    Route.HELP: TicketType.HELP,
    Route.SUGGESTION: TicketType.SUGGESTION,
}
ROUTE_OF_TYPE = {kind: route for route, kind in TYPE_OF_ROUTE.items()} | {TicketType.CONSULT: Route.CONSULT}
SIMILAR_WITHIN = timedelta(days=30)
MOST_SIMILAR = 3
JUST_FILED = timedelta(minutes=10)
LIKELY = 0.5
_OPEN = tuple(status for status in Status if status.is_open)


@dataclass(frozen=True, slots=True)
class FormTurn:
    """What a message to the form brings: the answer, the form as it stands (None: closed), and a ticket to save."""

    outcome: Outcome
    draft: Draft | None
    change: Change | None = None


class DemandChat:
    """One form a conversation, from the first word to the ticket's number."""

    def __init__(
        self,
        *,
        store: TicketStore,
        reader: DemandReader,
        not_taken: NotTaken,
        wording: DemandWording,
        simplified: Callable[[str], str],
        filing: Filing,
    ) -> None:
        """`simplified` turns Traditional characters into Simplified ones."""
        self._store, self._reader = store, reader
        self._not_taken, self._wording, self._filing = not_taken, wording, filing
        self.simplified = simplified

    async def open(self, kind: TicketType, said: Said, conversation: Conversation) -> FormTurn:
        """A form of that type, from the message that lodges the demand."""
        heard = begin(kind, await self._placed(said, None))
        draft = await self._read(heard.draft)
        return await self._asked(replace(heard, draft=draft), conversation)

    async def go_on(self, draft: Draft, said: Said, conversation: Conversation, desk: Outcome | None) -> FormTurn:
        """One more message; `desk` is what the assistant would have answered if no form were open."""
        if draft.was_paused(said.at) and not draft.reminded and (said.is_question or said.is_wish):
            return self.remind(replace(draft, reminded=True, touched_at=said.at), conversation, desk)
        heard = hear(draft, await self._placed(said, draft))
        match heard.event:
            case Event.CANCELLED:
                reply = self._wording.plain("utter_form_cancelled")
                return await self._next(
                    draft, said, conversation, FormTurn(self._outcome(draft, conversation, reply), None)
                )
            case Event.INTERRUPTED:
                return self.remind(heard.draft, conversation, desk)
            case Event.CONFIRMED:
                return await self._file(heard.draft, said, conversation)
        told = heard.draft.parts != draft.parts or not draft.department
        fresh = await self._read(heard.draft) if told else heard.draft
        return await self._asked(replace(heard, draft=fresh), conversation)

    async def just_filed(self, conversation: str, at: datetime) -> Reply | None:
        """A friendly word for who says 提交 once more after the ticket was filed."""
        newest = next(iter(await self._store.of_conversation(conversation, 1)), None)
        if newest is None or at - newest.received_at > JUST_FILED:
            return None
        return self._wording.filed_already(newest)

    def remind(self, draft: Draft, conversation: Conversation, desk: Outcome | None) -> FormTurn:
        """What else she wanted is answered, then the form asks again."""
        again = self._wording.reminder(draft)
        if desk is None:
            return FormTurn(self._outcome(draft, conversation, again), draft)
        answer = Answer(desk.answer.route, (*desk.answer.replies, again))
        return FormTurn(replace(desk, answer=answer), draft)

    async def _placed(self, said: Said, draft: Draft | None) -> Said:
        """With the place and district that stand in what was said, and whether it is about something else."""
        if not says_something(said.plain):
            return said
        reading = await self._reader.read(mask(said.plain).text)
        differs = draft is not None and (draft.was_paused(said.at) or _differs(draft, reading))
        return replace(said, place=reading.place, district=reading.district, differs=differs)

    async def _read(self, draft: Draft) -> Draft:
        """With the department and category that its whole text speaks for."""
        if not draft.has_matter:
            return draft
        reading = await self._reader.read(mask(self.simplified(draft.text)).text)
        return replace(
            draft,
            department=reading.departments[0][0] if reading.departments else "",
            category=reading.categories[0][0] if reading.categories else "",
            subject=reading.subject,
            is_urgent=reading.urgent >= LIKELY,
            district=draft.district or reading.district,
            reason=self._wording.reason(reading),
        )

    async def _asked(self, heard: Heard, conversation: Conversation) -> FormTurn:
        """The next question: what 12345 does not take, what others demand already, else what is missing."""
        draft = heard.draft
        way = None if draft.insists else self._not_taken.find(self.simplified(draft.text))
        if way and heard.event is not Event.UNCLEAR:
            reply = self._wording.right_way(way)
            return FormTurn(self._outcome(draft, conversation, reply), replace(draft, asks=Slot.RIGHT_WAY))
        if heard.event is not Event.ASKED_CANCEL:
            draft = await self._looked_for_similar(draft)
        replies = self._wording.question(replace(heard, draft=draft))
        outcome = self._outcome(draft, conversation, *replies)
        if heard.event is Event.ASKED_SECOND and draft.held:
            route = ROUTE_OF_TYPE[draft.held.type]
            outcome = replace(outcome, answer=replace(outcome.answer, route=route))
        return FormTurn(outcome, draft)

    async def _looked_for_similar(self, draft: Draft) -> Draft:
        """Once everything else is known: open demands about the same, that she could join."""
        if draft.asks is not Slot.CONFIRM or draft.similar or Slot.JOIN in draft.skipped or not draft.place:
            return draft
        similar = await self._similar(draft)
        similar_ones = tuple(Similar(ticket.number, self._wording.similar(ticket)) for ticket in similar)
        return replace(draft, similar=similar_ones).asking()

    async def _similar(self, draft: Draft) -> list[Ticket]:
        """Of those whose existence may be known: no reports, and nobody's who asked for secrecy."""
        wanted = TicketFilter(
            statuses=_OPEN,
            category=draft.category,
            department=draft.department,
            received_from=draft.touched_at - SIMILAR_WITHIN,
            order=Order.NEWEST,
        )
        page = await self._store.page(wanted, 0, 200)
        leads = [
            ticket
            for ticket in page.tickets
            if not ticket.merged_into
            and ticket.type is not TicketType.REPORT
            and ticket.person.privacy is Privacy.NAMED
        ]
        alike = [(place_likeness(draft.place, ticket.subject.place), ticket) for ticket in leads]
        alike.sort(key=lambda pair: -pair[0])
        return [ticket for likeness, ticket in alike if likeness >= ALIKE][:MOST_SIMILAR]

    async def _file(self, draft: Draft, said: Said, conversation: Conversation) -> FormTurn:
        ticket = await self._filing.ticket(draft, said.at, conversation)
        reply = self._wording.filed(ticket, self._filing.latest_answer(ticket))
        turn = FormTurn(self._outcome(draft, conversation, reply), None, Change((ticket,)))
        return await self._next(draft, said, conversation, turn)

    async def _next(self, draft: Draft, said: Said, conversation: Conversation, turn: FormTurn) -> FormTurn:
        """After a form is closed: the one for the other matter that was told meanwhile, with the same person."""
        later = (*draft.later, *((draft.held,) if draft.held else ()))
        if not later:
            return turn
        told = later[0]
        heard = begin(told.type, await self._placed(Said(told.text, self.simplified(told.text), said.at), None))
        fresh = replace(await self._read(_same_person(heard.draft, draft)), later=later[1:])
        asked = await self._asked(replace(heard, draft=fresh.asking(), detail="next"), conversation)
        first = turn.outcome.answer
        answer = Answer(first.route, (*first.replies, *asked.outcome.answer.replies))
        return FormTurn(replace(turn.outcome, answer=answer), asked.draft, turn.change)

    def _outcome(self, draft: Draft, conversation: Conversation, *replies: Reply) -> Outcome:
        focus: Focus = conversation.focus.understood()
        return Outcome(Answer(ROUTE_OF_TYPE[draft.type], replies), focus, "form")


def _differs(draft: Draft, reading: DemandReading) -> bool:
    """Whether a text is for another department and of another category than the form, and surely so."""
    if not draft.department or not reading.departments or not reading.categories:
        return False
    (department, chance), (category, likely) = reading.departments[0], reading.categories[0]
    is_sure = min(chance, likely) >= LIKELY
    return is_sure and department != draft.department and category != draft.category


def _same_person(fresh: Draft, earlier: Draft) -> Draft:
    """A second form knows of its teller what she told for the first."""
    skipped = (Slot.CONTACT,) if Slot.CONTACT in earlier.skipped else ()
    return replace(
        fresh,
        name=fresh.name or earlier.name,
        phone=fresh.phone or earlier.phone,
        privacy=earlier.privacy if fresh.privacy is Privacy.NAMED else fresh.privacy,
        skipped=tuple(dict.fromkeys((*fresh.skipped, *skipped))),
    )
