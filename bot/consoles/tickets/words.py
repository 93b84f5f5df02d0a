"""What staff read: sentences for refusals, titles and keys of moves, findings of the check of an answer."""

from bot.domain.tickets.answer_check import Check
from bot.domain.tickets.moves import RULES, Move

REFUSALS: dict[str, tuple[int, str]] = {
    "unknown_move": (404, "没有这种操作。"),
    "wrong_role": (403, "您的角色不能做这个操作。"),
    "wrong_department": (403, "这件工单不在您的单位，只能由承办单位操作。"),
    "supervisor_decides": (403, "这件工单已被退回两次，由督办员决定转给谁。"),
    "wrong_status": (409, "工单现在的状态不能做这个操作，可能刚被别人处理过。"),
    "asked_before": (409, "补正只能一次性告知，之前已经告知过了；还缺的请电话联系市民，用“补充”记下来。"),
    "extended_before": (409, "延期只能申请一次，之前已经申请过了。"),
    "no_extension_asked": (409, "现在没有待审批的延期申请。"),
    "chased_enough": (409, "这件工单已经催办过三次，不能再催了，可以请督办员督办。"),
    "chased_today": (409, "今天已经催办过了，明天再催。"),
    "redone_before": (409, "已经重办过一次，不能再重办；请回访后由督办员处理。"),
    "explained_before": (409, "差评原因已经说明过了。"),
    "merged_before": (409, "这件工单已经并入另一件了。"),
    "not_merged": (409, "这件工单没有并入别的工单。"),
    "merged_into_itself": (422, "不能并入自己，请选另一件工单。"),
    "no_such_lead": (422, "要并入的工单不存在、已经办完，或者它自己也并入了别的工单。"),
    "leads_others": (409, "已有别的工单并入这一件，不能再把它并入其他工单。"),
    "not_a_bad_rating": (422, "重办要选“不满意”或“非常不满意”。"),
    "department_by_dispatch": (422, "工单已在承办单位手里，换单位请用“转办”，或请承办单位退单。"),
    "missing_note": (422, "请填写说明。"),
    "missing_right_way": (422, "请告诉市民该找谁、怎么办，不能只说不受理。"),
    "missing_points": (422, "请写明要补充什么，一行一项，一次说全。"),
    "missing_subject": (422, "请检查类型、类别和承办单位是否选对。"),
    "missing_department": (422, "请从列表里选择承办单位。"),
    "missing_answer": (422, "请填写答复内容。"),
    "missing_result": (422, "请选择办理结果。"),
    "missing_rating": (422, "请选择评价。"),
    "missing_into": (422, "请选择或填写要并入的工单编号。"),
    "findings_need_note": (422, "答复检查还有没通过的项目。确实要放行，请写明理由；否则请退回重写。"),
    "too_long": (422, "填写的内容太长了，请精简。"),
}
"""Every reason of `IllegalMove` and of a form that is filled in wrongly: the HTTP status and a friendly sentence."""

KEYS = {
    Move.ACCEPT: "a",
    Move.DECLINE: "x",
    Move.ASK_MORE: "b",
    Move.SUPPLEMENT: "i",
    Move.CORRECT: "e",
    Move.DISPATCH: "d",
    Move.SIGN: "s",
    Move.RETURN: "r",
    Move.ASK_EXTENSION: "y",
    Move.APPROVE_EXTENSION: "o",
    Move.REFUSE_EXTENSION: "n",
    Move.SUBMIT_ANSWER: "w",
    Move.SEND_BACK: "h",
    Move.RELEASE: "f",
    Move.CALL_BACK: "c",
    Move.RATE: "p",
    Move.CLOSE: "z",
    Move.REDO: "u",
    Move.CHASE: "v",
    Move.SUPERVISE: "l",
    Move.NOTE: "t",
    Move.WITHDRAW: "q",
    Move.MERGE: "m",
    Move.UNMERGE: "m",
}
"""One key a move; none of g, j, k, /, ?, which lead elsewhere."""

AT_ONCE = frozenset({Move.ACCEPT, Move.SIGN})
"""Moves that need nothing and hurt nobody: one key makes them."""

MAIN = frozenset({Move.ACCEPT, Move.DISPATCH, Move.SIGN, Move.SUBMIT_ANSWER, Move.RELEASE, Move.APPROVE_EXTENSION})
"""Moves that bring the matter on: they stand on top."""

GRAVE = frozenset({Move.DECLINE, Move.WITHDRAW})
QUIET = frozenset(
    {Move.SUPPLEMENT, Move.CORRECT, Move.CHASE, Move.NOTE, Move.WITHDRAW, Move.MERGE, Move.UNMERGE, Move.CALL_BACK}
)
"""Moves that stand in the second row: they do not bring the matter to its next station."""

