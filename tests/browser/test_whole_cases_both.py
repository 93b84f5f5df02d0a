"""Whole cases in which both channels meet: what is cancelled, and what two citizens demand together."""

import pytest

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Status
from bot.services.tickets.ports import TicketFilter
from tests import file_samples as made
from tests.browser.case_citizen import Citizen, TelegramCitizen, WebCitizen, number_in
from tests.browser.case_city import HEATING, City
from tests.browser.case_clerk import Office
from tests.browser.case_pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("channel", ["web", "telegram"])
async def test_what_is_cancelled_reaches_nobody(
    city: City, web: WebCitizen, telegram: TelegramCitizen, office: Office, channel: str
) -> None:
    """Asked once more, then gone: no ticket, no clerk, no notice; 提交 afterwards files nothing either."""
    citizen: Citizen = web if channel == "web" else telegram
    await citizen.says("我要投诉，小区门口垃圾堆了半个月")
    await citizen.says("阳光小区")
    assert "真的不登记了吗" in await citizen.says("算了，不登记了")
    assert "没有登记，也没有交给任何单位" in await citizen.presses("是，不登记了")
    assert "编号：" not in await citizen.says("提交")
    assert (await city.program.stores.tickets.page(TicketFilter(), 0, 10)).total == 0
    assert await office.rest("operator")
    assert await city.notices(await citizen.conversation()) == 0


async def test_the_same_words_file_the_same_case(city: City, web: WebCitizen, telegram: TelegramCitizen) -> None:
    """Question, slip, correction and photo included: whoever works on it cannot tell the channels apart."""
    filed = []
    for citizen in (web, telegram):
        await citizen.says("我要举报，后街老王饭店用地沟油，后厨老鼠乱跑")
        assert "还没登记完" in await citizen.says("身份证丢了咋补")
        await citizen.says("后街老王饭店后门")
        assert "改好了" in await citizen.says("不对，地址是后街12号")
        await citizen.says("昨天看见的")
        assert "位数不够" in await citizen.says("1381234567")
        await citizen.says("我姓赵，13812345678")
        assert "附件：1个" in await citizen.brings("kitchen", made.png(side=300), "后厨的照片")
        ticket = await city.stored(number_in(await citizen.presses("提交")))
        files = [(file.media_type, file.size) for file in ticket.attachments]
        filed.append((ticket.type, ticket.title, ticket.text, ticket.subject, ticket.person, files, ticket.status))
    assert filed[0] == filed[1]


async def test_two_demand_the_same_together(
    city: City, web: WebCitizen, telegram: TelegramCitizen, office: Office
) -> None:
    """The second joins the first: one is worked, both are answered, each by her own date and with her own rating."""
    await telegram.says("我要投诉，阳光小区3号楼暖气一直不热，家里才14度，我叫李四，电话13800001234")
    lead = number_in(await telegram.says("提交"))
    await office.accepts(lead, HEATING)
    heating, operator = await office.get("heating"), await office.get("operator")
    await heating.makes(lead, Move.SIGN)

    await city.until("2026-11-25 10:00")
    await web.says("我要投诉，阳光小区3号楼2单元暖气不热，我叫王秀英，电话13912345678")
    offered = await web.says("前天开始的")
    assert "附近有1件差不多的事正在办" in offered
    assert "李四" not in offered
    await picture(web.visitor.page, "10-join")
    await web.presses("加入第1件")
    filed = await web.says("提交")
    assert "而且已经受理" in filed
    assert "最晚12月2日（周三）16:30答复您" in filed
    joined = number_in(filed)
    assert joined not in await operator.opens()
    assert joined in await heating.looks_at(lead)
    await picture(heating.page, "10-lead", whole=True)

    await office.answers(
        lead,
        "heating",
        "11月25日现场核实，阳光小区3号楼暖气不热是立管堵塞，11月25日已疏通恢复，入户测温20度。联系电话0434-7000336。",
    )
    assert lead in await telegram.reads("有答复了")
    assert joined in await web.reads("有答复了")
    assert "办结了" in await telegram.presses("满意")
    assert "退回市热力公司重新办" in await web.says("不满意，我家还是凉的")
    first, second = await city.stored(lead), await city.stored(joined)
    assert (first.status, first.rating) == (Status.CLOSED, Rating.SATISFIED)
    assert (second.status, second.merged_into, second.subject.department) == (Status.DISPATCHED, "", HEATING)
    assert joined in await heating.pile("to_sign")

    await heating.makes(joined, Move.SIGN)
    await city.until("2026-11-27 10:00")
    await office.answers(
        joined,
        "heating",
        "11月26日上门查看，阳光小区3号楼2单元用户阀门堵塞，已疏通，暖气热了，测温21度。联系电话0434-7000336。",
    )
    await web.reads("有答复了", times=2)
    assert "办结了" in await web.presses("满意")
    second = await city.stored(joined)
    assert (second.status, second.redos) == (Status.CLOSED, 1)
    assert [clock.key for clock in second.clocks].count("redo") == 1
    assert await city.notices(await telegram.conversation()) == 4
