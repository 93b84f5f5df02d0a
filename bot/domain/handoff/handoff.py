"""A talk that a person takes over (人工会话): why, who waits since when, who talks with her, how it ended."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.tickets.terms import Rating


class Reason(StrEnum):
    """Why a person is wanted; stored values never change."""

    ASKED = "asked"
    NOT_UNDERSTOOD = "not_understood"
    REJECTED = "rejected"
    ANGRY = "angry"
    EMERGENCY = "emergency"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """As operators read it."""
        return _REASON_LABELS[self]


_REASON_LABELS = {
    Reason.ASKED: "要求人工",
    Reason.NOT_UNDERSTOOD: "两次没听懂",
    Reason.REJECTED: "回答没用",
    Reason.ANGRY: "情绪激动",
    Reason.EMERGENCY: "紧急情况",
    Reason.STAFF: "话务员主动接入",
}


class TalkStatus(StrEnum):
    """Where a talk stands; stored values never change."""

    WAITING = "waiting"
    LIVE = "live"
    RETURNED = "returned"
    CLOSED = "closed"
    LEFT = "left"

    @property
    def label(self) -> str:
        """As operators read it."""
        return _STATUS_LABELS[self]

    @property
    def is_over(self) -> bool:
        """The assistant has the conversation again."""
        return self in _OVER

    @property
    def silences_assistant(self) -> bool:
        """Whether the assistant keeps still because a person talks."""
        return self is TalkStatus.LIVE


_STATUS_LABELS = {
    TalkStatus.WAITING: "排队中",
    TalkStatus.LIVE: "通话中",
    TalkStatus.RETURNED: "已交回助手",
    TalkStatus.CLOSED: "已结束",
    TalkStatus.LEFT: "市民已离开",
}
_OVER = frozenset({TalkStatus.RETURNED, TalkStatus.CLOSED, TalkStatus.LEFT})


@dataclass(frozen=True, slots=True)
class Summary:
    """What the operator sees before she says a word, so that the citizen never repeats herself. All masked."""

    who: str = ""
    """Channel and how long she has been writing; a name only if she gave one."""
    item: str = ""
    """Name of the item talked about last."""
    tried: tuple[str, ...] = ()
    """What she asked, newest last, with what she was answered in a word."""
    tickets: tuple[str, ...] = ()
    """Numbers of her open tickets, with their status."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a talk's own history: waited, taken, transferred, given back, closed."""

    at: datetime
    act: str
    login: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOff:
    """A talk. Values are replaced, history is appended; at most one that is not over in a conversation."""

    number: int
    """0 for one that is not stored yet."""
    conversation: str
    channel: str
    reason: Reason
    summary: Summary
    opened_at: datetime
    status: TalkStatus = TalkStatus.WAITING
    operator: str = ""
    """The login of who talks, or to whom it is offered."""
    taken_at: datetime | None = None
    seen_at: datetime | None = None
    """The operator's last sign of life: after `AWAY_AFTER` the talk goes back to the queue."""
    ended_at: datetime | None = None
    outcome: str = ""
    rating: Rating | None = None
    entries: tuple[Entry, ...] = field(default=())
    version: int = 0
    """Counts saves: no talk is taken by two."""

    @property
    def is_urgent(self) -> bool:
        """Stands before all others in the queue."""
        return self.reason is Reason.EMERGENCY
