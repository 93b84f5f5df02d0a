"""Which ticket or objection a citizen means: one filed here, one of several, or one that she proves to be hers."""

from collections.abc import Sequence

from bot.domain.talk.message import Button
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.outlook import stands_since
from bot.domain.tickets.reference import Reference
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.cases import Case, Cases, is_open
from bot.services.tickets.finding import Lookup, TicketFinder
from bot.services.tickets.turns import PROVES_LATER, Talk, TicketTurn, is_hers, proved, turn
from bot.services.tickets.wording import TicketWording

MOST_LISTED = 8
ROUTE_OF_PURPOSE = {
    "ticket": Route.STATUS,
    "chase": Route.URGE,
    "withdraw": Route.WITHDRAW,
    "add": Route.STATUS,
}
"""What a ticket may be wanted for, by the name of the button that does it."""


class TicketLookup:
    """Finds, or asks for what is missing to find."""

    def __init__(self, cases: Cases, finder: TicketFinder, wording: TicketWording) -> None:
        """`finder` guards the tickets of other conversations."""
        self._cases, self._finder, self._wording = cases, finder, wording

    async def get(self, number: str) -> Case | None:
        """What has that number, whosever it is."""
        return await self._cases.get(number)

    async def hers(self, talk: Talk) -> list[Case]:
        """Open ones before closed ones, newest first."""
        own = list(await self._cases.of_conversation(talk.conversation.id))
        others = [number for number in proved(talk.pending) if number not in {ticket.number for ticket in own}]
        own += [ticket for number in others if (ticket := await self._cases.get(number))]
        return sorted(own, key=lambda one: (not is_open(one), -one.received_at.timestamp()))

    async def waiting(self, talk: Talk, status: Status) -> Ticket | None:
        """Hers that came last to stand at that status."""
        standing = [one for one in await self.hers(talk) if isinstance(one, Ticket) and one.status is status]
        return max(standing, key=stands_since, default=None)

    async def named(self, reference: Reference, purpose: str, talk: Talk) -> Case | TicketTurn | None:
        """The ticket that a text names, or what is still missing; None for letters that may be any word."""
        pending = talk.pending
        if reference.is_miswritten:
            reply = self._wording.asked(self._wording.words("utter_ticket_miswritten"), "ticket")
            return turn(ROUTE_OF_PURPOSE[purpose], talk, reply, pending=self._find(purpose, talk))
        if reference.number:
            return await self.by_number(reference.number, reference.tail, purpose, talk)
        found = await self._finder.by_code(reference.codes, talk.conversation.id, talk.at)
        is_asked = pending is not None and pending.act.partition(":")[0] in ("find", PROVES_LATER)
        if isinstance(found, Lookup) and not (reference.is_sure_code or is_asked):
            return None
        return self._refused(found, purpose, talk) if isinstance(found, Lookup) else found

    async def by_number(self, number: str, tail: str, purpose: str, talk: Talk) -> Case | TicketTurn:
        """Hers at once; any other number, known or not, is first asked for the digits."""
        ticket = await self._cases.get(number)
        if ticket and is_hers(ticket, talk):
            return ticket
        if not tail:
            return self.ask_tail(number, purpose, talk)
        found = await self._finder.by_number(number, tail, talk.conversation.id, talk.at)
        return self._refused(found, purpose, talk, number) if isinstance(found, Lookup) else found

    def ask_tail(self, number: str, purpose: str, talk: Talk, *, again: bool = False) -> TicketTurn:
        """For the last digits of the telephone."""
        key = "utter_ticket_ask_tail_again" if again else "utter_ticket_ask_tail"
        known = proved(talk.pending)
        pending = Pending(f"{PROVES_LATER}:{purpose}", talk.at, number, known)
        reply = self._wording.asked(self._wording.words(key), "phone_tail")
        return turn(ROUTE_OF_PURPOSE[purpose], talk, reply, pending=pending)

    def ask_number(self, purpose: str, talk: Talk) -> TicketTurn:
        """For number and digits, or code."""
        reply = self._wording.asked(self._wording.words("utter_ticket_find"), "ticket")
        pending = self._find(purpose, talk)
        return turn(ROUTE_OF_PURPOSE[purpose], talk, reply, pending=pending)

    def pick(self, tickets: Sequence[Case], purpose: str, talk: Talk, *, again: bool = False) -> TicketTurn:
        """Which of several."""
        shown = tickets[:MOST_LISTED]
        options = self._wording.options(shown)
        text = self._wording.words(
            "utter_ticket_pick_again" if again else "utter_ticket_pick",
            count=str(len(tickets)),
            options="\n".join(option.label for option in options),
        )
        buttons = [Button(option.label, f"{purpose}:{option.code}") for option in options]
        pending = Pending(f"pick:{purpose}", talk.at, numbers=tuple(ticket.number for ticket in shown))
        reply = self._wording.asked(text, "pick", buttons)
        return turn(ROUTE_OF_PURPOSE[purpose], talk, reply, pending=pending)

    def _refused(self, found: Lookup, purpose: str, talk: Talk, number: str = "") -> TicketTurn:
        """Whatever was wrong is told alike; she may try again at once."""
        known = proved(talk.pending)
        pending = self._find(purpose, talk)
        if number:
            pending = Pending(f"{PROVES_LATER}:{purpose}", talk.at, number, known)
        if found is Lookup.GUESSING:
            pending = Pending("known", talk.at, numbers=known)
        key = "utter_ticket_guessing" if found is Lookup.GUESSING else "utter_ticket_wrong"
        reply = self._wording.said(key)
        return turn(ROUTE_OF_PURPOSE[purpose], talk, reply, pending=pending)

    def _find(self, purpose: str, talk: Talk) -> Pending:
        return Pending(f"find:{purpose}", talk.at, numbers=proved(talk.pending))


def meant(text: str, tickets: Sequence[Case]) -> list[Case]:
    """Those whose title shares a word with a text; all where none does."""
    said = {text[place : place + 2] for place in range(len(text) - 1)}
    sharing = [one for one in tickets if said & {one.title[place : place + 2] for place in range(len(one.title) - 1)}]
    return sharing or list(tickets)
