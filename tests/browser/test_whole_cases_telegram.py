"""Whole cases told in Telegram: from the first word to the last rating, every move made by a clerk at her page."""

import pytest
from playwright.async_api import expect

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Result, Role, Status
from tests import file_samples as made
from tests.browser.case_citizen import TelegramCitizen, number_in
from tests.browser.case_city import HOUSING, STREETS, City, Life
from tests.browser.case_clerk import Office
from tests.browser.case_pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LAMPS = (
    "11月25日夜间现场查看，西洼子屯东头3盏路灯线路老化，11月26日已全部更换完毕，夜间试亮正常。"
    "联系人：市政科，0434-7000311。"
)


async def test_piece_by_piece_and_returned_to_the_right_department(
    city: City, telegram: TelegramCitizen, office: Office
) -> None:
    """Seven short answers; the wrong department gives the case back with the right one's name; silence closes it."""
    for said, asked in (
        ("我要投诉", "是什么事"),
        ("路灯坏了", "在哪儿"),
        ("俺们村", "哪个村哪个屯"),
        ("那木乡西洼子屯东头", "什么时候的事"),
        ("得有一个月了", "留个电话"),
        ("13912345678", "提交"),
    ):
        assert asked in await telegram.says(said)
    number = number_in(await telegram.says("中"))

    await office.accepts(number, HOUSING)
    operator, housing, streets = [await office.get(login) for login in ("operator", "housing", "streets")]
    await housing.makes(number, Move.RETURN, note="村屯路灯由城管执法局管护，不归我局。", department=STREETS)
    assert number in await operator.pile("returned")
    assert "重新找单位" in await telegram.says("我的投诉办到哪一步了")
    await operator.makes(number, Move.DISPATCH)
    assert "转给市城市管理行政执法局办了" in await telegram.reads(f"转给{STREETS}")
    assert await office.rest("housing")
    await streets.makes(number, Move.SIGN)
    await city.until("2026-11-26 14:00")
    await office.answers(number, "streets", LAMPS)
    await telegram.reads("有答复了")
    await city.until("2026-12-03 16:00")
    assert (await city.stored(number)).status is Status.ANSWERED
    await city.until("2026-12-03 16:31")
    assert "随时再跟我说" in await telegram.reads("办结了")

    ticket = await city.stored(number)
    assert (ticket.status, ticket.rating, ticket.returns) == (Status.CLOSED, None, 1)
    assert Life.of(ticket) == Life(
        ["file", "accept", "dispatch", "return", "dispatch", "sign", "submit_answer", "release", "close"],
        ["accept", "answer", "sign", "dispatch_again", "sign", "silence"],
    )
    assert await city.notices(await telegram.conversation()) == 6
    assert "评不了了" in await telegram.presses("满意")


async def test_a_question_between_and_one_request_for_more(
    city: City, telegram: TelegramCitizen, office: Office
) -> None:
    """The guide is answered and the form goes on; what is missing is asked for once and starts acceptance anew."""
    assert "在哪儿" in await telegram.says("我要投诉，小区门口天天占道卖菜，车都过不去")
    between = await telegram.says("身份证丢了咋补")
    assert "居民身份证丢失补领" in between
    assert "刚才的投诉还没登记完" in between
    assert "40 元" in await telegram.says("多少钱啊")
    await telegram.says("农贸市场西门")
    assert "市城市管理行政执法局" in await telegram.says("13912345678")
    number = number_in(await telegram.says("提交"))

    operator, streets = await office.get("operator"), await office.get("streets")
    await operator.makes(number, Move.ASK_MORE, points="卖菜的一般几点来\n占了几条车道")
    assert "卖菜的一般几点来\n占了几条车道" in await telegram.reads("还缺点东西")
    await city.until("2026-11-25 09:00")
    await telegram.presses("补充")
    assert "回到待受理，时间重新算：最晚11月26日（周四）16:30" in await telegram.says(
        "早上五点到八点，两条车道占得只剩一条"
    )
    assert "一次性告知补正" not in await operator.offers(number)
    await office.accepts(number, STREETS)
    await streets.makes(number, Move.SIGN)
    assert "已提醒市城市管理行政执法局" in await telegram.says("催一下我的投诉")
    assert "隔20小时" in await telegram.says("催一下我的投诉")
    assert "催办1次" in await streets.pile("to_answer")
    await office.answers(
        number,
        "streets",
        "11月26日早上5点到8点现场检查，农贸市场西门占道卖菜属实，已清理出两条车道并安排每天值守。联系电话0434-7000311。",
        Result.PARTLY,
    )
    assert "结果：部分解决" in await telegram.reads("有答复了")
    assert "办结了" in await telegram.says("基本满意")
    ticket = await city.stored(number)
    assert (ticket.status, ticket.rating, ticket.chases) == (Status.CLOSED, Rating.FAIR, 1)
    assert [clock.key for clock in ticket.clocks] == ["accept", "accept", "answer", "sign", "silence"]
    assert await city.notices(await telegram.conversation()) == 5


