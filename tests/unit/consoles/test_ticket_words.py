"""Every refusal has its sentence, every move its words and its key."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from bot.consoles.tickets import words
from bot.domain.clocks.working_time import CLOCKS
from bot.domain.tickets import life as ticket_life
from bot.domain.tickets.answer_check import Check
from bot.domain.tickets.moves import RULES, Move, moves_for
from bot.domain.tickets.queue import Group
from bot.domain.tickets.terms import Role, Status
from bot.settings import ROOT

STAFF = (Role.OPERATOR, Role.DEPARTMENT, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR)
BY_STAFF = {move for move, rule in RULES.items() if rule.roles & set(STAFF)}
LOOKS_LIKE_A_REASON = {"missing_", "wrong_"}
CHECKING = ("refusal", "_check", "_past", "_content", "_explained")


def reasons() -> Iterator[str]:
    """Every reason that the program gives, as it stands in its source."""
    yield from (f"missing_{name}" for rule in RULES.values() for name in rule.needs)
    for name in CHECKING:
        yield from _words(ast.parse(inspect.getsource(getattr(ticket_life, name))))
    for path in (Path(ROOT) / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("IllegalMove", "FormFault"):
                yield from (word for argument in node.args for word in _words(argument))


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_reason = "_" in node.value.strip("_") and node.value.isidentifier() and node.value.islower()
            yield from [node.value] if is_reason else []


def test_every_refusal_has_a_friendly_sentence() -> None:
    """None is missing and none is left over, whatever way it is given."""
    found = set(reasons())
    assert {"merged_into_itself", "chased_today", "missing_right_way", "no_such_lead", "too_long"} <= found
    assert {reason for reason in found if reason not in words.REFUSALS} == set()
    assert all(status in (403, 404, 409, 422) and told.endswith("。") for status, told in words.REFUSALS.values())


def test_every_move_of_staff_has_its_words() -> None:
    """A key, a sentence that says what follows, and a label for the note if it needs one."""
    assert set(words.KEYS) >= BY_STAFF
    assert set(words.LEADS) >= BY_STAFF
    assert {move for move in BY_STAFF if "note" in RULES[move].needs} <= set(words.NOTES)


def test_no_key_means_two_things_on_one_page() -> None:
    """Nor does one lead elsewhere."""
    for role in STAFF:
        for status in Status:
            offered = [words.KEYS[rule.move] for rule in moves_for(status, role) if rule.move not in MERGING]
            assert len(offered) == len(set(offered))
            assert not {"g", "j", "k", "/", "?"} & set(offered)


MERGING = {Move.UNMERGE}
"""Offered only where MERGE is not, so that they share a key."""


def test_everything_else_that_is_shown_has_a_name() -> None:
    """Steps, clocks, checks, groups."""
    assert set(Move) == {Move(name) for name in words.TITLES}
    objections = {"mark_objection", "decide_own_data", "hand_over_objection", "decide_department_data", "tell_objector"}
    assert set(CLOCKS) - {"extension"} - objections <= set(words.CLOCKS)
    assert set(Check) == set(words.CHECKS)
    assert all(group.label for group in Group)
