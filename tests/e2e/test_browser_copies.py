"""Staff and client take the text along, in real browsers: before the end, and while it is kept."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import docx
import pytest
from browser import DESK_SIZE, PHONE_SIZE, Watched, chromium, open_context, open_page
from pictures import picture
from playwright.async_api import Browser, Locator, expect
from retaining import retaining_server
from stage import invitation_code, tell_client

from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

HOSTILE = "<img src=x onerror=alert(1)> \u202e =1+1"


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningServer]:
    async with retaining_server(tmp_path_factory.mktemp("retaining"), 1) as server:
        yield server


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def open_desk(browser: Browser, server: RunningServer) -> Watched:
    """A desk in whose conversation something was typed."""
    context = await open_context(browser, DESK_SIZE)
    desk = await open_page(context, f"{server.url}/desk#key={server.secret}")
    await desk.wait_for_text("The text is kept for one hour")
    await picture(desk, "desk-setup-retention")
    await desk.page.locator(".setup-start .button-primary").click()
    await expect(desk.page.locator(".dock .ai")).to_contain_text("the text is kept for one hour")
    await tell_client(desk)
    turn = desk.page.locator(".typed-turn")
    await turn.locator("input").fill(HOSTILE)
    await turn.locator("button").click()
    await expect(desk.page.locator(".cell[data-origin=translated]")).to_have_count(1)
    return desk


async def open_phone(browser: Browser, desk: Watched, server: RunningServer) -> Watched:
    """A phone that has come in by the code."""
    code = await invitation_code(desk)
    phone = await open_page(await open_context(browser, PHONE_SIZE), f"{server.url}/join")
    await phone.page.locator("#code").fill(code)
    await phone.page.locator(".code-form button").click()
    await phone.wait_for_text("The text is kept for one hour")
    await expect(phone.page.locator(".opening-words")).to_contain_text("Your voice is not recorded")
    await picture(phone, "phone-welcome-retention")
    await phone.page.locator(".welcome .button-primary").click()
    await phone.page.locator(".line").first.wait_for()
    return phone


async def downloaded(watched: Watched, button: Locator) -> bytes:
    """The file that a click brings."""
    async with watched.page.expect_download() as download:
        await button.click()
    path = await (await download.value).path()
    return path.read_bytes()


def texts(content: bytes) -> str:
    """Everything in a document."""
    document = docx.Document(io.BytesIO(content))
    return "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)


async def test_both_sides_take_the_text_along_before_and_after_the_end(
    browser: Browser, server: RunningServer
) -> None:
    desk = await open_desk(browser, server)
    phone = await open_phone(browser, desk, server)

    await desk.page.locator(".action-down").click()
    formats = desk.page.locator("dialog[open] .export-formats button")
    assert "<img src=x" in texts(await downloaded(desk, formats.first))
    assert "<img src=x" in (await downloaded(desk, formats.nth(1))).decode()
    await desk.page.get_by_role("button", name="A copy for the client").click()
    await expect(desk.page.locator(".export-offer img")).to_be_visible()
    await picture(desk, "desk-export")
    await desk.page.locator("dialog[open] .dialog-buttons button").click()

    await phone.page.locator(".copy-button").click()
    await picture(phone, "phone-copy")
    copies = phone.page.locator("dialog[open] .copy-buttons button")
    assert "<img src=x" in texts(await downloaded(phone, copies.first))
    await phone.page.locator("dialog[open] .dialog-buttons button").click()

    await desk.page.locator(".action-end").click()
    await desk.page.locator("dialog[open] .button-danger").click()
    await desk.wait_for_text("The conversation has ended")
    await desk.page.locator(".kept .export-formats").wait_for()
    await picture(desk, "desk-kept")
    assert "<img src=x" in texts(await downloaded(desk, formats_of(desk).first))
    await desk.page.reload()
    await desk.page.locator(".kept .export-formats").wait_for()

    kept = phone.page.locator(".kept .copy-buttons button")
    await kept.first.wait_for()
    await phone.wait_for_text("The text is kept for one hour")
    assert desk.problems == phone.problems == []
    await phone.page.reload()
    await kept.first.wait_for()
    await picture(phone, "phone-kept")
    assert "<img src=x" in texts(await downloaded(phone, kept.first))

    await phone.page.get_by_role("button", name="Delete the text now").click()
    await phone.wait_for_text("The text is gone from this device and from the service")
    assert await phone.page.locator(".kept").count() == 0
    await formats_of(desk).first.click()
    await desk.wait_for_text("There is no text to copy")
    await desk.page.reload()
    await desk.wait_for_text("Forgotten")
    assert await desk.page.locator(".kept").count() == 0


def formats_of(desk: Watched) -> Locator:
    return desk.page.locator(".kept .export-formats button")


async def test_link_gives_one_copy_to_whoever_scans_it(
    browser: Browser, server: RunningServer
) -> None:
    desk = await open_desk(browser, server)
    await desk.page.locator(".action-down").click()
    async with desk.page.expect_response("**/copies") as offered:
        await desk.page.get_by_role("button", name="A copy for the client").click()
    link = (await (await offered.value).json())["link"].replace("localhost", "127.0.0.1")
    phone = await open_page(await open_context(browser, PHONE_SIZE, locale="ar"), link)
    buttons = phone.page.locator(".copy-buttons button")
    await buttons.first.wait_for()
    assert "#" not in phone.page.url
    assert await phone.page.evaluate("document.documentElement.dir") == "rtl"
    await picture(phone, "phone-copy-link-ar")
    assert "<img src=x" in texts(await downloaded(phone, buttons.first))
    await expect(buttons.first).to_be_disabled()
    assert desk.problems == phone.problems == []
    again = await open_page(await open_context(browser, PHONE_SIZE), link)
    await again.page.locator(".copy-buttons button").first.click()
    await again.wait_for_text("There is no copy of this conversation")
