"""After filing: progress, reminding, adding, withdrawing, rating, by button or in her own words."""

import re

from bot.domain.demands.asides import asks_something
from bot.domain.demands.draft import Said, says_something
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Kind
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.number import is_ticket_number
from bot.domain.tickets.rating_words import read_rating, sounds_unsolved
from bot.domain.tickets.reference import read_reference
from bot.domain.tickets.terms import Status
from bot.services.objections.acts import ObjectionActs
from bot.services.ports import Outcome, Phrasebook
from bot.services.tickets.acts import TicketActs
from bot.services.tickets.cases import Cases, is_open
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.doing import TicketDoing
from bot.services.tickets.expected import TicketExpected
from bot.services.tickets.finding import TicketFinder
from bot.services.tickets.lookup import ROUTE_OF_PURPOSE, TicketLookup, meant
from bot.services.tickets.rating import TicketRating
from bot.services.tickets.turns import Talk, TicketTurn
from bot.services.tickets.wording import TicketWording

PURPOSE_OF_ROUTE = {Route.STATUS: "ticket", Route.URGE: "chase", Route.WITHDRAW: "withdraw"}
ACTIONS = frozenset({"ticket", "chase", "add", "withdraw", "rate", "redo", "reason"})
"""What stands before the number in the payloads of our buttons."""
MOST_BESIDE = 8
"""Characters beside a number up to which the number is what a message is about."""
SHORT = 12
"""Up to so many characters a message that is expected to tell something may rather be a wish."""
_WISHES = frozenset({Route.THANKS, Route.GREET, Route.GOODBYE, Route.HANDOFF, Route.STATUS, Route.URGE, Route.WITHDRAW})
_ADDS = re.compile(
    r"^(?:我|还|再|想|要|得|需要|给你们?)*补充(?:一下|一点|点|几句|说明|材料|照片|证据|个?情况)*(?:$|[：:，,。\s])"
)


