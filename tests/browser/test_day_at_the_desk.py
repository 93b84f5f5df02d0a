"""A working day of the hotline on the whole program: five talks on two channels, three calls, one transfer, one restart."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.domain.calls.terms import CallOutcome
from bot.domain.handoff.handoff import Reason, TalkStatus
from bot.domain.tickets.terms import Rating, Role
from bot.services.tickets.ports import Staff, TicketFilter
from tests.browser.call_clerk import CARD, LAMP, NUMBER, chosen
from tests.browser.case_citizen import Citizen, TelegramCitizen, WebCitizen
from tests.browser.case_city import STREETS, City
from tests.browser.case_clerk import Office, Worker
from tests.browser.case_pictures import picture
from tests.browser.day_seat import Seat, Talks
from tests.browser.desk_clerk import Clerk
from tests.browser.talk_clerk import DESK
from tests.browser.talk_on_page import QUESTION, on_duty
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]
SECOND = Staff("second", "王话务", Role.OPERATOR)
STRANGE = "旺财的本本要上哪整"


@pytest_asyncio.fixture(loop_scope="session")
async def citizens(city: City, chromium: Browser) -> AsyncIterator[dict[int, Citizen]]:
    """By the numbers that their talks will have: three at the page, two with Telegram."""
    async with AsyncExitStack() as stack:
        at_page = []
        for _ in range(3):
            context = await chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
            stack.push_async_callback(context.close)
            visitor = Visitor(context, await context.new_page(), f"{city.url}/", meets_trouble=True)
            visitor.watch()
            await visitor.arrive()
            at_page.append(WebCitizen(city, visitor))
        yield {1: at_page[0], 2: TelegramCitizen(city, 7), 3: at_page[1], 4: at_page[2], 5: TelegramCitizen(city, 8)}


async def ask_for_a_person(citizens: dict[int, Citizen]) -> None:
    """Each in her own way: plainly, after two misunderstandings, by 没用, in an emergency, and in a whole sentence."""
    await citizens[1].says(QUESTION)
    assert "第1位" in await citizens[1].says("转人工")
    for mumble in ("那啥就那个啥呗", "不是那个，是那个啥"):
        await citizens[2].says(mumble)
    assert "第2位" in await citizens[2].presses("转人工")
    await citizens[3].says("养犬登记在哪办")
    await citizens[3].presses("没用")
    assert "第3位" in await citizens[3].presses("转人工")
    assert "119" in await citizens[4].says("我家着火了，快来人")
    assert "位" in await citizens[5].says("我要找人工客服，机器人我听不懂")


async def whole_queue(one: Seat) -> None:
    """Why each came, the emergency first."""
    rows = one.page.locator("#waiting li")
    await expect(rows).to_have_count(5)
    reasons = [Reason.EMERGENCY, Reason.ASKED, Reason.NOT_UNDERSTOOD, Reason.REJECTED, Reason.ASKED]
    await expect(rows.locator("[data-slot=reason]")).to_have_text([reason.label for reason in reasons])
    await picture(one.page, "day-queue")


async def begin_calls(pad: Clerk) -> None:
    """The first is answered from the guide; of the second the matter is written down."""
    await pad.open("/desk/calls/")
    await pad.write(CARD)
    await chosen(pad.page, "居民身份证丢失补领")
    await pad.press("Enter")
    await expect(pad.page.locator("#done")).to_contain_text("已采用")
    await wrap_up(pad, "answered")
    await pad.write(LAMP)
    await expect(pad.page.locator(".block-demand")).to_be_visible()
    await expect(pad.page.locator("#pad")).not_to_have_attribute("data-unsaved", "yes")


async def wrap_up(pad: Clerk, outcome: str, remark: str = "") -> None:
    """How the call ended; the pad is empty for the next one."""
    choice = pad.page.locator(f"#end [value={outcome}]")
    await pad.press("Control+Enter")
    await expect(pad.page.locator("#end :focus")).to_have_count(1)
    for _ in CallOutcome:
        if await choice.is_checked():
            break
        await pad.press("ArrowDown")
    await expect(choice).to_be_checked()
    await pad.press("Tab")
    await pad.write(remark)
    await pad.press("Control+Enter")
    await pad.page.wait_for_url("**/desk/calls/?new=1")
    await pad.ready()
    await expect(pad.page.locator("#heard")).to_have_value("")


async def end_calls(pad: Clerk) -> None:
    """The second becomes a ticket, the third a gap in the knowledge."""
    await pad.open("/desk/calls/")
    assert await pad.page.input_value("#heard") == LAMP
    await expect(pad.page.locator(".block-demand")).to_be_visible()
    await pad.press("F4")
    await pad.write(NUMBER)
    await pad.press("Enter")
    await expect(pad.page.locator("#caller-known")).to_contain_text("没有留下过工单")
    await pad.press("F9")
    await expect(pad.page.locator("#o-type")).to_have_value("complaint")
    await pad.press(*["Tab"] * 9)
    await expect(pad.page.locator("#o-phone")).to_be_focused()
    await pad.press("Enter")
    await expect(pad.page.locator("#filed .read-out")).to_contain_text("查询码")
    await picture(pad.page, "day-pad")
    await wrap_up(pad, "filed")
    await pad.write(STRANGE)
    await expect(pad.page.locator("#found")).to_have_attribute("data-text", STRANGE)
    await pad.press("F8")
    await expect(pad.page.locator("#done")).to_contain_text("都不是")
    await wrap_up(pad, "no_answer", "没有这个事项")


async def restart(city: City, *seats: Seat) -> None:
    """Everybody is told, and everybody is there again without a key pressed."""
    await city.stop()
    for seat in seats:
        await expect(seat.page.locator("#offline")).to_be_visible(timeout=60_000)
    await picture(seats[0].page, "day-restart")
    await city.start()
    for seat in seats:
        await expect(seat.page.locator("#offline")).to_be_hidden(timeout=60_000)


async def the_chief_watches(chief: Worker) -> None:
    """Who talks with whom, and which call runs, while they do."""
    await chief.opens(DESK)
    others = chief.page.locator("#others li")
    await expect(others).to_have_count(5)
    assert sorted(await others.locator("strong").all_inner_texts()) == ["王话务"] * 3 + ["钱话务"] * 2
    await picture(chief.page, "day-chief")
    assert "正在通话 1 通" in await chief.opens("/desk/calls/now")
    await expect(chief.page.locator("[data-call]")).to_contain_text("路灯")


async def test_a_day_at_the_desk(
    city: City,
    citizens: dict[int, Citizen],
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody's line is lost or said twice, nobody repeats herself, and the supervisor sees it all."""
    monkeypatch.setattr("tests.browser.case_citizen.THINKS_S", 1.0)
    await city.hire(SECOND)
    talks = Talks(citizens)
    one, two = Seat(await on_duty(office), talks), Seat(await on_duty(office, "second"), talks)
    await ask_for_a_person(citizens)
    await whole_queue(one)
    for number in (4, 1, 2):
        await one.take(number)
    for number in (3, 5):
        await two.take(number)
    hers = {1: one, 2: one, 3: two, 4: one, 5: two}
    for number, seat in hers.items():
        await seat.say(number, f"上午好，{number}号")
        await seat.hear(number, f"我是{number}号，在听")
    await picture(one.page, "day-talks")
    await one.pass_to(two, 1, "懂户籍的看下")
    hers[1] = two
    await expect(two.page.locator('.pane[data-number="1"] .log')).to_contain_text("我是1号，在听")

    pad = Clerk(await one.page.context.new_page(), city.url)
    await begin_calls(pad)
    chief = await office.get("chief")
    await the_chief_watches(chief)
    await one.page.bring_to_front()
    await one.turn_to(2)
    await one.worker.clerk.write("刚查到，")
    await restart(city, one, two)
    await expect(one.page.locator("#say-2")).to_have_value("刚查到，")
    await one.turn_to(2)
    await one.worker.clerk.press("End")
    await one.worker.clerk.write("下午就能办")
    await one.send(2, "刚查到，下午就能办")
    for number, seat in hers.items():
        await seat.hear(number, f"{number}号还在")
        await seat.say(number, f"收到，{number}号")
    await end_calls(pad)

    await one.page.bring_to_front()
    for number in (1, 2, 4, 5):
        await hers[number].leave(number, "Alt+e", "Enter")
        await citizens[number].reads("服务结束了")
    await two.leave(3, "Alt+r", "Tab", "Enter")
    assert "养犬登记" in await citizens[3].says("多少钱")
    assert "居民身份证丢失补领" in await citizens[4].says(QUESTION)
    await citizens[1].presses(Rating.SATISFIED.label)
    await picture(two.page, "day-over")
    await talks.all_is_said_once(chief)
    await the_day_is_told(city, office)


