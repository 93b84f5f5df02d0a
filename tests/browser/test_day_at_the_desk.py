"""A working day of the hotline on the whole program: five talks on two channels, three calls, one transfer, one restart."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.domain.handoff.handoff import TalkStatus
from bot.domain.tickets.terms import Rating, Role
from bot.services.tickets.ports import Staff, TicketFilter
from tests.browser.call_clerk import CARD, LAMP, NUMBER, chosen
from tests.browser.case_citizen import Citizen, TelegramCitizen, WebCitizen
from tests.browser.case_city import City
from tests.browser.case_clerk import Office, Worker
from tests.browser.case_pictures import picture
from tests.browser.desk_clerk import Clerk
from tests.browser.talk_clerk import DESK
from tests.browser.talk_on_page import QUESTION, on_duty
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]
SECOND = Staff("second", "王话务", Role.OPERATOR)
STRANGE = "旺财的本本要上哪整"


@dataclass
class Seat:
    """An operator at the live desk, and what was said in her talks; everything by keyboard."""

    worker: Worker
    talks: list[int] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The live desk."""
        return self.worker.page

    async def take(self, number: int) -> None:
        """The next in the queue, who is this one."""
        await self.worker.clerk.press("Alt+t")
        await expect(self.page.locator(f"#say-{number}")).to_be_focused()
        self.talks.append(number)

    async def turn_to(self, number: int) -> None:
        """Another of her talks."""
        await self.worker.clerk.press(f"Alt+{self.talks.index(number) + 1}")
        await expect(self.page.locator(f"#say-{number}")).to_be_focused()

    async def say(self, number: int, text: str) -> None:
        """A line, until it has left."""
        await self.turn_to(number)
        await self.worker.clerk.write(text)
        await self.send(number, text)

    async def send(self, number: int, text: str) -> None:
        """What stands in the box."""
        await self.worker.clerk.press("Enter")
        mine = self.page.locator(f'.pane[data-number="{number}"] .is-mine[data-delivery]').filter(has_text=text)
        await expect(mine).to_have_count(1)

    async def hears(self, number: int, text: str) -> None:
        """A citizen's line, once."""
        await self.turn_to(number)
        log = self.page.locator(f'.pane[data-number="{number}"] .log')
        await expect(log.get_by_text(text, exact=True)).to_have_count(1)

    async def leave(self, number: int, *keys: str) -> None:
        """End a talk, or give it back; it is off her desk."""
        await self.turn_to(number)
        await self.worker.clerk.press(*keys)
        await expect(self.page.locator(f"#say-{number}")).to_have_count(0)
        self.talks.remove(number)


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
    """Each in her own way; the fourth in an emergency."""
    await citizens[1].says(QUESTION)
    assert "第1位" in await citizens[1].says("转人工")
    assert "第2位" in await citizens[2].says("我要找人工客服，机器人我听不懂")
    await citizens[3].says("护照怎么办")
    assert "第3位" in await citizens[3].says("转人工")
    assert "119" in await citizens[4].says("我家着火了，快来人")
    assert "位" in await citizens[5].says("转人工")


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
    await pad.press("Control+Enter")
    await pad.page.locator(f"#end [value={outcome}]").check()
    await pad.page.fill("#remark", remark)
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
    await pad.page.focus("#order .button-main")
    await pad.press("Enter")
    await expect(pad.page.locator("#filed .read-out")).to_contain_text("查询码")
    await wrap_up(pad, "filed")
    await pad.write(STRANGE)
    await expect(pad.page.locator("#found")).to_have_attribute("data-text", STRANGE)
    await pad.press("F8")
    await expect(pad.page.locator("#done")).to_contain_text("都不是")
    await wrap_up(pad, "no_answer", "没有这个事项")


