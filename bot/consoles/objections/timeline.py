"""The history of an objection as a page tells it."""

from collections.abc import Iterator, Mapping

from bot.consoles.objections.words import title_of
from bot.consoles.tickets.timeline import Entry, who
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection, ObjectionStep
from bot.domain.objections.terms import Decision
from bot.domain.text.masking import mask
from bot.domain.tickets.terms import Role

_OUTSIDE = frozenset({Role.CITIZEN, Role.SYSTEM})


def objection_history(objection: Objection, names: Mapping[str, str]) -> list[Entry]:
    """Every step, the newest first."""
    return [_entry(step, names) for step in reversed(objection.steps)]


def _entry(step: ObjectionStep, names: Mapping[str, str]) -> Entry:
    """One step. What citizens wrote is masked here as everywhere."""
    return Entry(
        at=step.at,
        title=title_of(step.move),
        who=who(step.actor, names),
        status=step.status.label,
        changes=tuple(_changes(step)),
        note=mask(step.note).text if step.actor.role in _OUTSIDE else step.note,
        is_public=step.is_public,
        into="",
    )


def _changes(step: ObjectionStep) -> Iterator[str]:
    """What the facts of a step say, in words; the facts of unknown steps stay untold."""
    if step.move == ObjectionMove.HAND_OVER:
        yield f"转给：{step.facts.get('department', '')}"
    if step.move == ObjectionMove.AMEND:
        yield f"改为：{step.facts.get('corrected_to', '')}"
    if step.move == ObjectionMove.ATTACH:
        yield f"{step.facts.get('files', 0)}个文件"
    decision = str(step.facts.get("decision", ""))
    if decision in set(Decision):
        yield f"处理决定：{Decision(decision).label}"
