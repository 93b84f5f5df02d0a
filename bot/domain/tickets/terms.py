"""The words that clerks sort demands by: types, statuses, results, ratings, roles. Stored values never change."""

from enum import StrEnum


class TicketType(StrEnum):
    """The 12345 work-order types that we file; stored values never change their spelling."""

    COMPLAINT = "complaint"
    REPORT = "report"
    HELP = "help"
    SUGGESTION = "suggestion"
    CONSULT = "consult"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _TYPE_LABELS[self]


_TYPE_LABELS = {
    TicketType.COMPLAINT: "投诉",
    TicketType.REPORT: "举报",
    TicketType.HELP: "求助",
    TicketType.SUGGESTION: "建议",
    TicketType.CONSULT: "咨询",
}


class Status(StrEnum):
    """Where the handling of a demand stands."""

    RECEIVED = "received"
    NEEDS_MORE = "needs_more"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    IN_REVIEW = "in_review"
    ANSWERED = "answered"
    CLOSED = "closed"
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
    def is_open(self) -> bool:
        """The citizen still waits for an answer."""
        return self not in _FINAL and self is not Status.ANSWERED


_STATUS_LABELS = {
    Status.RECEIVED: "待受理",
    Status.NEEDS_MORE: "待补正",
    Status.ACCEPTED: "已受理",
    Status.DISPATCHED: "已转办",
    Status.IN_PROGRESS: "办理中",
    Status.RETURNED: "已退单",
    Status.IN_REVIEW: "待审核",
    Status.ANSWERED: "已答复",
    Status.CLOSED: "已办结",
    Status.NOT_TAKEN: "不予受理",
    Status.WITHDRAWN: "已撤回",
}
_FINAL = frozenset({Status.CLOSED, Status.NOT_TAKEN, Status.WITHDRAWN})


class Result(StrEnum):
    """办理结果: closed and solved are two things."""

    SOLVED = "solved"
    PARTLY = "partly"
    UNSOLVED = "unsolved"
    UNREASONABLE = "unreasonable"
    UNREACHABLE = "unreachable"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _RESULT_LABELS[self]


_RESULT_LABELS = {
    Result.SOLVED: "已解决",
    Result.PARTLY: "部分解决",
    Result.UNSOLVED: "未解决",
    Result.UNREASONABLE: "诉求不合理",
    Result.UNREACHABLE: "联系不上",
}


class Rating(StrEnum):
    """好差评, five levels (国办发〔2019〕51号)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _RATING_LABELS[self]

    @property
    def is_bad(self) -> bool:
        """差评: to be called back and put right."""
        return self in {Rating.DISSATISFIED, Rating.VERY_DISSATISFIED}


_RATING_LABELS = {
    Rating.VERY_SATISFIED: "非常满意",
    Rating.SATISFIED: "满意",
    Rating.FAIR: "基本满意",
    Rating.DISSATISFIED: "不满意",
    Rating.VERY_DISSATISFIED: "非常不满意",
}


class Role(StrEnum):
    """Who acts on a ticket."""

    CITIZEN = "citizen"
    SYSTEM = "system"
    OPERATOR = "operator"
    DEPARTMENT = "department"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.CITIZEN: "市民",
    Role.SYSTEM: "系统",
    Role.OPERATOR: "话务员",
    Role.DEPARTMENT: "部门经办人",
    Role.OFFICER: "市政数局经办人",
    Role.SUPERVISOR: "督办员",
    Role.ADMINISTRATOR: "系统管理员",
}


class Privacy(StrEnum):
    """How much of the citizen those who handle her demand may know."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"

    @property
    def label(self) -> str:
        """As clerks and citizens call it."""
        return _PRIVACY_LABELS[self]


_PRIVACY_LABELS = {Privacy.NAMED: "实名", Privacy.CONFIDENTIAL: "身份保密", Privacy.ANONYMOUS: "匿名"}
