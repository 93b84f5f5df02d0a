"""The table of moves in Markdown, for docs/objections.md: what the program does is what the page says."""

from bot.domain.objections.moves import OBJECTION_RULES, ObjectionRule
from bot.domain.objections.running_clocks import STARTS, STOPS
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.terms import Role

_NEEDS = {"note": "理由或内容", "right_way": "该找谁", "department": "单位", "ruling": "决定和理由"}
_NEEDS |= {"attachments": "文件", "corrected_to": "更正后的内容"}
_HEAD = ("做什么", "从", "到", "谁", "要填", "停的时钟", "起的时钟", "告诉异议提出人")


def moves_table() -> str:
    """Every row of the table, in its order."""
    lines = ["| " + " | ".join(_HEAD) + " |", "|---" * len(_HEAD) + "|"]
    return "\n".join([*lines, *(_row(rule) for rule in OBJECTION_RULES.values())])


def _row(rule: ObjectionRule) -> str:
    sources = [status.label for status in ObjectionStatus if status in rule.sources]
    cells = (
        f"**{rule.label}** `{rule.move}`",
        "任何状态" if len(sources) == len(ObjectionStatus) else "、".join(sources),
        rule.target.label if rule.target else "不变",
        "、".join(role.label for role in Role if role in rule.roles),
        "、".join(_NEEDS[need] for need in rule.needs),
        _keys(STOPS.get(rule.move, ())),
        _keys(STARTS.get(rule.move, ())),
        "是" if rule.is_public else "",
    )
    return "| " + " | ".join(cells) + " |"


def _keys(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key}`" for key in keys)
