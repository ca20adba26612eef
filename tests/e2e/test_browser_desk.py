"""The desk page in a real browser, on scripted models: trouble said in words, text never run."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from browser import DESK_SIZE, Watched, chromium, open_context, open_page
from playwright.async_api import Browser, BrowserContext, expect
from stage import tell_client
from visit import Visit

from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
async def plain() -> AsyncIterator[Browser]:
    """A browser without any microphone."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def staff(plain: Browser) -> AsyncIterator[BrowserContext]:
    context = await open_context(plain, DESK_SIZE)
    yield context
    await context.close()


async def start(context: BrowserContext, server: RunningServer) -> Watched:
    """A desk in a new conversation between English and Portuguese."""
    desk = await open_page(context, f"{server.url}/desk#key={server.secret}")
    staff, client = desk.page.locator("fieldset").nth(0), desk.page.locator("fieldset").nth(1)
    await staff.get_by_text("English", exact=True).click()
    await client.get_by_text("português", exact=True).click()
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    await desk.wait_for_text("Not listening")  # connected, and no microphone here
    return desk


async def say(desk: Watched, text: str) -> None:
    field = desk.page.get_by_placeholder("Type in English")
    await field.fill(text)
    await desk.page.get_by_role("button", name="Send").click()
    await expect(field).to_have_value("")


async def test_page_without_a_link_explains_how_to_sign_in(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    desk = await open_page(staff, f"{fake_server.url}/desk")
    await desk.wait_for_text("Sign in to your desk")


async def test_old_link_is_refused_in_words(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    desk = await open_page(staff, f"{fake_server.url}/desk#key=old")
    await desk.wait_for_text("not valid any more")


async def test_absent_microphone_is_said_and_typing_still_works(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    await staff.grant_permissions(["microphone"])
    desk = await start(staff, fake_server)
    await expect(desk.page.locator(".notice[role=alert]")).to_contain_text("microphone")
    await say(desk, "Good morning")
    await desk.wait_for_text("Good morning")
    await desk.wait_for_text("translated")


async def test_denied_microphone_is_said(staff: BrowserContext, fake_server: RunningServer) -> None:
    desk = await start(staff, fake_server)
    await expect(desk.page.locator(".notice[role=alert]")).to_contain_text("microphone")
    assert not [problem for problem in desk.problems if problem.startswith("script")]


async def test_page_without_https_says_so(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    # What browsers do over plain http off localhost: there is no navigator.mediaDevices.
    await staff.add_init_script(
        "Object.defineProperty(navigator, 'mediaDevices', {value: undefined})"
    )
    desk = await start(staff, fake_server)
    await expect(desk.page.locator(".notice[role=alert]")).to_contain_text("https")
    assert not [problem for problem in desk.problems if problem.startswith("script")]


async def test_correction_replaces_the_text_and_is_marked(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    desk = await start(staff, fake_server)
    await say(desk, "Good mourning")
    await desk.page.get_by_role("button", name="Correct this text").click()
    await desk.page.get_by_label("Corrected text").fill("Good morning")
    await desk.page.get_by_role("button", name="Save correction").click()
    await desk.wait_for_text("Good morning")
    await desk.wait_for_text("corrected")
    await expect(desk.page.locator("main").get_by_text("Good mourning")).to_be_hidden()


async def test_reload_continues_the_conversation(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    desk = await start(staff, fake_server)
    await say(desk, "Before the reload")
    await desk.wait_for_text("Before the reload")
    await desk.page.reload()
    await desk.wait_for_text("Before the reload")


async def test_second_tab_takes_over_and_the_first_says_so(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    desk = await start(staff, fake_server)
    running = await desk.page.evaluate("JSON.stringify({...sessionStorage})")
    await staff.add_init_script(
        f"for (const [k, v] of Object.entries({running})) sessionStorage.setItem(k, v)"
    )
    second = await open_page(staff, f"{fake_server.url}/desk")
    await second.page.get_by_role("button", name="End", exact=True).wait_for()
    await desk.wait_for_text("goes on in another tab")


async def test_screen_readers_hear_finals_only(
    staff: BrowserContext, fake_server: RunningServer
) -> None:
    desk = await start(staff, fake_server)
    log = desk.page.get_by_role("log")
    await expect(log).to_have_count(1)
    await say(desk, "Heard once")
    await expect(log).to_contain_text("Heard once")


@pytest.mark.parametrize("size", [(320, 640), (683, 384)], ids=["320px", "zoom200"])
async def test_narrow_page_does_not_scroll_sideways(
    plain: Browser, fake_server: RunningServer, size: tuple[int, int]
) -> None:
    context = await open_context(plain, size)
    desk = await start(context, fake_server)
    await say(desk, "A text that is long enough to need several lines on a narrow screen")
    await desk.wait_for_text("A text that is long enough")
    overflow = await desk.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    await context.close()


async def test_used_code_is_refused_on_the_phone(
    plain: Browser, fake_server: RunningServer, desk: Visit
) -> None:
    code = (await desk.invite(await desk.open()))["code"]
    await desk.come_in({"code": code})
    context = await open_context(plain, (390, 844))
    phone = await open_page(context, f"{fake_server.url}/join")
    await phone.page.locator("#code").fill(code)
    await phone.page.locator("form button").click()
    await expect(phone.page.get_by_role("alert")).to_contain_text("already used")
    await context.close()
