"""Which tickets a figure counts, kept in the address: the fields of the ticket list, a trait, and what is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from bot.consoles.tickets.list_filter import ListFilter, read_filter
from bot.domain.tickets.assessment import Dimension, Moment, Trait
from bot.domain.tickets.ticket import Actor
from bot.services.tickets.ports import TicketFilter
from bot.services.tickets.supervision import MOST_MONTHS, Period

_BLANKABLE = tuple(one.value for one in Dimension if one is not Dimension.MONTH)


@dataclass(frozen=True, slots=True)
class Which:
    """What the address asks for; the same object makes the count, the list and the file."""

    base: ListFilter
    trait: Trait | None = None
    blank: tuple[str, ...] = ()

    @property
    def page(self) -> int:
        """The page of the list."""
        return self.base.page

    def get(self, name: str) -> str:
        """One field; empty for any."""
        return self.base.get(name)

    def wanted(self, actor: Actor, at: Moment) -> TicketFilter:
        """What the store is asked for."""
        traits = (self.trait,) if self.trait else ()
        return replace(self.base.wanted(actor, at.now), traits=traits, at=at, blank=self.blank)

    def having(self, trait: Trait) -> "Which":
        """The same, of those with a trait."""
        return replace(self, trait=trait)

    def about(self, **fields: str) -> "Which":
        """The same, narrowed down to these fields; an empty value asks for what is unknown."""
        blank = tuple(name for name in _BLANKABLE if name in self.blank or fields.get(name) == "")
        kept = dict(self.base.fields) | fields
        return replace(self, base=ListFilter({name: value for name, value in kept.items() if value}), blank=blank)

    def query(self, page: int = 1) -> str:
        """The address, after its question mark."""
        fields = dict(self.base.fields)
        if self.trait:
            fields["trait"] = self.trait.value
        if self.blank:
            fields["blank"] = ",".join(self.blank)
        return urlencode(fields | ({"page": str(page)} if page > 1 else {}))


def read_which(query: Mapping[str, str]) -> Which:
    """From an address; whatever makes no sense is left out."""
    trait = next((one for one in Trait if one == query.get("trait")), None)
    blank = tuple(name for name in query.get("blank", "").split(",") if name in _BLANKABLE)
    return Which(read_filter(query), trait, blank)


def period_of(which: Which, today: date) -> Period:
    """The days that were chosen, at most three years; this year up to today if none were."""
    first = _day(which.get("from")) or today.replace(month=1, day=1)
    last = _day(which.get("until")) or max(today, first)
    first, last = min(first, last), max(first, last)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months >= MOST_MONTHS:
        first = last.replace(year=last.year - MOST_MONTHS // 12, day=1)
    return Period(first, last)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
