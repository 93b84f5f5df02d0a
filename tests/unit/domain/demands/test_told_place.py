"""Places as answers give them."""

import pytest

from bot.domain.demands.told_place import (
    can_be_place,
    is_only_place,
    is_too_general,
    is_units_only,
    mended_place,
    place_said,
    whole_place,
)


@pytest.mark.parametrize(
    "text",
    [
        "阳光小区3号楼2单元",
        "那木乡西洼子屯",
        "中医院门口",
        "辽河路和迎宾街交叉口",
        "万达",
        "老供销社对面",
        "双山",
        "不夜城",
        "就在四马路",
    ],
)
def test_a_place_can_be_one(text: str) -> None:
    """Streets, compounds, villages, landmarks, and short names."""
    assert can_be_place(text)


@pytest.mark.parametrize(
    "text",
    ["你们都管不管", "我咋知道在哪条街？", "快点来人修", "3", "谁知道呢", "着急死了", "路灯坏了", "没人管", "吗"],
)
def test_an_outburst_or_a_question_is_no_place(text: str) -> None:
    """What does not answer is asked again."""
    assert not can_be_place(text)


@pytest.mark.parametrize("text", ["我家", "俺家", "楼下", "我们村", "俺屯", "小区里", "就在我家楼下", "双辽", "这边"])
def test_some_places_nobody_could_find(text: str) -> None:
    """Nobody knows whose home, or which village."""
    assert is_too_general(text)


@pytest.mark.parametrize("text", ["3栋", "3号楼2单元", "第二单元", "二单元501室", "5组"])
def test_a_building_without_its_compound(text: str) -> None:
    """Units alone do not say of what."""
    assert is_units_only(text)


@pytest.mark.parametrize("text", ["阳光小区", "西洼子屯", "三栋楼之间", "八大碗"])
def test_a_name_is_more_than_units(text: str) -> None:
    """A compound or a village stands for itself."""
    assert not is_units_only(text)


@pytest.mark.parametrize(
    ("text", "is_only"),
    [("铁南街那边", True), ("在阳光小区", True), ("路灯坏了", False), ("村口路堵了", False), ("我要投诉饭店", False)],
)
def test_a_place_that_tells_nothing_of_it(text: str, *, is_only: bool) -> None:
    """Where something is, but not what."""
    assert is_only_place(text) is is_only


@pytest.mark.parametrize(
    ("place", "value", "mended"),
    [
        ("阳光小区2栋", "3栋", "阳光小区3栋"),
        ("阳光小区2号楼", "3栋", "阳光小区3栋"),
        ("阳光小区2栋1单元", "2单元", "阳光小区2栋2单元"),
        ("阳光小区2栋", "1单元", "阳光小区2栋1单元"),
        ("阳光小区2栋", "3", "阳光小区3栋"),
        ("阳光小区", "3", "阳光小区3号"),
        ("阳光小区", "3栋2单元", "阳光小区3栋2单元"),
        ("阳光小区2栋", "辽河路5号", "辽河路5号"),
        ("", "3", "3"),
    ],
)
def test_a_correction_mends_what_it_names(place: str, value: str, mended: str) -> None:
    """A unit takes the place of its like; a whole address of everything."""
    assert mended_place(place, value) == mended


@pytest.mark.parametrize(
    ("earlier", "newer", "whole"),
    [("3栋", "阳光小区", "阳光小区3栋"), ("3栋", "阳光小区5栋", "阳光小区5栋"), ("", "南街", "南街")],
)
def test_a_building_and_its_compound_make_one_place(earlier: str, newer: str, whole: str) -> None:
    """In whichever order they were told."""
    assert whole_place(earlier, newer) == whole


@pytest.mark.parametrize(
    ("text", "place"),
    [("就在四马路。", "四马路"), ("我家住在阳光小区", "阳光小区"), ("地址是：南街5号", "南街5号"), ("是", "是")],
)
def test_what_leads_up_to_a_place_is_left_out(text: str, place: str) -> None:
    """But never everything."""
    assert place_said(text) == place
