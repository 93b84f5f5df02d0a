"""The list of items: all of it is there, and each guide says what the list says."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.domain.guides.guide import Guide

LISTED = {
    row["code"]: row
    for row in csv.DictReader(Path(__file__).with_name("service_items.csv").read_text("utf-8").splitlines())
}


def test_every_item_of_the_list_has_a_guide_and_no_other_item_does(guides: Sequence[Guide]) -> None:
    """218 items, none missing, none made up."""
    assert len(LISTED) == 218
    assert {guide.code for guide in guides} == set(LISTED)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("name", lambda guide: guide.name),
        ("department", lambda guide: guide.department.name),
        ("type", lambda guide: guide.type),
        ("theme", lambda guide: guide.theme),
        ("audience", lambda guide: ";".join(guide.audience)),
    ],
)
def test_each_guide_agrees_with_the_list(guides: Sequence[Guide], column: str, said: Any) -> None:
    """Name, owner, type, theme and audience are the list's, to the letter."""
    assert {guide.code: said(guide) for guide in guides} == {code: row[column] for code, row in LISTED.items()}


def test_no_two_items_have_the_same_name(guides: Sequence[Guide]) -> None:
    """A citizen who reads a name knows which item is meant."""
    assert len({guide.name for guide in guides}) == len(guides)


def test_every_file_is_named_after_its_item_in_the_folder_of_its_office(item_files: dict[str, dict[str, Any]]) -> None:
    """`SL-GA-003` is found without searching."""
    assert [code for code, row in item_files.items() if row["code"] != code] == []
