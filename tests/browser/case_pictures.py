"""Pictures of telling moments, for eyes: only if the variable SCREENSHOTS names a folder."""

import os
from pathlib import Path

from playwright.async_api import Page

SIZES = {"desktop": (1366, 768), "phone": (390, 844)}


async def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """The page on a desktop and on a phone; `whole` also shows what lies below the fold."""
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    before = page.viewport_size
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.wait_for_timeout(150)
        await page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=whole)
    if before:
        await page.set_viewport_size(before)
