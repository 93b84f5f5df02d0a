"""A ticket as the order (工单) that hotlines exchange: its fields in their order, one row a ticket."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Privacy, Result, Status
from bot.domain.tickets.ticket import Step, Ticket

Value = str | int | datetime | None
CHANNELS = {
    "web": "网页",
    "telegram": "Telegram",
    "wechat": "微信",
    "api": "接口",
    "phone": "电话",
    "terminal": "终端",
    "cli": "终端",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What an order tells of the citizen and in her words, masked or not."""

    text: str
    place: str
    name: str
    phone: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """One field: its title, its width in characters, and what stands in it."""

    title: str
    width: int
    value: Callable[[Ticket, Shown], Value]


def _first(ticket: Ticket, *moves: Move) -> Step | None:
    return next((step for step in ticket.steps if step.move in moves), None)


def _last(ticket: Ticket, *moves: Move) -> Step | None:
    return next((step for step in reversed(ticket.steps) if step.move in moves), None)


def _at(step: Step | None) -> datetime | None:
    return step.at if step else None


def _due(ticket: Ticket) -> datetime | None:
    return ticket.answer_due.due_at if ticket.answer_due else None


def _in_time(ticket: Ticket) -> str:
    """Whether the last promise was kept; "" while it can still be."""
    promised = ticket.answer_due
    if promised is None or promised.ended_at is None or ticket.status is Status.WITHDRAWN:
        return ""
    return "按时" if promised.was_kept(promised.ended_at) else "超期"


def _way(ticket: Ticket) -> str:
    """处理方式."""
    if ticket.merged_into:
        return f"并入{ticket.merged_into}"
    if ticket.status is Status.NOT_TAKEN:
        return "不予受理"
    return "转办" if _first(ticket, Move.DISPATCH) else ""


def _solved(ticket: Ticket) -> str:
    return "" if ticket.result is None else "是" if ticket.result is Result.SOLVED else "否"


def _extended(ticket: Ticket) -> str:
    return "已延期" if _first(ticket, Move.APPROVE_EXTENSION) else ""


def _returns(ticket: Ticket) -> int:
    return sum(step.move == Move.RETURN for step in ticket.steps)


def _person(ticket: Ticket, shown: Shown) -> str:
    return "匿名" if ticket.person.privacy is Privacy.ANONYMOUS else shown.name


COLUMNS: tuple[Column, ...] = (
    Column("工单编号", 21, lambda ticket, _: ticket.number),
    Column("收到时间", 17, lambda ticket, _: ticket.received_at),
    Column("来源", 9, lambda ticket, _: CHANNELS.get(ticket.channel, ticket.channel)),
    Column("诉求人", 10, _person),
    Column("身份要求", 10, lambda ticket, _: ticket.person.privacy.label),
    Column("联系电话", 14, lambda _, shown: shown.phone),
    Column("诉求类型", 9, lambda ticket, _: ticket.type.label),
    Column("标题", 30, lambda ticket, _: ticket.title),
    Column("诉求内容", 60, lambda _, shown: shown.text),
    Column("诉求地址", 26, lambda _, shown: shown.place),
    Column("街道乡镇", 12, lambda ticket, _: ticket.subject.district),
    Column("事发时间", 14, lambda ticket, _: ticket.subject.happened),
    Column("业务分类", 14, lambda ticket, _: ticket.subject.category),
    Column("主办单位", 24, lambda ticket, _: ticket.subject.department),
    Column("是否紧急", 9, lambda ticket, _: "紧急" if ticket.subject.is_urgent else ""),
    Column("状态", 9, lambda ticket, _: ticket.status.label),
    Column("受理时间", 17, lambda ticket, _: _at(_first(ticket, Move.ACCEPT))),
    Column("转办时间", 17, lambda ticket, _: _at(_last(ticket, Move.DISPATCH))),
    Column("签收时间", 17, lambda ticket, _: _at(_last(ticket, Move.SIGN))),
    Column("答复时限", 17, lambda ticket, _: _due(ticket)),
    Column("答复时间", 17, lambda ticket, _: _at(_last(ticket, Move.RELEASE, Move.FOLLOW))),
    Column("是否按时", 9, lambda ticket, _: _in_time(ticket)),
    Column("处理方式", 12, lambda ticket, _: _way(ticket)),
    Column("办理结果", 12, lambda ticket, _: ticket.result.label if ticket.result else ""),
    Column("答复内容", 60, lambda _, shown: shown.answer),
    Column("是否解决", 9, lambda ticket, _: _solved(ticket)),
    Column("满意度", 12, lambda ticket, _: ticket.rating.label if ticket.rating else ""),
    Column("不满意原因", 24, lambda _, shown: shown.reason),
    Column("退单次数", 9, lambda ticket, _: _returns(ticket)),
    Column("催办次数", 9, lambda ticket, _: ticket.chases),
    Column("重办次数", 9, lambda ticket, _: ticket.redos),
    Column("延期", 9, lambda ticket, _: _extended(ticket)),
    Column("办结时间", 17, lambda ticket, _: _at(_last(ticket, Move.CLOSE, Move.RATE))),
)
"""Co-handling departments (协办单位) and the caller's sex are not kept, so they are no columns."""


def order_row(ticket: Ticket, shown: Shown) -> tuple[Value, ...]:
    """The values of all columns."""
    return tuple(column.value(ticket, shown) for column in COLUMNS)
