"""A citizen on the chat page and the operator who talks with her, each at a browser of her own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import FilePayload, Locator, expect

from bot.domain.handoff.handoff import HandOff
from tests.browser.case_citizen import WebCitizen
from tests.browser.case_city import City
from tests.browser.case_clerk import Office, Worker
from tests.browser.talk_clerk import DESK

QUESTION, GREETING = "身份证丢失补领要带什么", "前面的对话已经看到"
NAME = "话务员 钱"


@dataclass(frozen=True)
class TalkOnPage:
    """Both sides of talk number 1. The program's clock stands still in it, so that nobody is taken for away."""

    city: City
    web: WebCitizen
    operator: Worker

    @property
    def lines(self) -> Locator:
        """All bubbles of the citizen's page."""
        return self.web.visitor.page.locator(".line")

    @property
    def log(self) -> Locator:
        """What the operator reads."""
        return self.operator.page.locator('.pane[data-number="1"] .log')

    async def tell(self, *texts: str) -> None:
        """The operator's lines; each stands on the citizen's page before the next is written."""
        for text in texts:
            await self.operator.page.locator("#say-1").press_sequentially(text)
            await self.operator.clerk.press("Enter")
            await self.web.reads(text)

    async def send(self, name: str, media_type: str, content: bytes) -> Locator:
        """A file of the operator's, by keyboard; the bubble that it hangs below on the citizen's page."""
        page = self.operator.page
        await page.focus("#say-1")
        async with page.expect_file_chooser() as chooser:
            await self.operator.clerk.press("Alt+u")
        async with page.expect_response(re.compile(r"/talks/1/files$")) as taken:
            await (await chooser.value).set_files([FilePayload(name=name, mimeType=media_type, buffer=content)])
        assert (await taken.value).ok
        await expect(page.locator('.pane[data-number="1"] .chips')).to_contain_text(name)
        await page.focus("#say-1")
        await self.operator.clerk.press("Enter")
        bubble = self.lines.filter(has_text=f"发来文件：{name}")
        await expect(bubble).to_have_count(1)
        return bubble

    async def write(self, *texts: str) -> None:
        """The citizen's lines; each has reached the operator before the next is written."""
        for text in texts:
            await self.web.visitor.write(text)
            await expect(self.log.get_by_text(text, exact=True)).to_have_count(1)

    async def close(self) -> None:
        """The operator ends the talk by keyboard."""
        await self.operator.page.focus("#say-1")
        await self.operator.clerk.press("Alt+e", "Enter")
        await self.web.reads("服务结束了")

    async def stored(self) -> HandOff:
        """As the store has it."""
        talk = await self.city.program.talks.pages.store.get(1)
        assert talk is not None
        return talk

    async def shows(self, *words: str) -> None:
        """The citizen's page holds bubbles with these words, in this order, each once and nothing else at the end."""
        found: Sequence[str] = await self.web.visitor.bubbles()
        assert len(found) >= len(words)
        assert [word in text for word, text in zip(words, found[-len(words) :], strict=True)] == [True] * len(words), (
            found
        )


async def on_duty(office: Office, login: str = "operator") -> Worker:
    """Somebody at the live desk, and the program knows it."""
    worker = await office.get(login)
    async with worker.page.expect_response(re.compile(r"/desk/talks/present$")) as shown:
        await worker.opens(DESK)
    assert (await shown.value).ok
    return worker


async def take(worker: Worker, number: int = 1) -> None:
    """The next in the queue."""
    await expect(worker.page.locator("#waiting li").first).to_be_visible()
    await worker.clerk.press("Alt+t")
    await expect(worker.page.locator(f"#say-{number}")).to_be_focused()


async def talk_on_page(city: City, web: WebCitizen, office: Office) -> TalkOnPage:
    """A question, 转人工, and she is taken."""
    operator = await on_duty(office)
    await web.says(QUESTION)
    await web.says("转人工")
    await take(operator)
    await web.reads(GREETING)
    return TalkOnPage(city, web, operator)
