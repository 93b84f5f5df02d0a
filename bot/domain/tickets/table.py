"""The table of moves in Markdown, for docs/tickets.md: what the program does is what the page says."""

from bot.domain.tickets.life import STARTS, STOPS
from bot.domain.tickets.moves import RULES, Rule
from bot.domain.tickets.terms import Role, Status

BEGIN, END = "<!-- printed by scripts/moves-table -->", "<!-- end of the printed table -->"
_NEEDS = {
    "note": "理由或内容",
    "right_way": "该找谁",
    "points": "缺什么",
    "subject": "分类",
    "department": "单位",
    "answer": "答复",
    "result": "结果",
    "rating": "评价",
    "into": "并入哪件",
}
_HEAD = ("做什么", "从", "到", "谁", "要填", "停的时钟", "起的时钟", "告诉市民")


def moves_table() -> str:
    """Every row of the table, in its order."""
    lines = ["| " + " | ".join(_HEAD) + " |", "|---" * len(_HEAD) + "|"]
    return "\n".join([*lines, *(_row(rule) for rule in RULES.values())])


def _row(rule: Rule) -> str:
    sources = [status.label for status in Status if status in rule.sources]
    cells = (
        f"**{rule.label}** `{rule.move}`",
        "任何状态" if len(sources) == len(Status) else "、".join(sources),
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
