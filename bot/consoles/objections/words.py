"""What staff read about objections: sentences for refusals, titles and keys of moves, names of clocks."""

from bot.domain.files.refusal import Refusal
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove
from bot.domain.objections.queue import ObjectionGroup

_M = ObjectionMove

REFUSALS: dict[str, tuple[int, str]] = {
    "unknown_move": (404, "没有这种操作。"),
    "wrong_role": (403, "您的角色不能做这个操作。"),
    "wrong_department": (403, "这件异议现在不在您的单位，只能由责任部门操作。"),
    "wrong_status": (409, "异议现在的状态不能做这个操作，可能刚被别人处理过。"),
    "own_department": (422, "这是市政数局自己，不用转交，请直接“作出决定”。"),
    "same_department": (422, "已经在这个部门手里了，请选别的部门。"),
    "guide_stays": (422, "办事指南的内容不能停止公开，请更正成不含该内容的文字。"),
    "nothing_to_correct": (422, "选的决定不改数据，请清空“更正后的内容”。"),
    "missing_corrected_to": (422, "请填写更正后的内容，决定后办事指南就按它显示。"),
    "nothing_corrected": (409, "这件异议没有更正过办事指南，不能重新更正。"),
    "corrected_since": (409, "这个字段后来又按别的异议的决定更正过，请到那件异议里改。"),
    "chased_today": (409, "刚催过，隔20小时才能再催。"),
    "chased_enough": (409, "已经催过3次。"),
    "too_many_files": (422, "核实材料最多20个文件，已经满了。"),
    "missing_attachments": (422, "请选择文件。"),
    "same_text": (422, "更正后的内容和现在的一样。不改请选“不予更正”。"),
    "missing_reason": (422, "请填写理由，它会写进决定告知书。"),
    "missing_ruling": (422, "请选择处理决定。"),
    "missing_note": (422, "请填写说明。"),
    "missing_right_way": (422, "请告诉异议提出人该找谁、怎么办，不能只说不受理。"),
    "missing_department": (422, "请从列表里选择责任部门。"),
    "too_long": (422, "填写的内容太长了，请精简。"),
}
"""Every reason of `IllegalObjectionMove` and of a form that is filled in wrongly: status and a friendly sentence."""

FILE_REFUSALS = {
    Refusal.EMPTY: (400, "文件是空的，请重新选择。"),
    Refusal.TOO_LARGE: (413, "文件太大，最多{limit}MB。"),
    Refusal.NOT_ALLOWED: (415, "不能上传这种文件。可以传照片、PDF、Word、Excel、文本、语音和视频。"),
    Refusal.UNSAFE: (415, "文件里有宏、脚本或加密内容，不能上传。"),
    Refusal.TOO_MANY: (422, "核实材料最多20个文件，已经满了。"),
    Refusal.NO_ROOM: (507, "服务器空间不足，文件没有保存，请告诉管理员。"),
    Refusal.NOT_FETCHED: (502, "文件没有取到，请重新选择。"),
    Refusal.GONE: (410, "文件已过期，请重新选择。"),
}
"""Why a file of staff is not taken: status and a friendly sentence."""

KEYS = {
    _M.MARK: "m",
    _M.NOT_TAKE: "x",
    _M.DECIDE: "d",
    _M.HAND_OVER: "h",
    _M.SEND_BACK: "r",
    _M.VERIFY: "v",
    _M.ACKNOWLEDGE: "a",
    _M.TELL: "f",
    _M.SUPPLEMENT: "i",
    _M.CHASE: "c",
    _M.ATTACH: "u",
    _M.SUPERVISE: "l",
    _M.NOTE: "t",
    _M.WITHDRAW: "q",
    _M.AMEND: "e",
}
"""One key a move; none of g, j, k, /, ?, which lead elsewhere."""

AT_ONCE = frozenset({_M.MARK, _M.ACKNOWLEDGE})
"""Moves that need nothing: one key makes them."""
MAIN = frozenset({_M.MARK, _M.DECIDE, _M.HAND_OVER, _M.VERIFY, _M.ACKNOWLEDGE, _M.TELL})
"""Moves that bring the matter on: they stand on top."""
LARGE = frozenset({_M.DECIDE, _M.VERIFY, _M.TELL, _M.AMEND})
GRAVE = frozenset({_M.NOT_TAKE, _M.WITHDRAW})
QUIET = frozenset({_M.SUPPLEMENT, _M.CHASE, _M.NOTE, _M.WITHDRAW, _M.SUPERVISE, _M.AMEND})
"""Moves that stand in the second row."""

