"""After a visit no word of it is left: not in the pages, the browser's profile, the database or
the files and the log of the server.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from browser import CHROMIUM, PHONE_SIZE, QUIET, Watched, open_page, watch
from playwright.async_api import BrowserContext, async_playwright, expect
from retaining import retaining_server
from stage import tell_client
from visit import Visit, visit

from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

_STORED = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie, location.href, document.title,
  history.state, await indexedDB.databases(), await caches.keys(),
  document.documentElement.outerHTML,
  [...document.querySelectorAll('input, textarea')].map((field) => field.value),
])"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Where the browser keeps what it keeps."""
    return tmp_path / "profile"


@pytest.fixture
async def context(profile: Path) -> AsyncIterator[BrowserContext]:
    """A browser like one that people use: with a profile on disk, and not in private."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=list(QUIET), locale="en-GB"
        )
        yield context
        await context.close()


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    """Its database, log and temporary files are in one folder; its desk keeps no text."""
    folder = tmp_path / "server"
    folder.mkdir()
    async with retaining_server(folder, 0) as server:
        yield server


async def heap(watched: Watched) -> str:
    """Everything that the scripts of a page still hold."""
    session = await watched.page.context.new_cdp_session(watched.page)
    pieces: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda told: pieces.append(told["chunk"]))
    await session.send("HeapProfiler.collectGarbage")
    await session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    await session.detach()
    return "".join(pieces)


async def holds(watched: Watched, word: str) -> bool:
    """Whether a page has a word anywhere: shown, stored or held by its scripts."""
    stored = await watched.page.evaluate(_STORED)
    return word in stored or word in await heap(watched)


def files_with(folder: Path, word: str) -> list[Path]:
    """Files in which a word stands, in the encodings in which programs write text."""
    written = [word.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
        for content in [file.read_bytes()]
        if any(one in content for one in written)
    ]


async def test_no_word_is_left_on_disk_or_in_a_page(
    context: BrowserContext, server: RunningServer, profile: Path, tmp_path: Path
) -> None:
    word = secrets.token_hex(12)
    async with visit(server.url, server.secret) as staff:
        desk, _, phone = pages = await three_pages(context, server, staff)
        await type_turn(desk, f"first {word}")
        await type_turn(phone, f"second {word}")
        await write(desk, f"third {word}, which is never sent")
        for watched in pages:
            await expect(watched.page.locator(".captions .line")).to_have_count(2)
            assert await holds(watched, word), "nothing is found where there is something"
        conversation = f"/conversations/{await running(desk)}"
        for file_format in ("txt", "docx"):
            copy = await staff.staff("GET", f"{conversation}/export?format={file_format}")
            assert copy.status_code == 200
        assert (await staff.staff("DELETE", conversation)).is_success
        for watched in pages:
            await expect(watched.page.locator(".captions .line")).to_have_count(0)
            assert not await holds(watched, word)
    assert files_with(tmp_path / "server", word) == []
    await context.close()
    assert files_with(profile, word) == []


async def three_pages(
    context: BrowserContext, server: RunningServer, staff: Visit
) -> tuple[Watched, Watched, Watched]:
    """A desk with a conversation, the client's screen, and a phone that has joined."""
    desk = await open_page(context, f"{server.url}/desk#key={server.secret}")
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    async with context.expect_page() as popup:
        await desk.page.get_by_role("button", name="Client screen").click()
    display = watch(await popup.value)
    link = (await staff.invite(await running(desk)))["link"]
    phone = await open_page(context, f"{server.url}/join#{link.partition('#')[2]}")
    await phone.page.set_viewport_size({"width": PHONE_SIZE[0], "height": PHONE_SIZE[1]})
    await phone.page.locator("button.button-primary").click()
    return desk, display, phone


async def running(desk: Watched) -> str:
    """The conversation of a desk."""
    await desk.page.get_by_role("button", name="End", exact=True).wait_for()
    return str(
        await desk.page.evaluate("JSON.parse(sessionStorage.getItem('tulkki.desk')).running.id")
    )


async def write(watched: Watched, text: str) -> None:
    """Type key by key: what is handed over whole stays in the heap of the page."""
    await watched.page.locator(".typed-turn input").first.click()
    await watched.page.keyboard.type(text)


async def type_turn(watched: Watched, text: str) -> None:
    """Type a turn and send it."""
    await write(watched, text)
    await watched.page.keyboard.press("Enter")