async def pass_on(one: Seat, two: Seat, number: int, word: str) -> None:
    """To the colleague, who reads what was said and why it comes to her."""
    await one.turn_to(number)
    await one.worker.clerk.press("Alt+x")
    await expect(one.page.locator("#transfer-to option")).to_have_count(2)
    await one.worker.clerk.press("Tab")
    await one.worker.clerk.write(word)
    await one.worker.clerk.press("Tab", "Tab", "Enter")
    await expect(one.page.locator(f"#say-{number}")).to_have_count(0)
    one.talks.remove(number)
    await expect(two.page.locator("#waiting")).to_contain_text(f"转给您：{word}")
    await two.take(number)
    await expect(two.page.locator(f'.pane[data-number="{number}"] .summary')).to_contain_text(word)


async def test_a_day_at_the_desk(
    city: City,
    citizens: dict[int, Citizen],
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody's line is lost or said twice, nobody repeats herself, and the supervisor sees it all."""
    monkeypatch.setattr("tests.browser.case_citizen.THINKS_S", 1.0)
    await city.hire(SECOND)
    one, two = Seat(await on_duty(office)), Seat(await on_duty(office, "second"))
    await ask_for_a_person(citizens)
    await expect(one.page.locator("#waiting li")).to_have_count(5)
    await picture(one.page, "day-queue")
    for number in (4, 1, 2):
        await one.take(number)
    for number in (3, 5):
        await two.take(number)
    hers = {1: one, 2: one, 3: two, 4: one, 5: two}
    for number, seat in hers.items():
        await seat.say(number, f"上午好，{number}号")
        await citizens[number].reads(f"上午好，{number}号")
        await citizens[number].says(f"我是{number}号，在听")
        await seat.hears(number, f"我是{number}号，在听")
    await expect(one.page.locator('#mine [data-key="4"]')).to_contain_text("我是4号，在听")
    await picture(one.page, "day-talks")
    await pass_on(one, two, 1, "懂户籍的看下")
    hers[1] = two
    await expect(two.page.locator('.pane[data-number="1"] .log')).to_contain_text("我是1号，在听")

    pad = Clerk(await one.page.context.new_page(), city.url)
    await begin_calls(pad)
    await one.page.bring_to_front()
    await one.turn_to(2)
    await one.worker.clerk.write("刚查到，")
    await city.stop()
    await expect(one.page.locator("#offline")).to_be_visible(timeout=60_000)
    await picture(one.page, "day-restart")
    await city.start()
    for seat in (one, two):
        await expect(seat.page.locator("#offline")).to_be_hidden(timeout=60_000)
    await expect(one.page.locator("#say-2")).to_have_value("刚查到，")
    await one.page.locator("#say-2").focus()
    await one.worker.clerk.write("下午就能办")
    await one.send(2, "刚查到，下午就能办")
    await citizens[2].reads("刚查到，下午就能办")
    for number, seat in hers.items():
        await citizens[number].says(f"{number}号还在")
        await seat.hears(number, f"{number}号还在")
        await seat.say(number, f"收到，{number}号")
        await citizens[number].reads(f"收到，{number}号")
        await citizens[number].reads(f"上午好，{number}号")
    await end_calls(pad)
    await picture(pad.page, "day-pad")

    await one.page.bring_to_front()
    for number in (1, 2, 4, 5):
        await hers[number].leave(number, "Alt+e", "Enter")
        await citizens[number].reads("服务结束了")
    await two.leave(3, "Alt+r", "Tab", "Enter")
    assert "护照" in await citizens[3].says("多少钱")
    assert "119" not in await citizens[4].says("谢谢")
    await citizens[1].presses(Rating.SATISFIED.label)
    await picture(two.page, "day-over")
    await the_chief_sees(city, office)


async def the_chief_sees(city: City, office: Office) -> None:
    """What the day came to: talks, calls, the ticket, the gap."""
    store = city.program.talks.pages.store
    talks = [await store.get(number) for number in range(1, 6)]
    assert [(talk.status, talk.operator) for talk in talks if talk] == [
        (TalkStatus.CLOSED, "second"),
        (TalkStatus.CLOSED, "operator"),
        (TalkStatus.RETURNED, "second"),
        (TalkStatus.CLOSED, "operator"),
        (TalkStatus.CLOSED, "second"),
    ]
    assert talks[0]
    assert talks[0].rating is Rating.SATISFIED
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
    assert "路灯" in (await chief.looks_at(page.tickets[0].number))
