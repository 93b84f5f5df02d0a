"""How citizens steer the form."""

import pytest

from bot.domain.demands.words import Steer, corrected, corrects, named_type, steer, who_may_know
from bot.domain.tickets.terms import TicketType

STEERED = {
    Steer.CONFIRM: "提交 提交吧 对，提交 确认 没错，报吧 就这样吧 好了提交 那提交吧 交 没有了 可以提交了",
    Steer.LISTEN: "对 好 好的 嗯 嗯嗯 行 中 可以 是的 没问题 ok 知道了 得了 那好吧",
    Steer.CANCEL: "取消 算了 不投诉了 撤了吧 那算了吧 算了，别登记了 不用了 不要了 对，不要了 我不举报了 拉倒吧",
    Steer.BACK: "上一步 返回 回到上一步 退",
    Steer.SKIP: "跳过 不知道 我也不知道 忘了 没有 记不清了 说不好 过 俺不晓得",
    Steer.NO_PHONE: "没电话 我没手机 不想留 不留 不方便",
    Steer.ALONE: "不是一件事 单独登记 都不是 不是 另外登记 不一样",
    Steer.RESUME: "继续 接着填 不取消 算了不改了 不改了",
    Steer.INSIST: "还是要登记 不行，我就要投诉 不，我就要告",
    Steer.SAME: "写进这一件 一起 加上 是一件",
    Steer.SEPARATE: "两件事 两码事",
}


@pytest.mark.parametrize(("text", "wish"), [(text, wish) for wish, texts in STEERED.items() for text in texts.split()])
def test_short_words_steer(text: str, wish: Steer) -> None:
    """Dialect and politeness included."""
    assert steer(text) is wish


@pytest.mark.parametrize(
    "text",
    [
        "路灯坏了",
        "饭店无证经营",
        "取消了公交车谁也没通知",
        "不是投诉是建议",
        "不知道谁把垃圾倒我家门口了还不止一回呢",
        "行政审批太慢",
        "中医院门口",
        "对面楼",
        "好利来门口",
        "没有路灯的那条街",
        "3栋",
    ],
)
def test_stories_and_answers_steer_nothing(text: str) -> None:
    """A word that steers may begin something else."""
    assert steer(text) is None


@pytest.mark.parametrize(
    ("text", "wish", "rest"),
    [
        ("匿名", Steer.ANONYMOUS, ""),
        ("我不想留名字，就说这事", Steer.ANONYMOUS, "就说这事"),
        ("别让他知道是我", Steer.CONFIDENTIAL, ""),
        ("楼上天天砸墙，别让他知道是我反映的", Steer.CONFIDENTIAL, "楼上天天砸墙"),
        ("我怕打击报复，工地欠薪", Steer.CONFIDENTIAL, "工地欠薪"),
        ("请给我保密", Steer.CONFIDENTIAL, ""),
        ("迎宾街路灯不亮，我不想留电话", Steer.NO_PHONE, "迎宾街路灯不亮"),
        ("我没电话", Steer.NO_PHONE, ""),
        ("取消匿名", Steer.NAMED, ""),
        ("还是留个电话吧", Steer.NAMED, ""),
    ],
)
def test_who_may_know_is_said_anywhere(text: str, wish: Steer, rest: str) -> None:
    """The rest of what is told stays."""
    assert who_may_know(text) == (wish, rest)


@pytest.mark.parametrize(
    "text",
    [
        "被人匿名举报了",
        "有人写匿名信",
        "他不说名字就打人",
        "他们没电话通知就停水",
        "老板保密工资",
        "钱花哪了从来不给村里人知道",
        "打电话不接",
    ],
)
def test_who_else_is_anonymous_is_part_of_the_story(text: str) -> None:
    """Nobody is hidden by mistake."""
    assert who_may_know(text) == (None, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("不对，是3栋", "3栋"),
        ("说错了是前天", "前天"),
        ("电话写错了是13912345679", "13912345679"),
        ("地址改成辽河路5号", "辽河路5号"),
        ("不是二月，是三月", "三月"),
        ("应该是2单元", "2单元"),
        ("时间错了，是前天晚上", "前天晚上"),
        ("地址不对", ""),
        ("错了", ""),
    ],
)
def test_what_is_put_right(text: str, value: str) -> None:
    """Of two the one that is meant."""
    assert corrects(text)
    assert corrected(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("不是投诉是建议", TicketType.SUGGESTION),
        ("改成举报吧", TicketType.REPORT),
        ("算求助", TicketType.HELP),
        ("我是咨询", TicketType.CONSULT),
        ("我要投诉", None),
    ],
)
def test_the_type_may_be_put_right(text: str, kind: TicketType | None) -> None:
    """In so many words."""
    assert named_type(text) is kind
