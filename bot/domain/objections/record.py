"""An objection as a row of a list to take away: where it stands and how its dates were kept, nothing of who objects."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.objections.assessment import STEPS
from bot.domain.objections.corrections import field_texts
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.text.masking import mask
from bot.domain.tickets.work_order import Value

CLOCK_TITLES = dict(zip(STEPS, ("标注", "局里决定", "转交部门", "部门决定", "告知"), strict=True))


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One field: its title, its width in characters, and what stands in it at a moment."""

    title: str
    width: int
    value: Callable[[Objection, datetime], Value]


def _decision(objection: Objection, _at: datetime) -> Value:
    if objection.status is ObjectionStatus.NOT_TAKEN:
        return ObjectionStatus.NOT_TAKEN.label
    is_known = objection.status in (ObjectionStatus.DECIDED, ObjectionStatus.TOLD)
    return objection.ruling.decision.label if objection.ruling and is_known else ""


def _ended_at(objection: Objection, _at: datetime) -> Value:
    return next(step.at for step in objection.steps if step.status is objection.status) if _is_over(objection) else None


def _is_over(objection: Objection) -> bool:
    return objection.status.is_final


def _due(key: str) -> Callable[[Objection, datetime], Value]:
    return lambda objection, _at: next((c.due_at for c in reversed(objection.clocks) if c.key == key), None)


def _kept(key: str) -> Callable[[Objection, datetime], Value]:
    def told(objection: Objection, at: datetime) -> Value:
        clock = next((c for c in reversed(objection.clocks) if c.key == key), None)
        if clock is None:
            return ""
        if (clock.ended_at or at) > clock.due_at:
            return "超期"
        return "按时" if clock.ended_at else "未到期"

    return told


RECORD: tuple[RecordColumn, ...] = (
    RecordColumn("编号", 22, lambda objection, _at: objection.number),
    RecordColumn("异议", 50, lambda objection, _at: mask(objection.title).text),
    RecordColumn("类型", 14, lambda objection, _at: objection.fault.label),
    RecordColumn("数据所在", 18, lambda objection, _at: objection.data.place.label),
    RecordColumn("责任部门", 28, lambda objection, _at: objection.department),
    RecordColumn("状态", 12, lambda objection, _at: objection.status.label),
    RecordColumn("收到时间", 18, lambda objection, _at: objection.received_at),
    RecordColumn("办完时间", 18, _ended_at),
    RecordColumn("处理决定", 14, _decision),
    RecordColumn("更正办事指南次数", 16, lambda objection, _at: len(field_texts(objection))),
    *(
        column
        for key, title in CLOCK_TITLES.items()
        for column in (RecordColumn(f"{title}期限", 18, _due(key)), RecordColumn(f"{title}是否按时", 14, _kept(key)))
    ),
)


def record_row(objection: Objection, at: datetime) -> tuple[Value, ...]:
    """Its fields in their order."""
    return tuple(column.value(objection, at) for column in RECORD)
