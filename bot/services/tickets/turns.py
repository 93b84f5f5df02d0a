"""What a message about a ticket brings forth, and whose ticket a conversation may speak of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.demands.draft import Said
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Reply
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.services.objections.ports import ObjectionChange
from bot.services.ports import Outcome
from bot.services.tickets.cases import Case
from bot.services.tickets.ports import Change

MOST_KNOWN = 10
PROVES_LATER = "tail"
"""The act that waits for the proof: its ticket is not yet hers to see."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A message, and the conversation that it was said in."""

    said: Said
    conversation: Conversation

    @property
    def at(self) -> datetime:
        """When it was said."""
        return self.said.at

    @property
    def pending(self) -> Pending | None:
        """What it was expected to complete."""
        return self.conversation.papers.pending


@dataclass(frozen=True, slots=True)
class TicketTurn:
    """The answer, what the next message is expected to complete, and a change to save with the answer."""

    outcome: Outcome
    pending: Pending | None = None
    change: Change | None = None
    objection: ObjectionChange | None = None


def turn(
    route: Route,
    talk: Talk,
    *replies: Reply,
    pending: Pending | None = None,
    change: Change | None = None,
) -> TicketTurn:
    """A turn that was about a ticket; other questions that were open are dropped."""
    outcome = Outcome(Answer(route, replies), talk.conversation.focus.understood(), "ticket")
    return TicketTurn(outcome, pending, change)


def is_hers(ticket: Case, talk: Talk) -> bool:
    """Whether it was filed in this conversation, or proved to be hers within the hour."""
    return ticket.conversation == talk.conversation.id or ticket.number in proved(talk.pending)


def proved(pending: Pending | None) -> tuple[str, ...]:
    """The numbers of other conversations' tickets that were proved to be hers."""
    return pending.numbers if pending else ()


def keeping(result: TicketTurn, numbers: Sequence[str], at: datetime) -> TicketTurn:
    """The turn with the proof kept, so that the buttons under it work."""
    pending = result.pending or Pending("known", at)
    if pending.act.startswith("pick"):
        return result
    kept = tuple(dict.fromkeys((*numbers, *pending.numbers)))[:MOST_KNOWN]
    return replace(result, pending=replace(pending, numbers=kept)) if kept else result
