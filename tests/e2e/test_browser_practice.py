"""Staff practise: a recorded visit goes through the real models, marked, uncounted and unkept."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

import pytest
from browser import Watched
from playwright.async_api import Browser, expect
from screens import desk_practice
from stage import Stage, showing
from visit import Visit

from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(360)]

PATIENCE_MS = 180_000
PLAYS = "Start listening, and a recorded visit plays."
SLOW_MICROPHONE = """() => {
const { mediaDevices } = navigator;
const ask = mediaDevices.getUserMedia.bind(mediaDevices);
mediaDevices.getUserMedia = async (asked) => {
  await new Promise((opened) => { globalThis.letOpen = opened; });
  return ask(asked);
};
}"""
"""It opens when the page is told to."""


HASTY = """
const later = setTimeout;
globalThis.setTimeout = (run, ms, ...rest) => later(run, ms === 3_000 ? 0 : ms, ...rest);
"""
"""Nobody reads between two turns of the recording."""


async def expect_said(desk: Watched, side: int, origin: str, words: str) -> None:
    """A turn of one of the two, as it was said."""
    cells = desk.page.locator(f".cell:nth-child({side})[data-origin={origin}]")
    await expect(cells.filter(has_text=re.compile(words)).first).to_be_visible(timeout=PATIENCE_MS)


async def test_the_recording_is_recognized_and_translated_by_the_real_models(
    talking_browser: Browser, real_server: RunningServer, real_desk: Visit
) -> None:
    async with AsyncExitStack() as exits:
        stage = Stage(browser=talking_browser, server=real_server, staff=real_desk, exits=exits)
        desk = await desk_practice(stage)
        await expect(desk.page.locator(".practice")).to_contain_text("nothing is counted")
        await expect_said(desk, 1, "spoken", r"[Hh]ow can I help you")
        await expect_said(desk, 2, "translated", r"ajud")
        await expect_said(desk, 2, "typed", r"Perdi o meu cartão")
        await expect_said(desk, 1, "translated", r"lost my")
        await stage.adopt(desk)
        await stage.end()
        await expect(desk.page.locator(".ended")).to_contain_text("nothing of it was counted")
        await expect(desk.page.locator(".feedback-answers")).to_have_count(0)
        assert desk.problems == []


async def test_the_recording_rests_with_the_button_and_gives_way_to_the_microphone(
    stage: Stage,
) -> None:
    desk = await desk_practice(stage)
    await expect(desk.page.locator(".practice")).to_contain_text(PLAYS)
    await desk.page.locator(".listen").click()
    await showing(desk, ".listen[data-mic=paused]")
    await desk.page.locator(".practice").get_by_text("my microphone").click()
    await desk.page.locator(".listen").click()
    await showing(desk, ".listen[data-mic=listening]")
    await showing(desk, ".tentative:not(:empty)")


async def test_a_press_while_the_chosen_microphone_still_opens_listens_as_soon_as_it_can(
    stage: Stage,
) -> None:
    desk = await desk_practice(stage)
    await desk.page.locator(".listen").click()
    await showing(desk, ".listen[data-mic=paused]")
    await desk.page.evaluate(SLOW_MICROPHONE)
    await desk.page.locator(".practice").get_by_text("my microphone").click()
    await desk.page.wait_for_function("globalThis.letOpen !== undefined")
    await desk.page.locator(".listen").click()
    await desk.page.evaluate("letOpen()")
    await showing(desk, ".listen[data-mic=listening]")


async def test_the_recording_says_that_it_is_over(stage: Stage) -> None:
    desk = await desk_practice(stage, before=HASTY)
    over = desk.page.locator(".practice").get_by_text("The recording is over.")
    await expect(over).to_be_visible(timeout=PATIENCE_MS)
    await showing(desk, ".listen[data-mic=paused]")
    await expect(desk.page.locator(".cell[data-origin=typed]")).to_have_count(4)


async def test_a_recording_that_cannot_be_had_is_told(stage: Stage) -> None:
    desk = await stage.open_desk()
    await desk.page.route("**/practice/*.mp3", lambda route: route.abort())
    await desk.page.locator(".setup-practise").click()
    await expect(desk.page.locator(".notice")).to_contain_text("could not be started")
