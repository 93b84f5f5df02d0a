"""What lies on the desk between a citizen and the assistant besides the talk: a form, or a question about a ticket."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.demands.draft import Draft
from bot.domain.objections.draft import ObjectionDraft
from bot.domain.tickets.terms import TicketType
from bot.domain.tickets.ticket import Attachment


@dataclass(frozen=True, slots=True)
class Pending:
    """The next message is expected to complete an act on a ticket.

    `act` says which (`add`, `withdraw`, `reason`, `tail`, `pick` ...); `number` is the ticket's, `numbers` those to
    choose from, or those that were proved to be hers. `text` waits to be told where it belongs.
    """

    act: str
    since: datetime
    number: str = ""
    numbers: tuple[str, ...] = ()
    text: str = ""

    @property
    def awaits(self) -> bool:
        """Whether a question is open; else it only remembers whose tickets were shown."""
        return self.act not in ("known", "added")


@dataclass(frozen=True, slots=True)
class Before:
    """What came before a form was opened and may belong into it.

    `text` is a question that found no answer or a trouble, and `kind` the demand that was offered to be registered of
    it; files and place were sent without a word. `coordinates` are latitude and longitude, WGS 84.
    """

    at: datetime
    text: str = ""
    kind: TicketType | None = None
    files: tuple[Attachment, ...] = ()
    coordinates: tuple[float, float] | None = None


PENDING_LAPSES = timedelta(hours=1)
BEFORE_LAPSES = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Papers:
    """At most one form (of a demand or of an objection), one open act, and what came before a form."""

    draft: Draft | None = None
    pending: Pending | None = None
    before: Before | None = None
    objection: ObjectionDraft | None = None

    def current(self, at: datetime) -> "Papers":
        """Without what has lapsed."""
        draft = None if self.draft and self.draft.is_lapsed(at) else self.draft
        pending = None if self.pending and at - self.pending.since > PENDING_LAPSES else self.pending
        before = None if self.before and at - self.before.at > BEFORE_LAPSES else self.before
        objection = None if self.objection and self.objection.is_lapsed(at) else self.objection
        return replace(self, draft=draft, pending=pending, before=before, objection=objection)

    @property
    def is_empty(self) -> bool:
        """Nothing lies there."""
        return self.before is None and not self.has_form and self.pending is None

    @property
    def has_form(self) -> bool:
        """Whether a form is open."""
        return self.draft is not None or self.objection is not None

    @property
    def awaits(self) -> bool:
        """Whether the next message is expected to be for a form or a ticket."""
        return self.has_form or (self.pending is not None and self.pending.awaits)
