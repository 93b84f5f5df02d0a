"""What a list is filtered by, kept in the address: read from it, written into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.terms import Role, Status, TicketType
from bot.domain.tickets.ticket import Actor
from bot.services.tickets.ports import Order, TicketFilter

OPEN = "open"
PAGE = 50
MOST_PAGES = 2000
_TEXTS = ("category", "department", "district")
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class ListFilter:
    """The fields of the filter's form as they were sent, without those that make no sense."""

    fields: Mapping[str, str]
    page: int = 1

    def get(self, name: str) -> str:
        """One field; empty for any."""
        return self.fields.get(name, "")

    @property
    def count(self) -> int:
        """How many fields narrow the list."""
        return len([name for name in self.fields if name != "order"])

    def query(self, page: int = 1) -> str:
        """The address of a page of this list, after its question mark."""
        return urlencode(dict(self.fields) | ({"page": str(page)} if page > 1 else {}))

    def wanted(self, actor: Actor, now: datetime) -> TicketFilter:
        """What the store is asked for; a department's staff only see what they have or had."""
        status, kind = self.get("status"), self.get("type")
        statuses = (
            tuple(one for one in Status if one.is_open) if status == OPEN else (Status(status),) if status else ()
        )
        return TicketFilter(
            statuses=statuses,
            types=(TicketType(kind),) if kind else (),
            category=self.get("category"),
            department=self.get("department"),
            handed_to=actor.department if actor.role is Role.DEPARTMENT else "",
            district=self.get("district"),
            is_urgent=True if self.get("urgent") else None,
            overdue_at=now if self.get("overdue") else None,
            received_from=_midnight(self.get("from")),
            received_until=_midnight(self.get("until"), days=1),
            words=self.get("words"),
            order=Order.NEWEST if self.get("order") == Order.NEWEST else Order.BY_CLOCK,
        )


def read_filter(query: Mapping[str, str]) -> ListFilter:
    """The filter of an address; whatever is no value of its field is left out."""
    fields: dict[str, str] = {}
    for name, value in ((name, query.get(name, "").strip()) for name in (*_TEXTS, "words")):
        if value and value.isprintable():
            fields[name] = value[:MOST_WORDS]
    allowed = {
        "status": {OPEN, *Status},
        "type": set(TicketType),
        "urgent": {"yes"},
        "overdue": {"yes"},
        "order": {Order.NEWEST},
    }
    fields |= {name: query[name] for name, values in allowed.items() if query.get(name, "") in values}
    fields |= {name: query[name] for name in ("from", "until") if _day(query.get(name, ""))}
    page = query.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len(str(MOST_PAGES)) + 1 else 1
    return ListFilter(fields, min(max(1, number), MOST_PAGES))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 < day.year < 2200 else None  # noqa: PLR2004 - anything else is a slip of the pen


def _midnight(text: str, days: int = 0) -> datetime | None:
    day = _day(text)
    return datetime.combine(day + timedelta(days=days), time(), CHINA) if day else None
