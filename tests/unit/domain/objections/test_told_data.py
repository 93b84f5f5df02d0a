"""What a text tells of data that are held to be wrong."""

import pytest

from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.objections.told_data import (
    facet_named,
    fault_named,
    organisation_told,
    own_contact,
    place_named,
    read_told,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("数据开放网站把我店的法人名字公开错了", DataPlace.OPEN_DATA),
        ("公共数据开放平台", DataPlace.OPEN_DATA),
        ("办事指南里写的电话不对", DataPlace.GUIDE),
        ("你刚才说的那个不对", DataPlace.GUIDE),
        ("政府网站公示里没有我", DataPlace.OTHER),
        ("我对公共数据有异议", None),
        ("", None),
    ],
)
def test_where_the_data_stand(text: str, place: DataPlace | None) -> None:
    """As far as she says."""
    assert place_named(text) is place


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("写错了", Fault.WRONG),
        ("电话打不通，早换了", Fault.OUTDATED),
        ("少写了一样材料", Fault.MISSING),
        ("把我家住址公开了", Fault.PRIVACY),
        ("泄露了我们的客户名单", Fault.SECRET),
        ("数据过时", Fault.OUTDATED),
        ("泄露商业秘密", Fault.SECRET),
        ("你好", None),
    ],
)
def test_what_is_wrong(text: str, fault: Fault | None) -> None:
    """In her words or in those of the buttons."""
    assert fault_named(text) is fault


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("电话是错的", "phone"),
        ("窗口搬了", "location"),
        ("上班时间不对", "location"),
        ("办理时限不对", "time_limit"),
        ("收费写错了", "fee"),
        ("材料少了一样", "materials"),
        ("全都不对", "overview"),
        ("你好", ""),
    ],
)
def test_which_field(text: str, facet: str) -> None:
    """By the words that people have for it."""
    assert facet_named(text) == facet


@pytest.mark.parametrize(
    ("text", "says", "should_say"),
    [
        ("写的是160，应该是120", "160", "120"),
        ("写成张三了，应该是张珊", "张三", "张珊"),
        ("应该写0434-7223355", "", "0434-7223355"),
        ("现在显示为“注销”，实际是在营", "注销", "在营"),
        ("改成辽河路88号吧", "", "辽河路88号"),
        ("不对", "", ""),
    ],
)
def test_what_it_says_and_should_say(text: str, says: str, should_say: str) -> None:
    """Without the little words around."""
    told = read_told(text)
    assert (told.says, told.should_say) == (says, should_say)


def test_a_record_on_the_platform_is_told_at_once() -> None:
    """Catalogue, record and field out of one sentence."""
    told = read_told("《企业信用》目录，第3条，注册资本那一项，写成了50万，应该是500万")
    assert (told.catalogue, told.record, told.field, told.says, told.should_say) == (
        "企业信用",
        "第3条",
        "注册资本",
        "50万",
        "500万",
    )


@pytest.mark.parametrize(
    ("text", "is_asked", "organisation"),
    [
        ("我代表双辽市某某商贸有限公司", False, "双辽市某某商贸有限公司"),
        ("双辽市幸福超市，联系人张珊", True, "双辽市幸福超市"),
        ("数据把某某公司写错了", False, ""),
        ("王秀英", True, ""),
    ],
)
def test_in_whose_name(text: str, *, is_asked: bool, organisation: str) -> None:
    """A company that is only talked about does not object."""
    assert organisation_told(text, is_asked=is_asked) == organisation


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("电话是错的，应该是0434-7223344", ""),
        ("指南的号码13812345678是空号", ""),
        ("联系我：13812345678", "13812345678"),
    ],
)
def test_a_number_that_is_disputed_is_not_her_own(text: str, number: str) -> None:
    """Only one by which she says that she can be reached."""
    assert own_contact(text) == number


@pytest.mark.parametrize("text", ["错" * 20_000, "的" * 20_000, "公司" * 5_000, "那条" * 5_000, "应该是" * 5_000])
def test_a_long_text_is_read_without_long_thought(text: str) -> None:
    """And no piece of it is longer than is kept."""
    told = read_told(text)
    assert max(len(one) for one in (told.says, told.should_say, told.catalogue, told.record, told.field)) <= 300
