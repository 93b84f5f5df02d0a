"""What lies on the desk between a citizen and the assistant besides the talk: a form, or a question about a ticket."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.demand_draft import Draft


@dataclass(frozen=True, slots=True)
class Pending:
    """The next message is expected to complete an act on a ticket.

    `act` says which (`add`, `withdraw`, `reason`, `tail`, `pick` ...); `number` is the ticket's, `numbers` those to
    choose from.
    """

    act: str
    since: datetime
    number: str = ""
    numbers: tuple[str, ...] = ()


PENDING_LAPSES = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Papers:
    """At most one form and one open act."""

    draft: Draft | None = None
    pending: Pending | None = None

    def current(self, at: datetime) -> "Papers":
        """Without what has lapsed."""
        draft = None if self.draft and self.draft.is_lapsed(at) else self.draft
        pending = None if self.pending and at - self.pending.since > PENDING_LAPSES else self.pending
        return replace(self, draft=draft, pending=pending)

    @property
    def is_empty(self) -> bool:
        """Nothing lies there."""
        return self.draft is None and self.pending is None