class TicketChat:
    """Has the first word where a ticket is named, pressed, or waited for; takes wishes that are about tickets."""

    def __init__(self, lookup: TicketLookup, doing: TicketDoing) -> None:
        """Finding, then doing."""
        self._lookup, self._doing, self._expected = lookup, doing, TicketExpected(lookup, doing)

    async def first(self, said: Said, conversation: Conversation) -> TicketTurn | None:
        """What needs no understanding: a button, an answer that was waited for, a number, a rating in plain words."""
        talk, pending = Talk(said, conversation), conversation.papers.pending
        if said.payload:
            return await self._pressed(talk)
        if pending and (found := await self._expected.answer(pending, talk)):
            return found
        reference = read_reference(said.plain)
        if conversation.papers.has_form and not (reference.number or "查询码" in said.plain):
            return None
        if reference.names_ticket and len(reference.rest) <= MOST_BESIDE:
            purpose = _purpose(said.plain) or _wanted(pending)
            return await self._doing.go(await self._lookup.named(reference, purpose, talk), purpose, talk)
        return None if conversation.papers.awaits else await self._unasked(talk)

    async def heard(self, said: Said, conversation: Conversation, desk: Outcome) -> TicketTurn | None:
        """A message and what the desk makes of it; None where it is not about a ticket."""
        talk, pending = Talk(said, conversation), conversation.papers.pending
        purpose = PURPOSE_OF_ROUTE.get(desk.answer.route)
        if pending and pending.act in ("add", "reason") and not _is_aside(said.plain, desk):
            ticket = await self._lookup.get(pending.number)
            return await self._doing.told(pending.act, ticket, talk, desk) if ticket else None
        if purpose:
            return await self._wish(purpose, talk, desk)
        if pending and pending.act.startswith("tail:") and re.search(r"\d", said.plain):
            return self._lookup.ask_tail(pending.number, _wanted(pending), talk, again=True)
        if desk.answer.replies[0].kind is Kind.FALLBACK and says_something(said.plain):
            ticket = await self._lookup.waiting(talk, Status.NEEDS_MORE)
            return self._doing.acts.is_it_added(ticket, talk) if ticket else None
        return None

    async def _pressed(self, talk: Talk) -> TicketTurn | None:
        action, number, value = (*talk.said.payload.split(":", 2), "", "")[:3]
        if action not in ACTIONS or not is_ticket_number(number):
            return None
        purpose = action if action in ROUTE_OF_PURPOSE else "ticket"
        found = await self._lookup.by_number(number, "", purpose, talk)
        if isinstance(found, TicketTurn):
            return found
        return self._doing.remembered(await self._doing.press(action, value, found, talk), found, talk)

    async def _unasked(self, talk: Talk) -> TicketTurn | None:
        """What she says of her ticket of her own accord, in words that cannot mean anything else."""
        if not talk.said.plain:
            ticket = await self._lookup.waiting(talk, Status.NEEDS_MORE) if talk.said.files else None
            return await self._doing.acts.add(ticket, talk) if ticket else None
        if _ADDS.match(talk.said.plain) and not asks_something(talk.said.plain):
            return await self._adds(talk)
        rated = read_rating(talk.said.plain)
        if not rated and not sounds_unsolved(talk.said.plain):
            return None
        ticket = await self._lookup.waiting(talk, Status.ANSWERED)
        if ticket is None:
            return None
        if rated is None:
            return self._doing.rating.unsolved(ticket, talk)
        result = await self._doing.rating.rate(ticket, *rated, talk)
        return self._doing.remembered(result, ticket, talk)

    async def _adds(self, talk: Talk) -> TicketTurn | None:
        """补充: …… to her one open ticket at once."""
        tickets = [ticket for ticket in await self._lookup.hers(talk) if is_open(ticket)]
        if not tickets:
            return None
        if len(tickets) > 1:
            return self._lookup.pick(tickets, "add", talk)
        if says_something(_ADDS.sub("", talk.said.plain)) or talk.said.files:
            return self._doing.remembered(await self._doing.add(tickets[0], talk), tickets[0], talk)
        return await self._doing.go(tickets[0], "add", talk)

    async def _wish(self, purpose: str, talk: Talk, desk: Outcome) -> TicketTurn:
        """查进度, 催办, 撤回 in her own words."""
        reference = read_reference(talk.said.plain)
        if reference.number:
            found = await self._lookup.by_number(reference.number, reference.tail, purpose, talk)
            return await self._doing.go(found, purpose, talk) or TicketTurn(desk)
        hers = await self._lookup.hers(talk)
        if not hers:
            pending = self._lookup.ask_number(purpose, talk).pending
            return TicketTurn(desk, pending)
        possible = [ticket for ticket in hers if is_open(ticket)] if purpose != "ticket" else hers
        chosen = meant(talk.said.plain, possible or hers[:1])
        if len(chosen) > 1:
            return self._lookup.pick(chosen, purpose, talk)
        return await self._doing.go(chosen[0], purpose, talk) or TicketTurn(desk)


def ticket_chat(
    cases: Cases, finder: TicketFinder, desk: TicketDesk, objections: ObjectionActs, phrasebook: Phrasebook
) -> TicketChat:
    """The chat about tickets and objections."""
    wording = TicketWording(phrasebook)
    acts = TicketActs(desk, wording)
    doing = TicketDoing(acts, TicketRating(acts, wording), objections, wording)
    return TicketChat(TicketLookup(cases, finder, wording), doing)


def _purpose(text: str) -> str:
    for purpose, word in (("chase", "催"), ("withdraw", "撤"), ("add", "补充")):
        if word in text:
            return purpose
    return ""


def _wanted(pending: Pending | None) -> str:
    """What a ticket that is still being looked for is wanted for."""
    purpose = pending.act.partition(":")[2] if pending else ""
    return purpose or "ticket"


def _is_aside(text: str, desk: Outcome) -> bool:
    """Whether a message is something else than the supplement or reason that was asked for."""
    route, kind = desk.answer.route, desk.answer.replies[0].kind
    if route in _WISHES and len(text) <= SHORT:
        return True
    return asks_something(text) and kind in (Kind.GUIDE, Kind.CLARIFY, Kind.CHITCHAT)
