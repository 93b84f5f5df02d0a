"""What an operator is told of a conversation before she says a word; for staff's eyes, so the words stand here."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.domain.tickets.work_order import CHANNELS

LONGEST = 80
"""Characters of a question."""
_KINDS = {
    Kind.GUIDE: "已给指南",
    Kind.CLARIFY: "反问过",
    Kind.TICKET: "登记了工单",
    Kind.FORM: "填表中",
    Kind.HANDOFF: "要求人工",
    Kind.EMERGENCY: "给了紧急电话",
    Kind.STATUS: "查了进度",
    Kind.FALLBACK: "没答上",
    Kind.CHITCHAT: "闲聊",
    Kind.NOTICE: "提示",
}


def who(channel: str, talked: timedelta, name: str = "") -> str:
    """As in 网页访客，谈了6分钟."""
    minutes = max(1, round(talked / timedelta(minutes=1)))
    span = f"{minutes}分钟" if minutes < 120 else f"{minutes // 60}小时"  # noqa: PLR2004 - two hours
    span = span if minutes < 48 * 60 else f"{minutes // (24 * 60)}天"
    visitor = f"{CHANNELS.get(channel, channel)}访客"
    return f"{visitor}{name and f'，自称{name}'}，谈了{span}"


def tried(asked: Sequence[tuple[str, str, str]], now_said: str, most: int) -> tuple[str, ...]:
    """Each question (masked text, route, kind of answer) with what came of it, newest last; then what she says now."""
    lines = [f"{_short(text)}（{answered(route, kind)}）" for text, route, kind in asked]
    return tuple([*lines, *([_short(now_said)] if now_said.strip() else [])][-most:])


def answered(route: str, kind: str) -> str:
    """What a question was answered with, in a word."""
    if not kind:
        return "转给话务员" if route == Route.HANDOFF.value else "未答"
    if route == Route.FEEDBACK_NEGATIVE.value and kind == Kind.FALLBACK.value:
        return "嫌没用"
    return _KINDS[Kind(kind)] if kind in Kind.__members__.values() else kind


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
