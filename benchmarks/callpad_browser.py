"""From the last key to the candidates on the screen, in a real Chromium."""

from collections.abc import Sequence

from playwright.async_api import Page, async_playwright

from benchmarks.own_program import OwnProgram
from benchmarks.pad_client import LOGIN, SECRET

CHROMIUM = "/usr/bin/chromium"
WATCH = """() => {
  const heard = document.getElementById("heard"), found = document.getElementById("found");
  window.taken = [];
  let began = 0;
  heard.addEventListener("input", () => { began = performance.now(); }, true);
  new MutationObserver(() => {
    if (!began || found.dataset.text !== heard.value) return;
    const since = began;
    began = 0;
    requestAnimationFrame(() => window.taken.push(performance.now() - since));
  }).observe(found, { attributes: true, attributeFilter: ["data-text"] });
}"""
SHOWN = "document.getElementById('found').dataset.text === document.getElementById('heard').value"


async def last_keys(program: OwnProgram, texts: Sequence[str]) -> list[float]:
    """Milliseconds for each text: all but its last character stands there already, and its candidates too."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            page = await browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN", bypass_csp=True)
            await _enter(page, program)
            return [await _taken(page, text) for text in texts if len(text) > 1]
        finally:
            await browser.close()


async def _taken(page: Page, text: str) -> float:
    await page.fill("#heard", text[:-1])
    await page.wait_for_function(f"window.taken.length && {SHOWN}")
    await page.evaluate("window.taken.length = 0")
    await page.keyboard.type(text[-1])
    await page.wait_for_function("window.taken.length")
    return float(await page.evaluate("window.taken[0]"))


async def _enter(page: Page, program: OwnProgram) -> None:
    await page.goto(f"{program.base}/desk/sign-in?next=/desk/calls/")
    await page.fill("#login", LOGIN)
    await page.fill("#password", SECRET)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#heard")
    await page.wait_for_selector("html.ready")
    await page.evaluate(WATCH)
