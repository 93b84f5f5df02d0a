"""Small screens, large text, dark rooms."""

import pytest

from tests.browser.conftest import Come
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
QUESTIONS = ("身份证丢失补领要带什么", "身份证丢失补领在哪办", "身份证", "我家厨房着火了，快来人")
"""A long answer with lists, one with opening hours, a question back with its options, an emergency."""

FINGER_PX = 44
READABLE = 4.5
"""Contrast of text to its ground, WCAG 2.2 AA."""

CONTRAST = """selectors => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = element => {
    const colour = parse(getComputedStyle(element).backgroundColor);
    return (colour.length === 3 || colour[3] > 0.99) || !element.parentElement ? colour : ground(element.parentElement);
  };
  return Object.fromEntries(selectors.map(selector => {
    const element = document.querySelector(selector);
    const [text, under] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    return [selector, (Math.max(text, under) + 0.05) / (Math.min(text, under) + 0.05)];
  }));
}"""
TEXTS = [
    ".head-name", ".head-button", ".hotline", ".who", ".body-citizen", ".line-guide .body p", ".heading-item",
    ".heading-department", ".source", ".source .tel", ".choice", ".choice-quiet", ".alarm-title", ".call",
    ".line-emergency .body > p", ".composer-send", ".composer-text",
]  # fmt: skip


async def walk(visitor: Visitor) -> None:
    """Ask everything."""
    for question in QUESTIONS:
        await visitor.ask(question)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (640, 320)])
async def test_nothing_sticks_out_sideways(come: Come, width: int, height: int) -> None:
    """No horizontal scrolling on a phone, upright or on its side, whatever the size of the text."""
    visitor = await come(width=width, height=height, reads_notice=False)
    sticks_out = {"first screen": await visitor.overflow()}
    await walk(visitor)
    for size in ("大字", "更大", "还原"):
        sticks_out[f"before {size}"] = await visitor.overflow()
        await visitor.press_tool(size)
    assert {where: pixels for where, pixels in sticks_out.items() if pixels > 0} == {}


async def test_the_field_and_the_newest_answer_share_a_small_screen(come: Come) -> None:
    """On 320 x 640 with the largest text an answer is in view above the field."""
    visitor = await come(width=320, height=640)
    await visitor.page.click("#text-size")
    await visitor.page.click("#text-size")
    await visitor.ask(QUESTIONS[0])
    foot = await visitor.page.locator("#foot").bounding_box()
    answer = await visitor.page.locator(".line-guide").bounding_box()
    assert foot is not None
    assert answer is not None
    assert foot["y"] + foot["height"] <= 640 + 1
    assert answer["y"] < foot["y"] - 200


async def test_the_size_of_the_text_is_kept(visitor: Visitor) -> None:
    """大字, 更大, 还原: three sizes in turn, kept over a reload."""
    sizes = []
    for _ in range(3):
        sizes.append(await visitor.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
        await visitor.page.click("#text-size")
    assert sizes == sorted(set(sizes))
    await visitor.page.click("#text-size")
    await visitor.page.reload()
    await visitor.page.wait_for_selector("html.ready")
    kept = await visitor.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert kept == sizes[1]
    assert "更大" in await visitor.page.inner_text("#text-size")


async def test_the_beginning_of_a_long_answer_is_in_view(come: Come) -> None:
    """One reads from the top: a long answer does not start above the edge of the screen."""
    visitor = await come(width=320, height=640)
    await visitor.ask(QUESTIONS[0])
    top = await visitor.page.locator("#main").evaluate("e => e.getBoundingClientRect().top")
    heading = await visitor.page.locator(".line-guide h2").bounding_box()
    assert heading is not None
    assert heading["y"] >= top


async def test_everything_to_press_is_as_large_as_a_finger(come: Come) -> None:
    """Buttons and the large telephone links are 44 pixels high and wide at least."""
    visitor = await come(width=320, height=640)
    await walk(visitor)
    small = await visitor.page.evaluate(
        "px => [...document.querySelectorAll('button, a.call')].filter(e => e.offsetParent !== null)"
        ".filter(e => e.offsetHeight < px || e.offsetWidth < px).map(e => e.innerText)",
        FINGER_PX,
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(come: Come, scheme: str) -> None:
    """Contrast 4.5 or more, by day and by night."""
    visitor = await come(color_scheme=scheme)
    await walk(visitor)
    contrast: dict[str, float] = await visitor.page.evaluate(CONTRAST, TEXTS)
    assert {selector: round(value, 2) for selector, value in contrast.items() if value < READABLE} == {}
