"""The words for objections (异议): where they stand, what is wrong, what was decided. Stored values never change."""

from enum import StrEnum


class ObjectionStatus(StrEnum):
    """Where an objection stands (双政发〔2019〕9号 Art. 44)."""

    RECEIVED = "received"
    MARKED = "marked"
    HANDED_OVER = "handed_over"
    VERIFIED = "verified"
    DECIDED = "decided"
    TOLD = "told"
    NOT_TAKEN = "not_taken"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _STATUS_LABELS[self]

    @property
    def is_final(self) -> bool:
        """Nothing more is done about it."""
        return self in _FINAL

    @property
    def marks_data(self) -> bool:
        """Whether the data are shown as 有异议，核实中: from marking until the decision is known to the bureau."""
        return self in _MARKING


_STATUS_LABELS = {
    ObjectionStatus.RECEIVED: "已收到",
    ObjectionStatus.MARKED: "已标注",
    ObjectionStatus.HANDED_OVER: "已转交",
    ObjectionStatus.VERIFIED: "部门已决定",
    ObjectionStatus.DECIDED: "已决定",
    ObjectionStatus.TOLD: "已告知",
    ObjectionStatus.NOT_TAKEN: "不予受理",
    ObjectionStatus.WITHDRAWN: "已撤回",
}
_FINAL = frozenset({ObjectionStatus.TOLD, ObjectionStatus.NOT_TAKEN, ObjectionStatus.WITHDRAWN})
_MARKING = frozenset({ObjectionStatus.MARKED, ObjectionStatus.HANDED_OVER, ObjectionStatus.VERIFIED})


class Fault(StrEnum):
    """What is wrong with the data (异议类型)."""

    WRONG = "wrong"
    MISSING = "missing"
    OUTDATED = "outdated"
    PRIVACY = "privacy"
    SECRET = "secret"  # noqa: S105 - a trade secret, no password

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _FAULT_LABELS[self]


_FAULT_LABELS = {
    Fault.WRONG: "数据有误",
    Fault.MISSING: "数据缺失",
    Fault.OUTDATED: "数据过时",
    Fault.PRIVACY: "泄露个人隐私",
    Fault.SECRET: "泄露商业秘密",
}


class Decision(StrEnum):
    """What was decided about the data (处理决定)."""

    CORRECTED = "corrected"
    PARTLY = "partly"
    REMOVED = "removed"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> str:
        """As the letter (决定告知书) says it."""
        return _DECISION_LABELS[self]


_DECISION_LABELS = {
    Decision.CORRECTED: "予以更正",
    Decision.PARTLY: "部分更正",
    Decision.REMOVED: "停止公开",
    Decision.UNCHANGED: "不予更正",
}


class DataPlace(StrEnum):
    """Where the data are shown."""

    GUIDE = "guide"
    OPEN_DATA = "open_data"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _PLACE_LABELS[self]


_PLACE_LABELS = {
    DataPlace.GUIDE: "办事指南",
    DataPlace.OPEN_DATA: "公共数据开放平台",
    DataPlace.OTHER: "其他公示页面",
}
