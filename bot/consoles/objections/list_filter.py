"""What the list of objections is filtered by, kept in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.objections.ports import ObjectionFilter
from bot.services.objections.queue import OPEN as OPEN_STATUSES

OPEN = "open"
PAGE = 50
MOST_PAGES = 2000
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class ObjectionListFilter:
    """The fields of the filter's form as they were sent, without those that make no sense."""

    fields: Mapping[str, str]
    page: int = 1

    def get(self, name: str) -> str:
        """One field; empty for any."""
        return self.fields.get(name, "")

    @property
    def count(self) -> int:
        """How many fields narrow the list."""
        return len(self.fields)

    def query(self, page: int = 1) -> str:
        """The address of a page of this list, after its question mark."""
        return urlencode(dict(self.fields) | ({"page": str(page)} if page > 1 else {}))

    def wanted(self, actor: Actor, now: datetime) -> ObjectionFilter:
        """What the store is asked for; a department's staff only see what they have or had."""
        status = self.get("status")
        return ObjectionFilter(
            statuses=OPEN_STATUSES if status == OPEN else (ObjectionStatus(status),) if status else (),
            handed_to=actor.department if actor.role is Role.DEPARTMENT else "",
            overdue_at=now if self.get("overdue") else None,
            words=self.get("words"),
        )


def read_filter(query: Mapping[str, str]) -> ObjectionListFilter:
    """The filter of an address; whatever is no value of its field is left out."""
    fields: dict[str, str] = {}
    words = query.get("words", "").strip()
    if words and words.isprintable():
        fields["words"] = words[:MOST_WORDS]
    allowed = {"status": {OPEN, *ObjectionStatus}, "overdue": {"yes"}}
    fields |= {name: query[name] for name, values in allowed.items() if query.get(name, "") in values}
    page = query.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= len(str(MOST_PAGES)) else 1
    return ObjectionListFilter(fields, min(max(1, number), MOST_PAGES))
