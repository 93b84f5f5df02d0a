"""The words of the call pad: how a call ended, what a gap is, what was decided on it. Stored values never change."""

from enum import StrEnum


class CallOutcome(StrEnum):
    """How a call ended (收尾)."""

    ANSWERED = "answered"
    FILED = "filed"
    HANDED = "handed"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> str:
        """As operators call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    CallOutcome.ANSWERED: "已答复",
    CallOutcome.FILED: "已建工单",
    CallOutcome.HANDED: "已转交",
    CallOutcome.NO_ANSWER: "没能答复",
}


class GapSource(StrEnum):
    """Where a gap in the knowledge showed."""

    UNANSWERED = "unanswered"
    USELESS = "useless"
    NONE_FITS = "none_fits"

    @property
    def label(self) -> str:
        """As staff call it."""
        return _SOURCES[self]


_SOURCES = {
    GapSource.UNANSWERED: "机器人没答上来",
    GapSource.USELESS: "市民点了没用",
    GapSource.NONE_FITS: "话务台选了都不是",
}


class GapDecision(StrEnum):
    """What staff decided on a gap."""

    EXAMPLE = "example"
    NEW_ITEM = "new_item"
    NOT_OURS = "not_ours"

    @property
    def label(self) -> str:
        """As staff call it."""
        return _DECISIONS[self]


_DECISIONS = {
    GapDecision.EXAMPLE: "已添加为事项示例",
    GapDecision.NEW_ITEM: "需要新事项",
    GapDecision.NOT_OURS: "不属于我们",
}
