"""The staff at their pages: each with a browser of her own, signed in anew whenever her session is over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playwright.async_api import Browser, Locator, Page, expect

from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Result
from tests.browser.case_city import City
from tests.browser.desk_clerk import DESKTOP, PATIENCE_MS, Clerk
from tests.integration.consoles.staff_desk import OWN

WORKS = timedelta(minutes=5)
"""So long a clerk takes for a move."""
STAYS_SIGNED_IN = timedelta(minutes=25)


@dataclass
class Worker:
    """One of the staff."""

    city: City
    clerk: Clerk
    login: str
    _looked_at: datetime | None = None

    @property
    def page(self) -> Page:
        """What she sees."""
        return self.clerk.page

    async def opens(self, path: str = "/desk/") -> str:
        """Go to a page, through the door if need be; what stands on it."""
        self._looked_at = self.city.clock.at
        await self.clerk.open(path)
        if "/desk/sign-in" in self.page.url:
            await self.page.fill("#login", self.login)
            await self.page.fill("#password", OWN)
            await self.page.press("#password", "Enter")
            await self.page.wait_for_url(f"**{path}")
            await self.clerk.ready()
        return await self.page.locator("main").inner_text()

    async def looks_at(self, number: str) -> str:
        """The page of a ticket."""
        return await self.opens(f"/desk/tickets/{number}")

    async def makes(
        self, number: str, move: Move, *, result: Result | None = None, rating: Rating | None = None, **fields: str
    ) -> None:
        """Fill in the form of a move on the ticket's page, send it; the page says that it was done."""
        self.city.clock.at += WORKS
        if not await self._has_open(number):
            await self.looks_at(number)
        shown = str(await self.page.locator("article.ticket").get_attribute("data-version"))
        form = await self._form(move)
        for name, value in fields.items():
            box = form.locator(f"#{move.value}-{name}")
            if name == "department":
                await box.select_option(label=value)
            else:
                await box.fill(value)
        for choice in (result, rating):
            if choice:
                await form.locator(f'input[value="{choice.value}"]').check()
        await form.locator("button:not([type=button])").last.click()
        await expect(self.page.locator("article.ticket")).not_to_have_attribute("data-version", shown)
        await expect(self.page.locator(".flash-done")).to_be_visible()
        await self.clerk.ready()
        self._looked_at = self.city.clock.at

    async def offers(self, number: str) -> set[str]:
        """The titles of the moves that a ticket's page offers her."""
        await self.looks_at(number)
        titles = await self.page.locator("[data-move]").evaluate_all("all => all.map(one => one.dataset.title)")
        return set(titles)

    async def pile(self, group: str) -> str:
        """What stands in a group of her queue."""
        await self.opens()
        return await self.page.locator(f"#pile-{group}").inner_text()

    async def _has_open(self, number: str) -> bool:
        """Whether the ticket lies before her as it is now, and her session is not over."""
        if not self.page.url.endswith(number) or self._looked_at is None:
            return False
        shown = await self.page.locator("article.ticket").get_attribute("data-version")
        is_new = shown == str((await self.city.stored(number)).version)
        return is_new and self.city.clock.at - self._looked_at < STAYS_SIGNED_IN

    async def _form(self, move: Move) -> Locator:
        fold = self.page.locator(f"details#move-{move.value}")
        if await fold.count():
            if await fold.get_attribute("open") is None:
                await fold.locator("summary").first.click()
            return fold.locator("form")
        return self.page.locator(f'form[action$="/moves/{move.value}"]')


@dataclass
class Office:
    """All who work; browsers are opened as they are needed."""

    city: City
    chromium: Browser
    _workers: dict[str, Worker] = field(default_factory=dict)

    async def get(self, login: str) -> Worker:
        """Somebody at her desk."""
        if login not in self._workers:
            width, height = DESKTOP
            context = await self.chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            context.set_default_timeout(PATIENCE_MS)
            clerk = Clerk(await context.new_page(), self.city.url)
            clerk.listen()
            self._workers[login] = Worker(self.city, clerk, login)
        return self._workers[login]

    async def accepts(self, number: str, department: str) -> None:
        """The hotline takes a demand and hands it over."""
        operator = await self.get("operator")
        await operator.makes(number, Move.ACCEPT)
        await operator.makes(number, Move.DISPATCH, department=department)

    async def answers(self, number: str, by: str, answer: str, result: Result = Result.SOLVED) -> None:
        """A department that has signed answers, the hotline finds nothing wrong with it and releases it."""
        await (await self.get(by)).makes(number, Move.SUBMIT_ANSWER, answer=answer, result=result)
        operator = await self.get("operator")
        await operator.looks_at(number)
        await expect(operator.page.locator(".checks")).to_contain_text("都通过了")
        await operator.makes(number, Move.RELEASE)

    async def rest(self, login: str) -> bool:
        """Whether nothing is left for somebody to do."""
        return "手上没有待办" in await (await self.get(login)).opens()

    async def go_home(self) -> None:
        """At the end no page may have complained, or asked anybody but our own server."""
        for worker in self._workers.values():
            await worker.page.context.close()
        assert {worker.login: worker.clerk.complaints for worker in self._workers.values()} == {
            worker.login: [] for worker in self._workers.values()
        }


@asynccontextmanager
async def office_of(city: City, chromium: Browser) -> AsyncIterator[Office]:
    """The staff for as long as the block lasts."""
    office = Office(city, chromium)
    try:
        yield office
    finally:
        await office.go_home()