async def the_day_is_told(city: City, office: Office) -> None:
    """What the day came to: talks, calls, the ticket, the gap."""
    store = city.program.talks.pages.store
    ended = [await store.get(number) for number in range(1, 6)]
    assert [(talk.status, talk.operator, talk.rating) for talk in ended if talk] == [
        (TalkStatus.CLOSED, "second", Rating.SATISFIED),
        (TalkStatus.CLOSED, "operator", None),
        (TalkStatus.RETURNED, "second", None),
        (TalkStatus.CLOSED, "operator", None),
        (TalkStatus.CLOSED, "second", None),
    ]
    chief = await office.get("chief")
    done = await chief.opens(f"{DESK}done")
    assert "11月23日的会话 5通" in done
    assert (done.count("已解答"), done.count("交回"), done.count(Rating.SATISFIED.label)) == (4, 1, 1)
    now = await chief.opens("/desk/calls/now")
    assert "现在没有通话" in now
    assert "今天收尾的来电 3 通" in now
    await picture(chief.page, "day-calls")
    assert STRANGE in await chief.opens("/desk/gaps")
    page = await city.program.stores.tickets.page(TicketFilter(), 0, 10)
    assert page.total == 1
    number = page.tickets[0].number
    await office.accepts(number, STREETS)
    assert number in await (await office.get("streets")).opens()
    assert "路灯" in await (await office.get("streets")).looks_at(number)
