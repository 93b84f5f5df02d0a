"""What is pointed out in an answer before it is released."""

from datetime import UTC, datetime

import pytest

from bot.domain.tickets.answer_check import Check, check_answer, is_mentioned, needs_word, points_of
from bot.domain.tickets.terms import Privacy, Result, TicketType
from bot.domain.tickets.ticket import Person, Subject, Ticket

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
LAMP = "幸福家园七号楼路灯坏了半个月，晚上看不见路。什么时候能修好？能不能顺便把门口的井盖也换了？"
GOOD = (
    "经11月24日现场核实，七号楼前3盏路灯线路老化，已于11月25日更换完毕；门口井盖也已换新。"
    "联系人：市政科，0434-7000311。"
)


def ticket(text: str = LAMP, **changes: object) -> Ticket:
    """A demand with that text."""
    fields = {"type": TicketType.COMPLAINT, "person": Person()} | changes
    return Ticket(
        "SL20261123-0001-X", "C", title="路灯", text=text, subject=Subject(), channel="web", conversation="w",
        received_at=NOON, **fields,
    )  # fmt: skip


def faults(answer: str, result: Result | None = Result.SOLVED, **changes: object) -> list[str]:
    """The checks that an answer fails."""
    return [finding.check.value for finding in check_answer(ticket(**changes), answer, result) if not finding.is_met]


def test_a_good_answer_has_nothing_to_be_pointed_out() -> None:
    """It takes up every point and gives result, date and contact."""
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    "told",
    [
        "11月24日上门测温，客厅14度，阀门没有开足，11月25日调好了。",
        "11月24日夜里去看了，反映的情况属实，11月25日换好了线。",
    ],
    ids=["measured-and-set-right", "true-and-mended"],
)
def test_plain_words_say_what_was_done_too(told: str) -> None:
    """Nobody has to write like a form to have said what was found and done."""
    found = check_answer(ticket(), told, Result.SOLVED)
    assert [one.check for one in found if not one.is_met and one.check in (Check.RESULT, Check.RESULT_FITS)] == []


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("", {"long_enough", "no_template", "result", "date", "point"}),
        ("已修好。", {"long_enough", "no_template", "date", "point"}),
        (
            "尊敬的市民您好，感谢您的来电，您反映的问题已收悉，我们高度重视，已转相关部门处理，请您耐心等待，祝您生活愉快。",
            {"no_template", "result", "date", "point"},
        ),
        (
            "感谢您对我们工作的理解和支持！您反映的情况我局将进一步加强监管，如有疑问请拨打12345。",
            {"no_template", "result", "date", "point"},
        ),
        ("经11月24日现场核实，路灯线路老化，已于11月25日更换完毕。市政科，0434-7000311。", {"point"}),
        ("七号楼前路灯和门口井盖已全部更换完毕，请放心使用，办公电话7000311。", {"point", "date"}),
    ],
    ids=["nothing", "too-short", "template", "promises-of-nothing", "second-point-forgotten", "no-date"],
)
def test_what_is_missing_is_named(answer: str, missing: set[str]) -> None:
    """Among what needs the reviewer's word."""
    found = check_answer(ticket(), answer, Result.SOLVED)
    assert {finding.check.value for finding in found if finding.needs_word} == missing
    assert needs_word(found)


@pytest.mark.parametrize(
    ("answer", "check"),
    [
        (f"{GOOD}身份证220382199001011234", Check.NO_NUMBERS),
        (f"{GOOD}银行卡6222021234567890123", Check.NO_NUMBERS),
        (f"{GOOD}手机13812345678", Check.NO_MOBILE),
        (f"{GOOD}已联系邻居王建国，他同意拆除。", Check.NO_NAMES),
    ],
)
def test_what_tells_too_much_is_named(answer: str, check: Check) -> None:
    """And nothing else."""
    assert faults(answer) == [check.value]


@pytest.mark.parametrize(
    ("type_", "privacy", "is_named"),
    [
        (TicketType.COMPLAINT, Privacy.NAMED, False),
        (TicketType.REPORT, Privacy.NAMED, True),
        (TicketType.COMPLAINT, Privacy.CONFIDENTIAL, True),
    ],
)
def test_the_citizens_own_name_counts_where_it_is_to_be_kept(
    type_: TicketType, privacy: Privacy, *, is_named: bool
) -> None:
    """Who reports, or wants to stay unknown, is not named."""
    found = faults(f"李桂兰您好。{GOOD}", type=type_, person=Person("李桂兰", "13804341234", privacy))
    assert ("no_names" in found) is is_named


@pytest.mark.parametrize(
    ("answer", "result", "fits"),
    [
        (GOOD, Result.SOLVED, True),
        ("七号楼路灯和井盖列入明年改造计划，2027年5月底前完成，电话7000311，届时再告知您。", Result.SOLVED, False),
        ("七号楼路灯和井盖列入明年改造计划，2027年5月底前完成，电话7000311，届时再告知您。", Result.PARTLY, True),
        (
            "11月24日至26日三次拨打您的电话均未接通，路灯井盖已现场核实。电话7000311，请方便时回电。",
            Result.UNREACHABLE,
            True,
        ),
        (GOOD.replace("联系人", "经办").replace("0434-7000311", ""), Result.UNREACHABLE, False),
    ],
)
def test_the_result_fits_what_was_done(answer: str, result: Result, *, fits: bool) -> None:
    """A plan is no solution."""
    assert ("result_fits" not in faults(answer, result)) is fits


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("红旗街工地后半夜还打桩，震得窗户直响", ("红旗街工地后半夜还打桩，震得窗户直响",)),
        ("停水三天了。啥时候来水？水费退不退，要求给个说法！", ("啥时候来水？", "水费退不退，要求给个说法")),
        ("一是请把路修上；二是请把灯装上。", ("一是请把路修上", "二是请把灯装上")),
        ("请核实：1.有没有手续 2、能不能停工", ("1.有没有手续", "2、能不能停工")),
        ("", ()),
        ("？？！", ()),
        ("老板欠我钱，我电话13812345678，要求还钱", ("老板欠我钱，我电话[电话]，要求还钱",)),
    ],
)
def test_points_are_what_is_asked(text: str, points: tuple[str, ...]) -> None:
    """Sentence by sentence; the whole where nothing is asked outright; without numbers of people."""
    assert points_of(text) == points


def test_a_question_of_time_wants_a_date() -> None:
    """Its words need not be repeated."""
    assert is_mentioned("什么时候能修好？", "已排期，12月1日前完成")
    assert not is_mentioned("什么时候能修好？", "正在抓紧维修")


def test_what_was_asked_of_the_citizen_is_a_reminder_only() -> None:
    """It may have been about her, and has no place in the answer."""
    found = check_answer(ticket(asked_points=("您的门牌号",)), GOOD, Result.SOLVED)
    asked = next(finding for finding in found if finding.check is Check.ASKED_POINT)
    assert (asked.is_met, asked.needs_word, asked.detail) == (False, False, "您的门牌号")
