"""Places, departments and telephone numbers: each is used, each is known, none is a stranger's."""

import re
from typing import Any

import pytest

from bot.settings import ROOT
from tests.data.conftest import load

SAMPLE = re.compile(r"0434-7000\d{3}")
SHORT = re.compile(r"1[12]\d|1\d{4}|95\d{3}")
"""119; 12345, 10086; 95598."""


@pytest.fixture(scope="module")
def places() -> dict[str, Any]:
    """knowledge/places.yml."""
    return load(ROOT / "knowledge" / "places.yml")


@pytest.fixture(scope="module")
def departments() -> dict[str, Any]:
    """knowledge/departments.yml."""
    return load(ROOT / "knowledge" / "departments.yml")["departments"]


def test_every_place_is_used_by_an_item_or_a_department(
    places: dict[str, Any], departments: dict[str, Any], item_files: dict[str, dict[str, Any]]
) -> None:
    """A place that nobody goes to is a mistake or a left-over; so are opening hours of no place."""
    of_items = {entry["place"] for row in item_files.values() for entry in row["places"]}
    of_departments = {row["place"] for row in departments.values()}
    assert set(places["places"]) - of_items - of_departments == set()
    assert set(places["hours"]) - {row["hours"] for row in places["places"].values()} == set()


def test_every_department_owns_an_item_and_every_owner_is_known(
    departments: dict[str, Any], item_files: dict[str, dict[str, Any]]
) -> None:
    """Owners and departments are the same set of names."""
    assert {row["department"] for row in item_files.values()} == set(departments)


def test_every_number_is_a_sample_or_a_national_short_number(
    places: dict[str, Any], departments: dict[str, Any], item_files: dict[str, dict[str, Any]]
) -> None:
    """A number made up by us must never be somebody's: samples come from one block that is marked as such."""
    said = [row["phone"] for row in places["places"].values()]
    said += [row[field] for row in departments.values() for field in ("supervision", "hotline") if row.get(field)]
    said += [phone for row in item_files.values() for phone in row.get("phones", [])]
    numbers = [number for text in said for number in re.findall(r"[\d-]{3,}", text)]
    assert [number for number in numbers if not (SAMPLE.fullmatch(number) or SHORT.fullmatch(number))] == []


def test_no_two_places_share_a_sample_number(places: dict[str, Any]) -> None:
    """Each place can be told from its number."""
    numbers = [row["phone"] for row in places["places"].values()]
    assert len(set(numbers)) == len(numbers)


def test_every_address_that_is_a_sample_says_so(places: dict[str, Any]) -> None:
    """Nobody is sent to a street that we invented without a word of warning."""
    assert [key for key, row in places["places"].items() if "示例" not in row["address"]] == []
