"""An operator's seat at the live desk, and what was said on both sides of all talks of a day."""

from dataclasses import dataclass, field

from playwright.async_api import Page, expect

from tests.browser.case_citizen import Citizen
from tests.browser.case_clerk import Worker
from tests.browser.talk_clerk import DESK


@dataclass
class Talks:
    """The citizens by the numbers of their talks; each line by who said it, in its order."""

    citizens: dict[int, Citizen]
    told: dict[int, list[str]] = field(default_factory=dict)
    heard: dict[int, list[str]] = field(default_factory=dict)

    async def all_is_said_once(self, reader: Worker) -> None:
        """Each line stands once where it belongs, at the citizen's and in the record, and nowhere else."""
        everything = [line for lines in self.told.values() for line in lines]
        for number, citizen in self.citizens.items():
            told = self.told[number]
            found = {line: sum(line in text for text in await citizen.bubbles()) for line in everything}
            assert found == {line: told.count(line) for line in everything}, number
            await reader.opens(f"{DESK}{number}")
            log = reader.page.locator(".log")
            for line in (*told, *self.heard[number]):
                await expect(log.get_by_text(line, exact=True)).to_have_count(1)


@dataclass
class Seat:
    """An operator, and the talks that lie before her; everything by keyboard."""

    worker: Worker
    talks: Talks
    mine: list[int] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The live desk."""
        return self.worker.page

    async def take(self, number: int) -> None:
        """The next in the queue, who is this one."""
        await self.worker.clerk.press("Alt+t")
        await expect(self.page.locator(f"#say-{number}")).to_be_focused()
        self.mine.append(number)

    async def turn_to(self, number: int) -> None:
        """Another of her talks."""
        await self.worker.clerk.press(f"Alt+{self.mine.index(number) + 1}")
        await expect(self.page.locator(f"#say-{number}")).to_be_focused()

    async def say(self, number: int, text: str) -> None:
        """A line, until the citizen has it."""
        await self.turn_to(number)
        await self.worker.clerk.write(text)
        await self.send(number, text)

    async def send(self, number: int, text: str) -> None:
        """What stands in the box, until the citizen has it."""
        await self.worker.clerk.press("Enter")
        sent = self.page.locator(f'.pane[data-number="{number}"] .is-mine[data-delivery]').filter(has_text=text)
        await expect(sent).to_have_count(1)
        await self.talks.citizens[number].reads(text)
        self.talks.told.setdefault(number, []).append(text)

    async def hear(self, number: int, text: str) -> None:
        """The citizen writes; it is on the desk."""
        await self.talks.citizens[number].says(text)
        await self.turn_to(number)
        log = self.page.locator(f'.pane[data-number="{number}"] .log')
        await expect(log.get_by_text(text, exact=True)).to_have_count(1)
        self.talks.heard.setdefault(number, []).append(text)

    async def pass_to(self, other: "Seat", number: int, word: str) -> None:
        """To the colleague, who reads what was said and why it comes to her."""
        await self.turn_to(number)
        await self.worker.clerk.press("Alt+x")
        await expect(self.page.locator("#transfer-to option")).to_have_count(2)
        await self.worker.clerk.press("Tab")
        await self.worker.clerk.write(word)
        await self.worker.clerk.press("Tab", "Tab", "Enter")
        await self._is_gone(number)
        await expect(other.page.locator("#waiting")).to_contain_text(f"转给您：{word}")
        await other.take(number)
        await expect(other.page.locator(f'.pane[data-number="{number}"] .summary')).to_contain_text(word)

    async def leave(self, number: int, *keys: str) -> None:
        """End a talk, or give it back; it is off her desk."""
        await self.turn_to(number)
        await self.worker.clerk.press(*keys)
        await self._is_gone(number)

    async def _is_gone(self, number: int) -> None:
        await expect(self.page.locator(f"#say-{number}")).to_have_count(0)
        self.mine.remove(number)