LEADS = {
    Move.ACCEPT: "受理后开始计算答复期限，并通知市民。",
    Move.DECLINE: "市民会看到理由和该找谁。",
    Move.ASK_MORE: "一次说全，只能告知一次；市民补充后重新计时。",
    Move.SUPPLEMENT: "替市民记下补充的情况（例如来电补充）。",
    Move.CORRECT: "更正会留作样本，帮助系统以后分得更准。",
    Move.DISPATCH: "承办单位1个工作日内签收；答复期限不变。",
    Move.SIGN: "签收后由您的单位办理；答复期限不变。",
    Move.RETURN: "退单不停表，答复期限照旧；第二次退单由督办员决定。",
    Move.ASK_EXTENSION: "只能申请一次，督办员批准后才算数。",
    Move.APPROVE_EXTENSION: "从原定到期日起延长，并通知市民。",
    Move.REFUSE_EXTENSION: "承办单位会看到理由，按原期限办理。",
    Move.SUBMIT_ANSWER: "先逐项回应市民提的问题，再写结果、日期和联系电话。提交后由热线审核。",
    Move.SEND_BACK: "承办单位会看到理由并重新答复。",
    Move.RELEASE: "放行后答复立即发给市民，并请市民评价。",
    Move.CALL_BACK: "记下回访结果，停止回访计时。",
    Move.RATE: "替市民登记电话里的评价。",
    Move.CLOSE: "市民没有评价或已认可时办结。",
    Move.REDO: "市民不满意，退回承办单位重新办理，只能一次。",
    Move.CHASE: "提醒承办单位；市民能看到催办过几次。",
    Move.SUPERVISE: "承办单位和热线都会看到督办意见。",
    Move.NOTE: "记下要让同事知道的情况。",
    Move.WITHDRAW: "市民来电要求撤回时使用，撤回后不再办理。",
    Move.MERGE: "并入后跟着主单一起办，各自的期限和答复分开算。",
    Move.UNMERGE: "拆出来单独办理。",
}

NOTES = {
    Move.DECLINE: "不予受理的理由",
    Move.SUPPLEMENT: "补充的情况",
    Move.DISPATCH: "交办意见（可不填）",
    Move.RETURN: "退单理由",
    Move.ASK_EXTENSION: "延期理由：做了什么，还差什么，何时办完",
    Move.APPROVE_EXTENSION: "批准意见（可不填）",
    Move.REFUSE_EXTENSION: "不同意的理由",
    Move.SEND_BACK: "要改什么",
    Move.RELEASE: "放行理由（检查有未通过项时必填）",
    Move.CALL_BACK: "回访结果",
    Move.RATE: "市民说的原因（可不填）",
    Move.CLOSE: "办结说明（可不填）",
    Move.REDO: "市民不满意的原因（可不填）",
    Move.CHASE: "催办内容（可不填）",
    Move.SUPERVISE: "督办意见",
    Move.NOTE: "备注",
    Move.WITHDRAW: "撤回原因（可不填）",
    Move.UNMERGE: "拆单原因（可不填）",
}
"""The label of the field `note`; a move that is not here has none."""

VERBS = {Move.DECLINE: "确定不予受理", Move.RELEASE: "放行并答复市民", Move.ASK_MORE: "告知市民补正"}
"""The button of a form, where it is not the move's own name."""

DONE = {
    Move.ACCEPT: "已受理",
    Move.ASK_MORE: "已告知市民补正",
    Move.SUPPLEMENT: "已记下补充情况",
    Move.CORRECT: "已更正",
    Move.ASK_EXTENSION: "已提交延期申请",
    Move.APPROVE_EXTENSION: "已同意延期",
    Move.REFUSE_EXTENSION: "已答复不同意延期",
    Move.SUBMIT_ANSWER: "答复已提交，等待审核",
    Move.SEND_BACK: "已退回承办单位重写",
    Move.RELEASE: "答复已发给市民",
    Move.CALL_BACK: "已记录回访",
    Move.RATE: "已登记评价",
    Move.NOTE: "备注已保存",
    Move.DECLINE: "已告知市民不予受理",
}

TITLES = {"file": "提交诉求"} | {move.value: rule.label for move, rule in RULES.items()}
"""Steps of the history by the name they are stored under."""

CLOCKS = {
    "accept": "受理",
    "answer": "答复市民",
    "sign": "签收",
    "return": "退单",
    "dispatch_again": "重新转办",
    "redo": "重办答复",
    "silence": "等待评价",
    "call_back": "差评回访",
    "rectify": "整改",
    "mark_objection": "标注异议",
    "decide_own_data": "决定是否更正",
    "hand_over_objection": "转交责任部门",
    "decide_department_data": "部门核实并决定",
    "tell_objector": "告知异议提出人",
}

CHECKS: dict[Check, tuple[str, str]] = {
    Check.POINT: ("回应了：", "没看到回应："),
    Check.ASKED_POINT: ("补正过的内容提到了：", "补正过的内容没提到："),
    Check.LONG_ENOUGH: ("篇幅够说清楚", "太短，不到30个字"),
    Check.NO_TEMPLATE: ("不是套话", "去掉客套话以后几乎没有内容"),
    Check.RESULT: ("写了办理结果", "没写查了什么、做了什么、结果怎样"),
    Check.RESULT_FITS: ("和所选的办理结果对得上", "和所选的办理结果对不上"),
    Check.DATE: ("写了日期", "没写日期：什么时候查的、什么时候办完"),
    Check.CONTACT: ("留了联系电话", "没留承办单位的联系电话"),
    Check.NO_NUMBERS: ("没有证件号、银行卡号", "有不该出现的号码："),
    Check.NO_MOBILE: ("没有个人手机号", "有手机号，确认是对外公布的："),
    Check.NO_NAMES: ("没有点名他人", "点了人名，确认可以公开："),
}
"""Each check: what is said if it is met, and if not."""


def done(move: Move) -> str:
    """What is told after a move."""
    return DONE.get(move, f"已{RULES[move].label}")


def title_of(move: str) -> str:
    """A step's title; one that another program wrote keeps its name."""
    return TITLES.get(move, move)
