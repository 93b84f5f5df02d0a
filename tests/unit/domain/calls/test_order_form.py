"""The operator's work order: what must be there before it is filed."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.calls.order_form import Lists, OrderForm, draft_of, faults_of
from bot.domain.tickets.terms import Privacy, TicketType
from tests.contract.samples import NOON, utc

LISTS = Lists(("市公安局",), ("公用事业",), ("红旗街道",))
GOOD = OrderForm(
    form="f" * 32,
    matter="路灯坏了一个月没人修",
    type="complaint",
    category="公用事业",
    department="市公安局",
    district="红旗街道",
    place="幸福小区3号楼",
    name="李女士",
    phone="138 0434 1234",
)


def test_a_whole_form_has_no_faults() -> None:
    """Nor has one without a place and a number, if it says why."""
    assert faults_of(GOOD, LISTS) == {}
    assert faults_of(replace(GOOD, place="", no_place="来电人说不清在哪"), LISTS) == {}
    assert faults_of(replace(GOOD, phone="", no_phone=True, category="", department="", district=""), LISTS) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"matter": ""}, "matter"),
        ({"matter": "我要投诉"}, "matter"),
        ({"matter": "长" * 5001}, "matter"),
        ({"type": ""}, "type"),
        ({"type": "gossip"}, "type"),
        ({"category": "没有的类"}, "category"),
        ({"department": "没有的局"}, "department"),
        ({"district": "外地"}, "district"),
        ({"place": " "}, "place"),
        ({"place": "路" * 61}, "place"),
        ({"name": "名" * 21}, "name"),
        ({"phone": ""}, "phone"),
        ({"phone": "没有"}, "phone"),
        ({"phone": "1380434123"}, "phone"),
        ({"phone": "220382199001011234"}, "phone"),
        ({"privacy": "secret"}, "privacy"),
    ],
)
def test_what_is_wrong_is_told_by_field(changes: dict[str, Any], field: str) -> None:
    """One sentence for the field that is wrong, none for the others."""
    faults = faults_of(replace(GOOD, **changes), LISTS)
    assert list(faults) == [field]
    assert faults[field].endswith("。")


def test_the_draft_holds_what_citizens_forms_hold() -> None:
    """Numbers without blanks, the reason for a missing place among the words."""
    draft = draft_of(replace(GOOD, place="", no_place="说不清"), utc(NOON))
    assert (draft.type, draft.phone, draft.privacy) == (TicketType.COMPLAINT, "13804341234", Privacy.NAMED)
    assert draft.parts == ("路灯坏了一个月没人修", "（没有地点：说不清）")


def test_who_leaves_no_number_has_none() -> None:
    """Also where one stands in the field."""
    assert draft_of(replace(GOOD, no_phone=True), utc(NOON)).phone == ""
