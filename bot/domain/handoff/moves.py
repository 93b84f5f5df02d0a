"""Which acts on a talk are legal from where, and what each leaves behind: one table."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.handoff.handoff import Entry, HandOff, Reason, TalkStatus
from bot.domain.tickets.terms import Rating


class Act(StrEnum):
    """What may happen to a talk; stored values never change."""

    OPENED = "opened"
    ALARMED = "alarmed"
    """The citizen told of an emergency: the talk goes before all others."""
    TAKEN = "taken"
    JOINED = "joined"
    TRANSFERRED = "transferred"
    BACK_TO_QUEUE = "back_to_queue"
    AWAY = "away"
    RETURNED = "returned"
    CLOSED = "closed"
    LEFT = "left"
    RATED = "rated"


class IllegalAct(ValueError):  # noqa: N818 - a state of the world
    """The talk does not stand where this act begins."""

    def __init__(self, act: Act, status: TalkStatus) -> None:
        super().__init__(f"{act} from {status}")
        self.act, self.status = act, status


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states an act is legal, and where it leads; None: the talk stays where it is."""

    of: frozenset[TalkStatus]
    to: TalkStatus | None


_WAITING, _LIVE = TalkStatus.WAITING, TalkStatus.LIVE
_OPEN = frozenset({_WAITING, _LIVE})
MOVES: dict[Act, Rule] = {
    Act.ALARMED: Rule(_OPEN, None),
    Act.TAKEN: Rule(frozenset({_WAITING}), _LIVE),
    Act.JOINED: Rule(_OPEN, _LIVE),
    Act.TRANSFERRED: Rule(_OPEN, _WAITING),
    Act.BACK_TO_QUEUE: Rule(_OPEN, _WAITING),
    Act.AWAY: Rule(frozenset({_LIVE}), _WAITING),
    Act.RETURNED: Rule(frozenset({_LIVE}), TalkStatus.RETURNED),
    Act.CLOSED: Rule(frozenset({_LIVE}), TalkStatus.CLOSED),
    Act.LEFT: Rule(frozenset({_WAITING}), TalkStatus.LEFT),
    Act.RATED: Rule(frozenset({TalkStatus.CLOSED, TalkStatus.RETURNED}), None),
}
"""Every act but the first."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act with who did it and what it carries; `to` is whom a talk is offered to."""

    act: Act
    at: datetime
    login: str = ""
    note: str = ""
    to: str = ""
    outcome: str = ""
    rating: Rating | None = None


def is_legal(talk: HandOff, act: Act) -> bool:
    """Whether a talk stands where an act begins; a talk is rated once."""
    rule = MOVES.get(act)
    return rule is not None and talk.status in rule.of and not (act is Act.RATED and talk.rating)


def move(talk: HandOff, deed: Deed) -> HandOff:
    """The talk after an act, with one entry more; `IllegalAct` where it may not be done."""
    if not is_legal(talk, deed.act):
        raise IllegalAct(deed.act, talk.status)
    status = MOVES[deed.act].to
    entries = (*talk.entries, Entry(deed.at, deed.act.value, deed.login, deed.note))
    moved = replace(talk, entries=entries, status=status or talk.status)
    if deed.act is Act.ALARMED:
        return replace(moved, reason=Reason.EMERGENCY)
    if deed.act is Act.RATED:
        return replace(moved, rating=deed.rating)
    if status is TalkStatus.LIVE:
        return replace(moved, operator=deed.login, taken_at=deed.at, seen_at=deed.at)
    if status is TalkStatus.WAITING:
        return replace(moved, operator=deed.to, taken_at=None, seen_at=None)
    return replace(moved, ended_at=deed.at, outcome=deed.outcome)
