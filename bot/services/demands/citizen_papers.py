"""Forms and tickets in the conversation: what has the first word on a message, and what a wish opens."""

import re
from dataclasses import dataclass, replace

from bot.domain.demands.asides import lodges, opens
from bot.domain.demands.draft import Draft, Said, says_something
from bot.domain.demands.form import overhear
from bot.domain.demands.words import Steer, steer
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Kind, Reply
from bot.domain.talk.papers import Papers, Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import TicketType
from bot.services.demands.chat import TYPE_OF_ROUTE, DemandChat, FormTurn
from bot.services.demands.form_openings import (
    STAYS,
    Offers,
    accepted,
    declined,
    is_about_ticket,
    is_alarm,
    is_question,
    is_unheard_trouble,
    is_wish,
    with_things,
    without_offer,
)
from bot.services.objections.chat import ObjectionTurn
from bot.services.objections.citizen_objections import CitizenObjections, with_objection
from bot.services.objections.ports import ObjectionChange
from bot.services.ports import Outcome, Phrasebook
from bot.services.tickets.chat import TicketChat
from bot.services.tickets.ports import Change
from bot.services.tickets.turns import TicketTurn

_SUBMITS = re.compile(r"提交|确认|登记|交")


@dataclass(frozen=True, slots=True)
class PaperTurn:
    """What a message brings where a form or a ticket is concerned."""

    outcome: Outcome
    papers: Papers
    change: Change | None = None
    objection: ObjectionChange | None = None


