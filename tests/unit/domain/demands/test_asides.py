"""What is said beside the form."""

import pytest

from bot.domain.demands.asides import (
    Aside,
    announces_another,
    aside,
    asks_something,
    complains,
    kind_named,
    opens,
    scolds,
    wants_to_know,
)
from bot.domain.tickets.terms import TicketType

WORRIES = {
    Aside.TIME: "多久能有结果 谁来处理啊 能给解决吗 你们啥时候来人 快点来人修 管用吗",
    Aside.PRIVACY: "会不会泄露我的信息 他会知道是我吗",
    Aside.MONEY: "要钱吗 收费不",
    Aside.CALL: "能不能打电话给我 打电话说行不",
    Aside.PHONE: "要电话干啥 为啥要留电话",
    Aside.LOST: "俺不会打字 你说啥俺看不懂 咋整啊",
}


@pytest.mark.parametrize(
    ("text", "worry"), [(text, worry) for worry, texts in WORRIES.items() for text in texts.split()]
)
def test_a_worry_about_the_form_is_heard(text: str, worry: Aside) -> None:
    """Each has its own answer."""
    assert aside(text) is worry


@pytest.mark.parametrize(
    "text",
    [
        "打电话问了供电局没人管",
        "没水了快点来修",
        "弄不明白为啥停我低保",
        "乱收费多少钱都敢要",
        "阳光小区",
        "13912345678",
    ],
)
def test_a_matter_is_no_worry(text: str) -> None:
    """What tells something is not answered away."""
    assert aside(text) is None


@pytest.mark.parametrize("text", ["你们都是饭桶", "滚犊子", "废物机器人", "啥玩意", "他妈的", "一群王八蛋！"])
def test_scolding_is_heard_as_scolding(text: str) -> None:
    """It is neither a place nor a matter."""
    assert scolds(text)


@pytest.mark.parametrize("text", ["物业那帮王八犊子三天不收垃圾", "垃圾三天没人收", "草地被毁了", "日照太强", "饭店"])
def test_a_curse_in_a_story_is_part_of_it(text: str) -> None:
    """The matter counts."""
    assert not scolds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我要投诉", TicketType.COMPLAINT),
        ("投诉", TicketType.COMPLAINT),
        ("你好，我要投诉个事", TicketType.COMPLAINT),
        ("反映个问题", TicketType.COMPLAINT),
        ("我要举报", TicketType.REPORT),
        ("提个建议", TicketType.SUGGESTION),
        ("我想求助", TicketType.HELP),
        ("我要投诉医院不给退钱", None),
        ("怎么投诉", None),
        ("问题", None),
    ],
)
def test_the_bare_wish_to_lodge_a_demand(text: str, kind: TicketType | None) -> None:
    """Four words are too few for the model, but not for a rule."""
    assert opens(text) is kind


@pytest.mark.parametrize("text", ["还有一件事，我要举报饭店", "另外我要投诉村路没人修", "再投诉一个"])
def test_one_matter_more_is_announced(text: str) -> None:
    """It may want a form of its own."""
    assert announces_another(text)


def test_a_kind_is_named_in_so_many_words() -> None:
    """What is only mentioned is not wanted."""
    assert kind_named("我要举报饭店用地沟油") is TicketType.REPORT
    assert kind_named("我还要提个建议") is TicketType.SUGGESTION
    assert kind_named("他被举报了") is None


def test_questions_and_outcries() -> None:
    """为啥没人管 asks nothing that a guide could answer."""
    assert asks_something("补身份证要什么材料")
    assert not asks_something("路灯坏了三天")
    assert complains("凭啥停我低保")
    assert not complains("社保卡在哪办")


@pytest.mark.parametrize(
    "text", ["另外再给社区提个意见，楼道灯太暗", "还有我也提一条建议", "顺便提点建议吧，公厕加个灯"]
)
def test_a_suggestion_besides_is_announced(text: str) -> None:
    """It gets a form of its own."""
    assert announces_another(text)


@pytest.mark.parametrize(
    "text", ["不是，我就想问问营业执照咋办", "我问的是护照", "俺来打听一下低保", "不对，我要问的是换驾照"]
)
def test_a_question_is_announced_as_one(text: str) -> None:
    """What begins like a correction may be a question all the same."""
    assert wants_to_know(text)


@pytest.mark.parametrize("text", ["不对，是三号楼", "问了物业好几回都不管", "不是投诉，是建议"])
def test_a_correction_is_no_question(text: str) -> None:
    """It goes into the form."""
    assert not wants_to_know(text)


@pytest.mark.parametrize("text", ["几天给个准信", "几个月能轮到", "几天有结果"])
def test_how_many_days_is_a_question(text: str) -> None:
    """It is no answer to what the form asks."""
    assert asks_something(text)


@pytest.mark.parametrize("text", ["这几天给我停了水", "前几天有人来过", "十几天没人管"])
def test_some_days_are_no_question(text: str) -> None:
    """They tell since when."""
    assert not asks_something(text)
