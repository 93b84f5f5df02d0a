"""docs/tickets.md says what the program does."""

import re

from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.table import BEGIN, END, moves_table
from bot.domain.tickets.terms import Role, Status
from bot.services.ports import Phrasebook
from bot.services.tickets.chat import ACTIONS
from bot.settings import ROOT

PAGE = (ROOT / "docs" / "tickets.md").read_text(encoding="utf-8")


def test_the_page_holds_the_table_as_it_is() -> None:
    """If this fails: scripts/moves-table."""
    assert PAGE.partition(BEGIN)[2].partition(END)[0].strip() == moves_table()


def test_the_table_has_every_move_and_names_statuses_and_roles_as_clerks_do() -> None:
    """One row a move, no value of the program's own where a word is wanted."""
    rows = moves_table().splitlines()[2:]
    assert [re.findall(r"`(\w+)`", row)[0] for row in rows] == [move.value for move in RULES]
    words = {status.label for status in Status} | {role.label for role in Role}
    assert all(any(word in row for word in words) for row in rows)


def test_every_payload_stands_on_the_page() -> None:
    """Whoever builds a channel finds what buttons send."""
    assert [action for action in ACTIONS if f"`{action}:NUMBER" not in PAGE] == []


def test_every_public_move_has_its_word_for_the_citizen(phrasebook: Phrasebook) -> None:
    """The steps that she reads."""
    public = [rule.move.value for rule in RULES.values() if rule.is_public] + [Move.FILE.value, "reckoned"]
    for move in public:
        assert phrasebook.words(f"utter_ticket_step_{move}", who="您", department="某局", rating="满意")
