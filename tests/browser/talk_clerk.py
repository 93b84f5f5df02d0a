"""An operator at the live desk, and the citizens who wait for her."""

from playwright.async_api import expect

from bot.domain.handoff.handoff import Reason
from tests.browser.desk_clerk import Clerk
from tests.integration.consoles.talk_office import TalkOffice

DESK = "/desk/talks/"


def queued(office: TalkOffice, count: int) -> None:
    """Citizens on two channels who want a person, the last of them in an emergency."""
    for at in range(1, count + 1):
        conversation = f"{'web' if at % 2 else 'telegram'}:{at}"
        office.talks.hear(conversation, "citizen", f"第{at}位市民的问题")
        office.talks.hear(conversation, "assistant", "请说明是哪项业务。")
        office.talks.ask(conversation, Reason.EMERGENCY if at == count else Reason.ASKED)
        office.clock.move(seconds=30)


async def taken(clerk: Clerk, number: int) -> None:
    """Take the next; the talk is there with what was said, and the cursor stands in its box."""
    await clerk.press("Alt+t")
    await expect(clerk.page.locator(f"#say-{number}")).to_be_focused()
    await expect(clerk.page.locator(f'.pane[data-number="{number}"] .log')).to_contain_text("的问题")


def said(office: TalkOffice, number: int) -> list[str]:
    """What staff said in a talk."""
    conversation = office.talks.talks[number].conversation
    return [line.text for line in office.talks.said[conversation] if line.by not in {"citizen", "assistant"}]
