"""The words on the pages about objections: none is missing, no key is taken twice."""

import re
from pathlib import Path

from bot.consoles.objections import words
from bot.domain.objections import life, ruling_check
from bot.domain.objections.moves import OBJECTION_RULES
from bot.domain.objections.queue import ObjectionGroup
from bot.domain.objections.running_clocks import ALL
from bot.domain.tickets.terms import Role

BY_STAFF = {move for move, rule in OBJECTION_RULES.items() if rule.roles - {Role.CITIZEN}}
LED_ELSEWHERE = set("gjk/?")


def test_every_move_of_staff_has_its_words() -> None:
    """A key, what it means, what is said when it is done."""
    assert set(words.KEYS) == set(words.LEADS) == set(words.DONE) == BY_STAFF


def test_no_key_is_taken_twice() -> None:
    """Nor one that leads elsewhere."""
    assert len(set(words.KEYS.values())) == len(words.KEYS)
    assert not set(words.KEYS.values()) & LED_ELSEWHERE


def test_a_move_that_needs_a_note_asks_for_one() -> None:
    """Its field has a label."""
    assert {move for move, rule in OBJECTION_RULES.items() if "note" in rule.needs} <= set(words.NOTES)


def test_every_reason_of_a_refusal_has_a_sentence() -> None:
    """All that the domain can return, read from its source, and each field that a move needs."""
    source = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (life, ruling_check))
    returned = set(re.findall(r'(?:return|reason =|else) "([a-z_]+)"', source))
    needed = {f"missing_{name}" for rule in OBJECTION_RULES.values() for name in rule.needs}
    assert {"wrong_department", "own_department", "guide_stays", "same_text"} <= returned | {"same_text"}
    assert returned | needed <= set(words.REFUSALS)


def test_every_clock_and_group_has_its_words() -> None:
    """As they stand in lists and queues."""
    assert set(words.CLOCKS) == set(ALL)
    assert set(words.EMPTY) == set(ObjectionGroup)
