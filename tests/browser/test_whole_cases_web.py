"""Whole cases told on the chat page: from the first word to the last rating, every move made by a clerk at her page."""

import pytest

from bot.adapters.script import OpenccScript
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Privacy, Rating, Role, Status
from tests.browser.case_citizen import TelegramCitizen, WebCitizen, code_in, number_in
from tests.browser.case_city import HEATING, HOUSING, STREETS, City, Life
from tests.browser.case_clerk import Office
from tests.browser.case_pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WARM = (
    "11月24日上午上门测温，客厅14度，暖气不热的情况属实。原因是3号楼楼前阀门没有开足，已经调好，"
    "11月24日下午复测客厅20度，老人的卧室21度。联系人：客服，0434-7000336。"
)
ACCEPTED_AND_ANSWERED = ["file", "accept", "dispatch", "sign", "submit_answer", "release"]


async def test_one_long_message_fills_all(city: City, web: WebCitizen, office: Office) -> None:
    """One message, one button; four notices later she is satisfied and the case is closed."""
    summary = await web.says(
        "我要投诉，幸福家园3号楼暖气一直不热，家里才14度，老人都冻感冒了，什么时候能热起来？我叫王秀英，电话13912345678"
    )
    for told in ("地点：幸福家园3号楼", "联系：王秀英 139****5678", "拟转：市热力公司"):
        assert told in summary
    await picture(web.visitor.page, "01-summary")
    filed = await web.presses("提交")
    assert "最晚11月24日（周二）16:30告诉您受不受理" in filed
    number = number_in(filed)
    await picture(web.visitor.page, "01-filed")

    operator, heating = await office.get("operator"), await office.get("heating")
    assert number in await operator.pile("to_accept")
    await picture(operator.page, "01-queue")
    await operator.makes(number, Move.ACCEPT)
    assert "最晚11月30日（周一）16:30答复您" in await web.reads("」受理了（")
    await operator.makes(number, Move.DISPATCH, department=HEATING)
    assert "转给市热力公司办了" in await web.reads("答复的日子不变")
    assert number in await heating.pile("to_sign")
    assert "13912345678" not in await heating.looks_at(number)
    await heating.makes(number, Move.SIGN)
    await web.reads("市热力公司已经签收")
    await picture(heating.page, "01-ticket", whole=True)
    await city.until("2026-11-25 10:00")
    await office.answers(number, "heating", WARM)
    assert "结果：已解决" in await web.reads("有答复了")
    await picture(web.visitor.page, "01-answer")
    assert "办结了" in await web.presses("满意")
    await picture(web.visitor.page, "01-rated")

    ticket = await city.stored(number)
    assert (ticket.status, ticket.rating) == (Status.CLOSED, Rating.SATISFIED)
    assert Life.of(ticket) == Life([*ACCEPTED_AND_ANSWERED, "rate"], ["accept", "answer", "sign", "silence"])
    assert await city.notices(await web.conversation()) == 4
    assert await office.rest("operator")


async def test_what_was_told_wrongly_is_corrected(city: City, web: WebCitizen, office: Office) -> None:
    """House and telephone are put right before filing; a bad answer is done again with a clock of its own."""
    await web.says("我要投诉，阳光小区2栋暖气不热，昨天才13度")
    assert "改好了" in await web.says("不对，是3栋")
    await picture(web.visitor.page, "03-question")
    assert "阳光小区3栋" in await web.says("13912345678")
    assert "139****5679" in await web.says("电话写错了是13912345679")
    number = number_in(await web.says("提交"))
    filed = await city.stored(number)
    assert (filed.subject.place, filed.person.phone) == ("阳光小区3栋", "13912345679")

    operator, heating = await office.get("operator"), await office.get("heating")
    await office.accepts(number, HEATING)
    await heating.makes(number, Move.SIGN)
    await office.answers(number, "heating", f"阳光小区{WARM}")
    sorry = await web.says("不满意，根本没来人")
    assert "退回市热力公司重新办，最晚11月30日（周一）16:30再答复您" in sorry
    await picture(web.visitor.page, "03-redo")
    again = await city.stored(number)
    assert (again.status, again.redos, again.rating_reason) == (Status.DISPATCHED, 1, "根本没来人")
    assert number in await operator.pile("to_call_back")
    await operator.makes(number, Move.CALL_BACK, note="电话里说昨天没人上门，约好明天上午去。")
    assert number in await heating.pile("to_sign")
    assert "重办" in await heating.looks_at(number)
    await picture(heating.page, "03-redo-ticket", whole=True)
    await heating.makes(number, Move.SIGN)
    await city.until("2026-11-26 14:00")
    await office.answers(
        number, "heating", "11月26日上午再次上门，阳光小区3栋市民在场，暖气已经修好，客厅21度。电话0434-7000336。"
    )
    await web.reads("有答复了", times=2)
    assert "办结了" in await web.presses("非常满意")
    ticket = await city.stored(number)
    assert (ticket.status, ticket.rating, ticket.redos) == (Status.CLOSED, Rating.VERY_SATISFIED, 1)
    assert Life.of(ticket) == Life(
        [*ACCEPTED_AND_ANSWERED, "redo", "call_back", "sign", "submit_answer", "release", "rate"],
        ["accept", "answer", "sign", "silence", "redo", "sign", "call_back", "rectify", "silence"],
    )
    assert await city.notices(await web.conversation()) == 6


