"""What operators read: refusals, outcomes, how far a line has come."""

from collections.abc import Mapping

from bot.domain.files.refusal import Refusal
from bot.domain.handoff.handoff import HandOff, TalkStatus
from bot.domain.handoff.moves import Act
from bot.domain.tickets.work_order import CHANNELS
from bot.services.ports import Delivery

OUTCOMES = {
    "answered": "已解答",
    "ticket": "已登记工单",
    "referred": "已告知该找谁",
    "waits": "等市民补充后再来",
    "no_reply": "市民没有回应",
    "unsolved": "没能解决",
}
"""How a talk ended; stored values never change."""

DELIVERIES = {
    Delivery.QUEUED.value: "待送达",
    Delivery.SENDING.value: "发送中",
    Delivery.SENT.value: "已送达",
    Delivery.FAILED.value: "没有送到",
    Delivery.UNKNOWN.value: "不确定是否送到",
}

ACTS: dict[str, str] = {
    Act.OPENED: "请求人工",
    Act.ALARMED: "报告紧急情况",
    Act.TAKEN: "接起",
    Act.JOINED: "介入",
    Act.TRANSFERRED: "转接",
    Act.BACK_TO_QUEUE: "退回排队",
    Act.AWAY: "话务员离开，退回排队",
    Act.RETURNED: "交回助手",
    Act.CLOSED: "结束",
    Act.LEFT: "市民离开",
    Act.RATED: "市民评价",
}
"""Entries of a talk's own history, by the name they are stored under."""

FILE_REFUSALS = {
    Refusal.EMPTY: (400, "文件是空的，请重新选择。"),
    Refusal.TOO_LARGE: (413, "文件太大，最多{limit}MB。"),
    Refusal.NOT_ALLOWED: (415, "不能发送这种文件。可以发照片、PDF、Word、Excel、文本、语音和视频。"),
    Refusal.UNSAFE: (415, "文件里有宏、脚本或加密内容，不能发送。"),
    Refusal.TOO_MANY: (422, "一次最多发9个文件；还没发出的文件太多时，请先发送。"),
    Refusal.NO_ROOM: (507, "服务器空间不足，文件没有保存，请告诉管理员。"),
    Refusal.NOT_FETCHED: (502, "文件没有取到，请重新选择。"),
    Refusal.GONE: (410, "文件已过期，请重新选择。"),
}


def channel_of(talk: HandOff) -> str:
    """The channel as operators call it."""
    return CHANNELS.get(talk.channel, talk.channel)


def outcome_of(talk: HandOff) -> str:
    """How it ended; what another program stored is shown as it is."""
    if talk.status is TalkStatus.CLOSED:
        return OUTCOMES.get(talk.outcome, talk.outcome or talk.status.label)
    return talk.status.label


def act_of(act: str) -> str:
    """An entry of the history; one that is unknown keeps its name."""
    return ACTS.get(act, act)


def whereabouts(talk: HandOff, names: Mapping[str, str], login: str) -> str:
    """What became of a talk that is no longer hers, in a sentence."""
    if talk.status is TalkStatus.LIVE and talk.operator != login:
        return f"这通会话现在由{names.get(talk.operator, talk.operator)}接待。"
    if talk.status is TalkStatus.WAITING:
        return "这通会话已回到排队。离开页面超过90秒的会话会自动退回，让市民不用空等。"
    return f"这通会话{outcome_of(talk)}。" if talk.status is not TalkStatus.CLOSED else "这通会话已结束。"
