"""Fields of forms: whatever is sent, nothing wrong comes through."""

import pytest

from bot.consoles.form_fields import chosen, text_of, whole
from bot.domain.objections.terms import Decision

NUMBERS = [
    ("12", 12),
    ("0", 0),
    ("", -1),
    ("-1", -1),
    ("1.5", -1),
    ("１２", -1),
    ("9" * 9, 999_999_999),
    ("9" * 10, -1),
]


@pytest.mark.parametrize(("sent", "number"), NUMBERS)
def test_a_number_is_whole_or_none(sent: str, number: int) -> None:
    """-1 is no version of anything."""
    assert whole({"version": sent}, "version") == number
    assert whole({}, "version") == -1


@pytest.mark.parametrize(("sent", "decision"), [("removed", Decision.REMOVED), ("Removed", None), ("", None)])
def test_a_choice_is_one_of_the_list_or_none(sent: str, decision: Decision | None) -> None:
    """Nothing is guessed."""
    assert chosen(Decision, {"decision": sent}, "decision") is decision


def test_a_text_loses_its_ends_and_the_browsers_line_ends() -> None:
    """Lines within stay."""
    assert text_of({"note": " 一\r\n二 \n"}, "note") == "一\n二"
    assert not text_of({}, "note")