async def test_who_stays_unknown_asks_by_her_code(
    city: City, web: WebCitizen, telegram: TelegramCitizen, office: Office
) -> None:
    """No clerk learns who it was; the extension is told where she filed, the code opens the case elsewhere."""
    asked = await web.says("匿名举报，新城工地半夜施工，吵得睡不着，请查一查有没有夜间施工许可")
    assert "按匿名登记" in asked
    await web.says("新城小区北门工地")
    assert "联系：匿名" in await web.says("昨晚十一点")
    filed = await web.says("提交")
    number, code = number_in(filed), code_in(filed)
    assert "只能用查询码查" in filed
    await office.accepts(number, STREETS)
    operator, streets, chief = [await office.get(login) for login in ("operator", "streets", "chief")]
    assert "市民没有留姓名电话" in await operator.looks_at(number)
    await streets.makes(number, Move.SIGN)
    await streets.makes(number, Move.ASK_EXTENSION, note="已现场取证，等生态环境分局出夜间噪声检测报告。")
    assert number in await chief.pile("extension")
    await picture(chief.page, "05-extension")
    await chief.makes(number, Move.APPROVE_EXTENSION)
    assert "最晚12月7日（周一）16:30答复您" in await web.reads("要晚几天")
    assert "申请延期" not in await streets.offers(number)

    await city.until("2026-12-04 10:00")
    assert "市城市管理行政执法局在办" in await telegram.says(code)
    await office.answers(
        number,
        "streets",
        "11月30日夜间现场检查，新城小区北门工地没有办理夜间施工许可，举报属实，已责令停止夜间施工并处罚。"
        "联系电话0434-7000311。",
    )
    assert "结果：已解决" in await web.reads("有答复了")
    assert "没有办理夜间施工许可" in await telegram.says(code)
    assert "办结了" in await telegram.presses("非常满意")
    ticket = await city.stored(number)
    assert (ticket.person.privacy, ticket.person.phone, ticket.extension) == (Privacy.ANONYMOUS, "", "approved")
    assert ticket.status is Status.CLOSED
    assert await city.notices(await web.conversation()) == 5
    assert await city.notices(await telegram.conversation()) == 0


async def test_traditional_script_to_the_end(city: City, web: WebCitizen, office: Office) -> None:
    """Every bubble, the notices of clerks and clocks included, is in the script that she writes."""
    await web.says("我要投訴，幸福家園2號樓電梯壞了沒人修，老人上不了樓，什麼時候能修好？")
    await web.says("上個月20號開始的")
    assert "聯繫：陳小姐 135****5678" in await web.says("我叫陳小姐，電話13512345678")
    number = number_in(await web.says("提交"))
    await office.accepts(number, HOUSING)
    housing = await office.get("housing")
    await housing.makes(number, Move.SIGN)
    await city.until("2026-11-26 10:00")
    await office.answers(
        number,
        "housing",
        "11月25日现场查看，2号楼电梯曳引机损坏属实，已督促物业更换，11月26日上午修好恢复运行，老人可以乘电梯上楼。"
        "联系电话0434-7000310。",
    )
    assert "結果：" in await web.reads("有答覆了")
    await picture(web.visitor.page, "07-answer")
    await city.until("2026-12-04 09:40")
    await web.reads("辦結了")
    script, bubbles = OpenccScript(), await web.visitor.page.locator(".line-assistant .body").all_inner_texts()
    assert [text for text in bubbles if script.traditional(text) != text] == []
    ticket = await city.stored(number)
    assert ticket.status is Status.CLOSED
    assert ticket.steps[-1].actor.role is Role.SYSTEM
