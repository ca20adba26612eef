"""The client's screen: size by the screen, six utterances in view, turned, mirrored, remembered."""

from __future__ import annotations

import pytest
from browser import DISPLAY_SIZE, Watched
from playwright.async_api import expect
from reader_screens import display_controls, display_quiet
from screens import SCREENS
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

LINE = "Ottakaa mukaan henkilökortti ja kirjeenne."
"""42 characters, as long as a line of captions may be."""
_LINES = "text => Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight))"


@pytest.fixture(autouse=True)
def full_hd(stage: Stage) -> None:
    stage.seen = Seen(size=DISPLAY_SIZE, staff_lang="en", client_lang="fi")


async def height_px(display: Watched) -> float:
    size = "text => parseFloat(getComputedStyle(text).fontSize)"
    return float(await display.page.locator(".caption-text").first.evaluate(size))


async def test_six_utterances_of_a_line_are_in_view(stage: Stage) -> None:
    display = await display_quiet(stage)
    for number in range(8):
        await stage.say(f"{LINE[:-1]}{number}", by_client=True)
    await expect(display.page.locator(".line")).to_have_count(8)
    assert await height_px(display) == 66
    for number in range(2, 8):
        line = display.page.locator(".caption-text").nth(number)
        await expect(line).to_be_in_viewport(ratio=1)
        assert await line.evaluate(_LINES) == 1


async def test_screen_turns_and_mirrors_and_remembers_both(stage: Stage) -> None:
    display = await display_controls(stage)
    for pressed in await display.page.locator(".view-controls [aria-pressed]").all():
        await pressed.click()
    await display.page.locator(".view-controls input").fill("126")
    await display.page.reload()
    await display.page.locator(".line").first.wait_for()
    main = display.page.locator("#main")
    assert await main.evaluate("main => getComputedStyle(main).rotate") == "180deg"
    assert await main.evaluate("main => getComputedStyle(main).scale") == "-1 1"
    assert await height_px(display) == 126
    kept = await display.page.evaluate("sessionStorage.getItem('tulkki.look')")
    assert kept == '{"turned":true,"mirrored":true,"sizePx":126}'


async def test_writing_in_two_directions_stays_apart(stage: Stage) -> None:
    stage.seen = Seen(size=DISPLAY_SIZE, staff_lang="en", client_lang="ar")
    display = await SCREENS["display-quiet"](stage)
    await stage.say("رقم الحافلة 550 و Kela هنا", by_client=True)
    text = display.page.locator(".caption-text")
    await expect(text).to_have_attribute("dir", "rtl")
    await expect(text).to_have_text("رقم الحافلة 550 و Kela هنا")