async def test_a_wrong_number_and_a_department_that_keeps_still(
    city: City, telegram: TelegramCitizen, office: Office
) -> None:
    """The number is asked for until it is one; lateness reaches the department, the supervisor and the citizen."""
    await telegram.says("我要投诉，迎宾街路灯一直不亮，晚上看不见路")
    assert "位数不够" in await telegram.says("1391234567")
    assert "多了几位" in await telegram.says("139123456789")
    assert "139****5678" in await telegram.says("13912345678")
    number = number_in(await telegram.says("提交"))
    await office.accepts(number, STREETS)
    streets, chief = await office.get("streets"), await office.get("chief")

    await city.until("2026-11-25 10:00")
    assert "sign overdue" in await city.reminders(number, Role.DEPARTMENT)
    assert "sign overdue" in await city.reminders(number, Role.SUPERVISOR)
    assert number in await chief.pile("overdue")
    await picture(chief.page, "08-overdue")
    await chief.makes(number, Move.SUPERVISE, note="今天内签收，周五前报结果。")
    assert "督办" in await streets.pile("to_sign")
    assert "今天内签收" in await streets.looks_at(number)
    await streets.makes(number, Move.SIGN)
    await city.until("2026-12-01 10:00")
    assert "answer overdue" in await city.reminders(number, Role.SUPERVISOR)
    late = await telegram.says("我的投诉办到哪一步了")
    assert "本该最晚11月30日（周一）16:30有结果，已经晚了，对不起" in late
    assert "已提醒" in await telegram.presses("催办")
    assert "超期" in await streets.looks_at(number)
    await picture(streets.page, "08-late-ticket", whole=True)
    await office.answers(
        number,
        "streets",
        "11月30日现场查看，迎宾街路灯不亮是变压器跳闸所致，12月1日已修好，夜间能看见路。联系电话0434-7000311。",
    )
    await telegram.reads("有答复了")
    assert "办结了" in await telegram.presses("满意")
    ticket = await city.stored(number)
    answer = next(clock for clock in ticket.clocks if clock.key == "answer")
    assert answer.ended_at is not None
    assert answer.ended_at > answer.due_at
    done = await chief.looks_at(number)
    assert "超期完成" in done
    assert "督办" not in await chief.page.locator("h1").inner_text()
    assert await office.rest("chief")


async def test_with_a_photo_and_a_place(city: City, telegram: TelegramCitizen, office: Office) -> None:
    """The clerk sees both; a hollow answer is sent back, the second one is worth releasing."""
    await telegram.says("我要投诉，小区门口井盖没了，孩子差点掉进去，什么时候能补上？")
    await telegram.brings("pit", made.png(side=300))
    await telegram.shares_place(43.5126, 123.5042)
    await telegram.says("昨天晚上")
    summary = await telegram.says("我姓赵，13812345678")
    for told in ("您发的定位", "附件：1个", "138****5678"):
        assert told in summary
    number = number_in(await telegram.says("提交"))

    operator, streets = await office.get("operator"), await office.get("streets")
    seen = await operator.looks_at(number)
    assert "43.512600,123.504200" in seen
    await expect(operator.page.locator(".files img")).to_have_js_property("naturalWidth", 300)
    await picture(operator.page, "09-photo", whole=True)
    await office.accepts(number, STREETS)
    await streets.makes(number, Move.SIGN)
    await streets.makes(
        number,
        Move.SUBMIT_ANSWER,
        answer="感谢您的来电，您反映的问题我们高度重视，已转相关部门处理，请耐心等待。",
        result=Result.SOLVED,
    )
    await operator.looks_at(number)
    await expect(operator.page.locator(".checks")).to_contain_text("没写日期")
    await picture(operator.page, "09-review", whole=True)
    await operator.makes(number, Move.SEND_BACK, note="写清什么时候补上的、谁负责")
    assert "写清什么时候补上的" in await streets.looks_at(number)
    await city.until("2026-11-24 10:00")
    await office.answers(
        number, "streets", "11月23日下午现场核实，小区门口井盖丢失，11月24日上午已补上新井盖。联系电话0434-7000311。"
    )
    await telegram.reads("有答复了")
    assert "办结了" in await telegram.says("满意")
    ticket = await city.stored(number)
    assert (ticket.status, len(ticket.attachments)) == (Status.CLOSED, 1)
    assert [step.move for step in ticket.steps].count("submit_answer") == 2
    assert await city.notices(await telegram.conversation()) == 4
