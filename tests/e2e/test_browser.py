"""The browser of the tests: it draws pages and nothing around them."""

from __future__ import annotations

import psutil
import pytest
from browser import DESK_SIZE, chromium, open_context

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

SWITCH = "--disable-features="


async def test_a_window_has_a_page_and_no_bar_that_is_a_page_too() -> None:
    async with chromium() as browser:
        context = await open_context(browser, DESK_SIZE)
        page = await context.new_page()
        await page.goto("data:text/html,<title>Desk</title>")
        session = await browser.new_browser_cdp_session()
        listed = await session.send("Target.getTargets", {"filter": [{}]})
        kinds = {target["type"] for target in listed["targetInfos"]}
    assert "page" in kinds
    assert "browser_ui" not in kinds


def lists_of_browsers() -> dict[int, list[list[str]]]:
    """What every browser of this process was told to switch off, by process."""
    return {
        process.pid: [
            one.removeprefix(SWITCH).split(",") for one in command if one.startswith(SWITCH)
        ]
        for process in psutil.Process().children(recursive=True)
        if "--remote-debugging-pipe" in (command := process.cmdline())
    }


async def test_what_playwright_switches_off_stays_off() -> None:
    of_others = lists_of_browsers().keys()
    async with chromium():
        (lists,) = [told for pid, told in lists_of_browsers().items() if pid not in of_others]
    playwright, counts = lists
    of_other_browsers = {name for name in playwright if name.startswith("ms")}
    assert set(playwright) - of_other_browsers <= set(counts)