class CitizenPapers:
    """Sees to it that a form in the middle is neither lost nor in the way."""

    def __init__(
        self, forms: DemandChat, objections: CitizenObjections, tickets: TicketChat, phrasebook: Phrasebook
    ) -> None:
        """`forms` takes demands, `objections` what is held against data, `tickets` knows what became of both."""
        self._forms, self._objections, self._tickets, self._phrasebook = forms, objections, tickets, phrasebook
        self._offers = Offers(phrasebook)

    async def first(self, said: Said, conversation: Conversation) -> PaperTurn | None:
        """What needs no understanding: buttons, photos, files and a place, ticket numbers, 提交 said once too often."""
        if ticket := await self._tickets.first(said, conversation):
            return self._of_ticket(ticket, said, conversation)
        if objection := await self._objections.first(said, conversation):
            return _of_objection(objection, conversation)
        if said.payload.startswith("form:open:"):
            return await self._opened(said, conversation)
        draft, brings = conversation.papers.draft, not said.plain and bool(said.files or said.coordinates)
        if draft is not None:
            if said.payload.startswith("form:") or brings:
                return self._of_form(await self._forms.go_on(draft, said, conversation, None), conversation)
            return None
        if said.payload.startswith("form:"):
            return await self._gone(said, conversation)
        if _is_asked(conversation) or conversation.papers.objection is not None:
            return None
        return await self._unasked(said, conversation, brings=brings)

    async def _unasked(self, said: Said, conversation: Conversation, *, brings: bool) -> PaperTurn | None:
        """While nothing is open: things for a form that may follow, yes or no to an offer, 提交 once too often."""
        if brings and not said.payload:
            reply, papers = self._offers.things(said, conversation)
            return PaperTurn(self._says(reply, conversation), papers)
        if kind := accepted(said, conversation.papers):
            return await self._begun(kind, self._asked_before(said, conversation), conversation)
        if declined(said, conversation.papers):
            reply = self._phrasebook.say("utter_form_cancelled")
            return PaperTurn(self._says(reply, conversation), without_offer(conversation.papers))
        return await self._submitted_again(said, conversation)

    async def heard(self, said: Said, conversation: Conversation, desk: Outcome) -> PaperTurn | None:
        """A message and what the desk makes of it; None where no form or ticket is concerned."""
        if not conversation.papers.has_form:
            return await self._heard_freely(said, conversation, desk)
        if is_about_ticket(desk.answer.route, said.plain) or _is_asked(conversation):
            ticket = await self._tickets.heard(said, conversation, desk)
            if ticket:
                return self._of_ticket(ticket, said, conversation)
        route, text = desk.answer.route, said.plain
        said = replace(
            said,
            is_question=is_question(desk, text),
            is_wish=is_wish(route, text),
            demands=TYPE_OF_ROUTE.get(route) or opens(text) or lodges(text),
        )
        if conversation.papers.draft is not None:
            return await self._heard_by_form(conversation.papers.draft, said, conversation, desk)
        said = replace(said, is_wish=said.is_wish and route is not Route.OBJECTION)
        desk = self._objections.demanded(said, conversation, desk)
        objection = await self._objections.heard(said, conversation, desk)
        return _of_objection(objection, conversation) if objection else None

    async def _heard_by_form(self, draft: Draft, said: Said, conversation: Conversation, desk: Outcome) -> PaperTurn:
        if desk.answer.route is Route.OBJECTION and said.is_wish:
            desk = self._objections.instead(conversation, Route.OBJECTION)
        turn = await self._forms.go_on(draft, said, conversation, desk)
        told = turn.draft is not None and turn.draft.parts != draft.parts
        return self._of_form(_warned(turn, desk) if told and is_alarm(desk, said.plain) else turn, conversation)

    async def _heard_freely(self, said: Said, conversation: Conversation, desk: Outcome) -> PaperTurn | None:
        """No form is open: one is opened, a ticket is asked about, or an offer is made."""
        route, text = desk.answer.route, said.plain
        named = None if _is_asked(conversation) or is_wish(route, text) else opens(text) or lodges(text)
        if named:
            return await self._begun(named, self._asked_before(said, conversation), conversation)
        is_trouble = not _is_asked(conversation) and route not in TYPE_OF_ROUTE and is_unheard_trouble(desk, text)
        ticket = None if is_trouble else await self._tickets.heard(said, conversation, desk)
        if ticket:
            return self._of_ticket(ticket, said, conversation)
        if objection := self._objections.opens(said, conversation, desk):
            return _of_objection(objection, conversation)
        heard, desk = desk, self._objections.offered(conversation, desk)
        if route in TYPE_OF_ROUTE:
            return await self._begun(TYPE_OF_ROUTE[route], said, conversation)
        if is_trouble and route not in STAYS:
            return await self._begun(TicketType.COMPLAINT, said, conversation)
        if is_trouble:
            return PaperTurn(*self._offers.complaint(said, conversation, desk))
        if route is Route.CONSULT and desk.answer.replies[0].kind is Kind.FALLBACK:
            return PaperTurn(*self._offers.consult(said, conversation, desk))
        papers = with_things(without_offer(conversation.papers), said)
        return PaperTurn(desk, papers) if papers != conversation.papers or desk is not heard else None

    def overheard(self, said: Said, conversation: Conversation) -> Papers:
        """The papers after something urgent, which is answered first but stays told."""
        draft = conversation.papers.draft
        return replace(conversation.papers, draft=overhear(draft, said)) if draft else conversation.papers

    def beside(self, conversation: Conversation, desk: Outcome) -> PaperTurn:
        """What was answered without a form having a say in it; an open form reminds of itself."""
        if objection := self._objections.beside(conversation, desk):
            return _of_objection(objection, conversation)
        draft = conversation.papers.draft
        if draft is None:
            return PaperTurn(desk, conversation.papers)
        return self._of_form(self._forms.remind(draft, conversation, desk), conversation)

    def lapsed(self, before: Conversation, after: Conversation, outcome: Outcome) -> Outcome:
        """With a word on a form that lay too long."""
        if not before.papers.has_form or after.papers.has_form:
            return outcome
        note = self._phrasebook.say("utter_form_lapsed")
        replies = [reply for reply in outcome.answer.replies if reply != self._phrasebook.say("utter_form_gone")]
        return replace(outcome, answer=Answer(outcome.answer.route, (*replies, note)))

    def _of_ticket(self, ticket: TicketTurn, said: Said, conversation: Conversation) -> PaperTurn:
        """What a ticket brought; an open form goes on, unless a button or an earlier question has the next word."""
        turn = self.beside(conversation, ticket.outcome)
        may_ask = not conversation.papers.has_form or said.payload or _is_asked(conversation)
        pending = ticket.pending if may_ask else _passive(ticket.pending)
        return PaperTurn(turn.outcome, replace(turn.papers, pending=pending), ticket.change, ticket.objection)

    async def _opened(self, said: Said, conversation: Conversation) -> PaperTurn:
        """登记咨询 and the like: what was asked last is the matter."""
        value = said.payload.removeprefix("form:open:")
        draft = conversation.papers.draft
        if draft is not None and value.startswith("objection"):
            return self.beside(conversation, self._objections.instead(conversation, Route.OBJECTION))
        if draft is not None or value not in TicketType.__members__.values():
            replies = (self._phrasebook.say("utter_form_gone"),) if draft is None else ()
            outcome = Outcome(Answer(Route.OUT_OF_SCOPE, replies), conversation.focus, "form")
            return self.beside(conversation, outcome)
        return await self._begun(TicketType(value), self._asked_before(said, conversation), conversation)

    def _asked_before(self, said: Said, conversation: Conversation) -> Said:
        """What was told before it was agreed to register it; a message that tells a matter itself stays as it is."""
        before = conversation.papers.before
        if says_something(said.plain) or before is None:
            return replace(said, payload="")
        return replace(said, text=before.text, plain=self._forms.simplified(before.text), payload="")

    async def _begun(self, kind: TicketType, said: Said, conversation: Conversation) -> PaperTurn:
        """A form, with what was sent before it."""
        before = conversation.papers.before
        if before:
            files, coordinates = (*before.files, *said.files), said.coordinates or before.coordinates
            said = replace(said, files=files, coordinates=coordinates)
        turn = self._of_form(await self._forms.open(kind, said, conversation), conversation)
        return replace(turn, papers=replace(turn.papers, pending=_passive(turn.papers.pending)))

    async def _submitted_again(self, said: Said, conversation: Conversation) -> PaperTurn | None:
        if steer(said.plain) is not Steer.CONFIRM or not _SUBMITS.search(said.plain):
            return None
        again = await self._filed_last(said, conversation)
        return PaperTurn(self._says(again, conversation), conversation.papers) if again else None

    async def _filed_last(self, said: Said, conversation: Conversation) -> Reply | None:
        return await self._objections.just_filed(said, conversation) or await self._forms.just_filed(
            conversation.id, said.at
        )

    async def _gone(self, said: Said, conversation: Conversation) -> PaperTurn:
        """A button of a form that was filed, given up or put away."""
        again = None
        if said.payload == f"form:{Steer.CONFIRM}":
            again = await self._filed_last(said, conversation)
        return PaperTurn(
            self._says(again or self._phrasebook.say("utter_form_gone"), conversation), conversation.papers
        )

    def _says(self, reply: Reply, conversation: Conversation) -> Outcome:
        return Outcome(Answer(Route.OUT_OF_SCOPE, (reply,)), conversation.focus, "form")

    def _of_form(self, turn: FormTurn, conversation: Conversation) -> PaperTurn:
        papers = replace(conversation.papers, draft=turn.draft, before=None)
        return PaperTurn(turn.outcome, papers, turn.change)


def _of_objection(turn: ObjectionTurn, conversation: Conversation) -> PaperTurn:
    """A form that was just opened has the next word, whatever was asked about a ticket."""
    papers = with_objection(conversation.papers, turn)
    if conversation.papers.objection is None:
        papers = replace(papers, pending=_passive(papers.pending))
    return PaperTurn(turn.outcome, papers, objection=turn.change)


def _is_asked(conversation: Conversation) -> bool:
    """Whether a question about a ticket is open, which is younger than the form's."""
    pending = conversation.papers.pending
    return pending is not None and pending.awaits


def _passive(pending: Pending | None) -> Pending | None:
    """What is known of tickets, without the question that was open."""
    return None if pending is None or pending.awaits else pending


def _warned(turn: FormTurn, desk: Outcome) -> FormTurn:
    """Where danger is suspected the numbers to call come first, whatever the form asks."""
    answer = Answer(Route.EMERGENCY, (*desk.answer.replies, *turn.outcome.answer.replies))
    return replace(turn, outcome=replace(turn.outcome, answer=answer))
