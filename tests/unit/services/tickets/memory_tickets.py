"""A ticket store in memory, and limits that are easy to reckon with."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.clocks.deadline import Deadline
from bot.domain.staff.guessing import may_guess
from bot.domain.tickets.assessment import has_trait
from bot.domain.tickets.number import ticket_number
from bot.domain.tickets.outline import outline
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.ports import Change, Notice, Order, OutlinePage, TicketChanged, TicketFilter, TicketPage

DAYS = {"accept": 1, "sign": 1, "extension": 5, "call_back": 1, "rectify": 15, "dispatch_again": 1}


def due(key: str, starts_at: datetime) -> Deadline:
    """So many days after the start, five where nothing else is said; no weekends in this little world."""
    return Deadline(starts_at + timedelta(days=DAYS.get(key, 5)), "依据", provisional=False, reason=f"因为{key}")


@dataclass
class MemoryTickets:
    """`TicketStore` for tests."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    last: int = 0

    async def next_number(self, day: date) -> str:
        """The next number of that day."""
        self.last += 1
        return ticket_number(day, self.last)

    async def get(self, number: str) -> Ticket | None:
        """The ticket."""
        return self.tickets.get(number)

    async def save(self, change: Change, at: datetime) -> None:
        """All or nothing."""
        for ticket in change.tickets:
            stored = self.tickets.get(ticket.number)
            if (stored.version if stored else 0) != ticket.version:
                raise TicketChanged(ticket.number)
        for ticket in change.tickets:
            self.tickets[ticket.number] = replace(ticket, version=ticket.version + 1)
        self.notices += change.notices

    async def of_conversation(self, conversation: str, limit: int = 10) -> Sequence[Ticket]:
        """Newest first."""
        return self._newest([one for one in self.tickets.values() if one.conversation == conversation])[:limit]

    async def by_query_code(self, code: str) -> Ticket | None:
        """The ticket with that code."""
        return next((one for one in self.tickets.values() if one.query_code == code), None)

    async def of_phone(self, phone: str, limit: int = 20) -> Sequence[Ticket]:
        """Newest first."""
        return self._newest([one for one in self.tickets.values() if one.person.phone == phone])[:limit]

    async def page(self, which: TicketFilter, offset: int, limit: int) -> TicketPage:
        """A page of those that match."""
        found = [one for one in self.tickets.values() if _matches(one, which)]
        found = self._newest(found) if which.order is Order.NEWEST else sorted(found, key=_by_clock)
        return TicketPage(tuple(found[offset : offset + limit]), len(found))

    async def numbers(self, which: TicketFilter, limit: int) -> Sequence[str]:
        """The numbers of those that match, newest first."""
        return [one.number for one in self._newest([one for one in self.tickets.values() if _matches(one, which)])][
            :limit
        ]

    async def several(self, numbers: Sequence[str]) -> Sequence[Ticket]:
        """These tickets, in this order."""
        return [self.tickets[number] for number in numbers if number in self.tickets]

    async def outlines(self, which: TicketFilter, offset: int, limit: int) -> OutlinePage:
        """The same page at a glance."""
        page = await self.page(which, offset, limit)
        return OutlinePage(tuple(outline(one) for one in page.tickets), page.total)

    def _newest(self, tickets: list[Ticket]) -> list[Ticket]:
        return sorted(tickets, key=lambda one: (one.received_at, one.number), reverse=True)


class FrozenClock:
    """A clock that never moves."""

    def now(self) -> datetime:
        """A Monday morning."""
        return datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class MemoryGuesses:
    """`Guesses` for tests."""

    wrong: dict[str, list[datetime]] = field(default_factory=dict)

    async def may_try(self, who: str, at: datetime) -> bool:
        """Whether tries are left."""
        return may_guess(self.wrong.get(who, []), at)

    async def failed(self, who: str, at: datetime) -> None:
        """One more wrong try."""
        self.wrong.setdefault(who, []).append(at)


def _by_clock(ticket: Ticket) -> tuple[bool, float, str]:
    clock = ticket.main_clock
    return (clock is None, clock.due_at.timestamp() if clock else 0.0, ticket.number)


def _matches(ticket: Ticket, which: TicketFilter) -> bool:
    subject, clock = ticket.subject, ticket.main_clock
    tests = (
        not which.statuses or ticket.status in which.statuses,
        not which.types or ticket.type in which.types,
        not which.category or subject.category == which.category,
        not which.department or subject.department == which.department,
        not which.handed_to or _was_handed_to(ticket, which.handed_to),
        not which.district or subject.district == which.district,
        which.is_urgent is None or subject.is_urgent is which.is_urgent,
        not which.merged_into or ticket.merged_into == which.merged_into,
        not which.extension or ticket.extension == which.extension,
        not which.running or ticket.running(which.running) is not None,
        not which.received_from or ticket.received_at >= which.received_from,
        not which.received_until or ticket.received_at < which.received_until,
        not which.overdue_at or (clock is not None and clock.due_at < which.overdue_at),
        not which.due_before or (clock is not None and clock.due_at < which.due_before),
        not (which.overdue_at or which.due_before) or not ticket.status.is_final,
        all(not getattr(subject, name) for name in which.blank),
        not which.at or all(has_trait(trait, ticket, which.at) for trait in which.traits),
        not which.words or which.words in ticket.number + ticket.title,
    )
    return all(tests)


def _was_handed_to(ticket: Ticket, department: str) -> bool:
    return any(
        step.move in ("dispatch", "redo") and step.facts.get("department") == department for step in ticket.steps
    )