LEADS = {
    _M.MARK: "标注后，回答里会显示“有异议，核实中”，并通知异议提出人。",
    _M.NOT_TAKE: "异议提出人会收到不予受理告知书，写明理由和该找谁。",
    _M.DECIDE: "数据是市政数局自己的，由局里决定。决定后还要告知异议提出人。",
    _M.HAND_OVER: "责任部门收到后5个工作日内核实并决定。",
    _M.SEND_BACK: "数据不归本部门，或材料不清，退回市政数局；要写明理由。",
    _M.VERIFY: "先向提供数据的单位核实，再决定。决定报市政数局，由局里告知异议提出人。",
    _M.ACKNOWLEDGE: "收悉后即可告知异议提出人。",
    _M.TELL: "下面这封告知书会发给异议提出人，发出后不能收回。",
    _M.SUPPLEMENT: "替异议提出人记下补充的情况（例如来电补充）。",
    _M.CHASE: "异议提出人来电催问时使用：现在经办的单位马上收到提醒。",
    _M.ATTACH: "核对时取得的文件、照片、截图，工作人员能看到，不给异议提出人。",
    _M.SUPERVISE: "局里和责任部门马上收到提醒，都会看到督办意见。",
    _M.NOTE: "记下要让同事知道的情况。",
    _M.WITHDRAW: "异议提出人要求撤回时使用，撤回后不再办理。",
    _M.AMEND: "更正错了时使用：恢复原来的内容，或换成对的。办事指南马上按它显示，原因记入审计，并告诉异议提出人。",
}

NOTES = {
    _M.NOT_TAKE: "不予受理的理由",
    _M.HAND_OVER: "交办意见（可不填）",
    _M.SEND_BACK: "退回理由",
    _M.SUPPLEMENT: "补充的情况",
    _M.SUPERVISE: "督办意见",
    _M.NOTE: "备注",
    _M.WITHDRAW: "撤回原因（可不填）",
    _M.AMEND: "为什么要改",
}
"""The label of the field `note`; a move that is not here has none."""
FOR_OBJECTOR = frozenset({_M.NOT_TAKE, _M.AMEND})
"""Moves whose note goes to who objected."""

VERBS = {_M.NOT_TAKE: "确定不予受理", _M.TELL: "发出告知书", _M.HAND_OVER: "转交", _M.SEND_BACK: "退回"}
"""The button of a form, where it is not the move's own name."""

DONE = {
    _M.MARK: "已标注“有异议，核实中”",
    _M.NOT_TAKE: "已告知不予受理",
    _M.DECIDE: "决定已保存，请接着告知异议提出人",
    _M.HAND_OVER: "已转交",
    _M.SEND_BACK: "已退回市政数局",
    _M.VERIFY: "决定已报市政数局",
    _M.ACKNOWLEDGE: "已收悉，请接着告知异议提出人",
    _M.TELL: "告知书已发出",
    _M.SUPPLEMENT: "已记下补充情况",
    _M.CHASE: "已催办，经办单位收到了提醒",
    _M.ATTACH: "核实材料已保存",
    _M.SUPERVISE: "已督办",
    _M.NOTE: "备注已保存",
    _M.WITHDRAW: "已撤回",
    _M.AMEND: "已重新更正，办事指南马上按新内容显示",
}
"""What is told after each move."""

TITLES = {_M.FILE.value: "提出异议"} | {move.value: rule.label for move, rule in OBJECTION_RULES.items()}
"""Steps of the history by the name they are stored under."""

CLOCKS = {
    "mark_objection": "标注",
    "decide_own_data": "作出决定",
    "hand_over_objection": "转交责任部门",
    "decide_department_data": "部门核实并决定",
    "tell_objector": "告知异议提出人",
}

EMPTY = {
    ObjectionGroup.OVERDUE: "没有超期的异议，都按时办了。",
    ObjectionGroup.TO_MARK: "没有等着标注的异议。",
    ObjectionGroup.TO_DECIDE: "没有等着局里决定的异议。",
    ObjectionGroup.TO_HAND_OVER: "没有等着转交的异议。",
    ObjectionGroup.SENT_BACK: "部门没有退回来的。",
    ObjectionGroup.TO_ACKNOWLEDGE: "没有部门刚报来的决定。",
    ObjectionGroup.TO_TELL: "决定了的都告知了。",
    ObjectionGroup.TO_VERIFY: "没有等着本部门核实的异议。",
}


def title_of(move: str) -> str:
    """A step's title; one that another program wrote keeps its name."""
    return TITLES.get(move, move)
