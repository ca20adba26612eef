"""A visit in a real browser: a microphone, the desk, the client's screen and a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from browser import (
    DESK_SIZE,
    DISPLAY_SIZE,
    PHONE_SIZE,
    Watched,
    chromium,
    open_context,
    open_page,
    watch,
)
from pictures import picture
from playwright.async_api import Browser, BrowserContext, expect
from stage import tell_client

from benchmarks.audio import write_wav
from benchmarks.corpus import joined, librivox_sentences
from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.weights, pytest.mark.timeout(300)]

SPOKEN = "how much there might be"
"""Of the first sentence; whisper-base never gets it wrong."""
TRANSLATED = "John Dashwood"


@pytest.fixture(scope="module")
async def talking(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser into whose microphone five sentences are read."""
    recording = tmp_path_factory.mktemp("microphone") / "speech.wav"
    write_wav(recording, joined(librivox_sentences()))
    async with chromium(microphone=recording) as browser:
        yield browser


async def open_desk(context: BrowserContext, server: RunningServer) -> Watched:
    """A desk that listens."""
    desk = await open_page(context, f"{server.url}/desk#key={server.secret}")
    start = desk.page.get_by_role("button", name="Start the conversation")
    await start.wait_for()
    assert "#" not in desk.page.url, "the secret stays in the address bar"
    await picture(desk, "desk-setup")
    await start.click()
    await tell_client(desk)
    return desk


async def open_display(context: BrowserContext, desk: Watched) -> Watched:
    """The client's screen, opened from the desk."""
    async with context.expect_page() as popup:
        await desk.page.get_by_role("button", name="Client screen").click()
    display = watch(await popup.value)
    await display.page.set_viewport_size({"width": DISPLAY_SIZE[0], "height": DISPLAY_SIZE[1]})
    return display


async def open_phone(context: BrowserContext, desk: Watched, server: RunningServer) -> Watched:
    """A phone that has joined by code and accepted the notice."""
    await desk.page.get_by_role("button", name="Invite a phone").click()
    await desk.page.locator(".code").wait_for()
    await picture(desk, "desk-invitation")
    code = "".join((await desk.page.locator(".code").inner_text()).split())
    await desk.page.get_by_role("button", name="Close").click()
    phone = await open_page(context, f"{server.url}/join")
    await phone.page.locator("#code").fill(code.lower())
    await phone.page.locator("form button").click()
    await phone.wait_for_text("Um computador traduz")
    await picture(phone, "phone-notice")
    await phone.page.locator("button.button-primary").click()
    return phone


async def third_line(watched: Watched) -> None:
    """Return once the third sentence is on the page."""
    await expect(watched.page.locator(".captions .line").nth(2)).to_be_visible(timeout=120_000)


async def end(desk: Watched) -> None:
    await desk.page.get_by_role("button", name="Stop listening").click()
    await desk.page.get_by_role("button", name="End", exact=True).click()
    await desk.page.get_by_role("button", name="End and forget").click()
    await desk.wait_for_text("Forgotten")


async def require_forgotten(watched: Watched) -> None:
    await expect(watched.page.get_by_text(TRANSLATED)).to_have_count(0)
    assert SPOKEN not in await watched.text()
    stored = await watched.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Dashwood" not in stored


async def test_speech_appears_on_desk_display_and_phone_and_is_forgotten(
    talking: Browser, real_server: RunningServer
) -> None:
    staff = await open_context(talking, DESK_SIZE)
    client = await open_context(talking, PHONE_SIZE, locale="pt-PT")
    desk = await open_desk(staff, real_server)
    display = await open_display(staff, desk)
    phone = await open_phone(client, desk, real_server)

    await desk.wait_for_text(SPOKEN, seconds=120)
    for watched in (desk, display, phone):
        await watched.wait_for_text(TRANSLATED)
    assert SPOKEN not in await display.text()
    await picture(desk, "desk-speaking")
    await picture(display, "display-speaking")
    await picture(phone, "phone-speaking")

    await display.page.reload()
    await display.wait_for_text(TRANSLATED)
    await client.set_offline(True)
    await third_line(desk)
    await client.set_offline(False)
    await third_line(phone)

    await end(desk)
    for watched in (desk, display, phone):
        await require_forgotten(watched)
    assert desk.problems == []
    assert display.problems == []
    await staff.close()
    await client.close()
