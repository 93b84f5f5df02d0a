"""docs/objections.md says what the program does."""

import re

from bot.domain.objections.moves import OBJECTION_RULES
from bot.domain.objections.table import moves_table
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.table import BEGIN, END
from bot.domain.tickets.terms import Role
from bot.settings import ROOT

PAGE = (ROOT / "docs" / "objections.md").read_text(encoding="utf-8")


def test_the_page_holds_the_table_as_it_is() -> None:
    """If this fails: scripts/moves-table."""
    assert PAGE.partition(BEGIN)[2].partition(END)[0].strip() == moves_table()


def test_the_table_has_every_move_and_names_statuses_and_roles_as_clerks_do() -> None:
    """One row a move, no value of the program's own where a word is wanted."""
    rows = moves_table().splitlines()[2:]
    assert [re.findall(r"`(\w+)`", row)[0] for row in rows] == [move.value for move in OBJECTION_RULES]
    words = {status.label for status in ObjectionStatus} | {role.label for role in Role}
    assert all(any(word in row for word in words) for row in rows)
