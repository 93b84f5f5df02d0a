"""The order as hotlines exchange it: which field says what at which station."""

from dataclasses import replace

import pytest

from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.domain.tickets.work_order import COLUMNS, Shown, Value, order_row
from tests.unit.domain.tickets.ticket_life_samples import (
    ACCEPT,
    DISPATCH,
    LIGHTS,
    NUMBER,
    RATE_WELL,
    REDO,
    RELEASE,
    RETURN,
    SIGN,
    SUBMIT,
    after,
    anonymous,
    filed,
    moved,
    standing,
)

SHOWN = Shown("路灯不亮", "幸福小区", "王小明", "13812345678", "修好了", "太慢")


def order(ticket: Ticket) -> dict[str, Value]:
    """The fields by their titles."""
    return dict(zip((column.title for column in COLUMNS), order_row(ticket, SHOWN), strict=True))


def test_a_closed_order_tells_the_whole_story() -> None:
    """Who, what, when, by whom, with what result."""
    told = order(moved(filed(), ACCEPT, DISPATCH, SIGN, SUBMIT, RELEASE, RATE_WELL))
    assert {name: value for name, value in told.items() if value not in ("", None, 0)} == {
        "工单编号": NUMBER,
        "收到时间": after(0),
        "来源": "终端",
        "诉求人": "王小明",
        "身份要求": "实名",
        "联系电话": "13812345678",
        "诉求类型": "投诉",
        "标题": "路灯不亮",
        "诉求内容": "路灯不亮",
        "诉求地址": "幸福小区",
        "街道乡镇": "郑家屯街",
        "业务分类": "城乡建设",
        "主办单位": LIGHTS,
        "状态": "已办结",
        "受理时间": after(1),
        "转办时间": after(2),
        "签收时间": after(3),
        "答复时限": after(1 + 5 * 24),
        "答复时间": after(22),
        "是否按时": "按时",
        "处理方式": "转办",
        "办理结果": "已解决",
        "答复内容": "修好了",
        "是否解决": "是",
        "满意度": "满意",
        "不满意原因": "太慢",
        "办结时间": after(23),
    }


@pytest.mark.parametrize("status", Status)
def test_every_station_has_an_order(status: Status) -> None:
    """Nothing is missing that would be a fault."""
    assert order(standing(status))["状态"] == status.label


@pytest.mark.parametrize(
    ("ticket", "field", "value"),
    [
        pytest.param(anonymous(filed()), "诉求人", "匿名", id="anonymous"),
        pytest.param(moved(filed(), ACCEPT, DISPATCH, RETURN), "退单次数", 1, id="returned"),
        pytest.param(standing(Status.NOT_TAKEN), "处理方式", "不予受理", id="not-taken"),
        pytest.param(replace(filed(), merged_into="SL1"), "处理方式", "并入SL1", id="merged"),
        pytest.param(standing(Status.IN_PROGRESS), "是否按时", "", id="promise-still-runs"),
        pytest.param(moved(standing(Status.ANSWERED), REDO), "重办次数", 1, id="redone"),
        pytest.param(replace(filed(), channel="wechat-2"), "来源", "wechat-2", id="unknown-channel"),
    ],
)
def test_what_stands_in_a_field(ticket: Ticket, field: str, value: Value) -> None:
    """At particular stations."""
    assert order(ticket)[field] == value


def test_a_late_answer_is_told() -> None:
    """By the clock of the last promise."""
    late = moved(filed(), ACCEPT, DISPATCH, SIGN, SUBMIT, replace(RELEASE, at=after(200)))
    assert order(late)["是否按时"] == "超期"
