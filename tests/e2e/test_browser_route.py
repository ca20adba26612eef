"""What the pages tell of a translation's way, with real models of both kinds."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from importlib.util import find_spec

import pytest
from browser import DESK_SIZE, PHONE_SIZE, Watched, chromium, open_context, open_page
from playwright.async_api import Browser, expect
from stage import tell_client
from visit import Visit, visit

from benchmarks.server import RunningServer

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.weights,
    pytest.mark.timeout(600),
    pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra marian"),
]


@pytest.fixture(scope="module")
async def plain() -> AsyncIterator[Browser]:
    """A browser without any microphone."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def visitor(marian_server: RunningServer) -> AsyncIterator[Visit]:
    async with visit(marian_server.url, marian_server.secret) as staff:
        yield staff


async def set_up(browser: Browser, server: RunningServer, staff: str, client: str) -> Watched:
    """A desk whose pair is chosen."""
    context = await open_context(browser, DESK_SIZE)
    desk = await open_page(context, f"{server.url}/desk#key={server.secret}")
    sides = desk.page.locator("fieldset")
    await sides.nth(0).get_by_text(staff, exact=True).click()
    await sides.nth(1).get_by_text(client, exact=True).click()
    return desk


async def say(desk: Watched, text: str) -> None:
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    await desk.wait_for_text("Not listening")
    await desk.page.locator(".typed-turn input").fill(text)
    await desk.page.get_by_role("button", name="Send").click()


async def end(desk: Watched) -> None:
    """Leave the place in the server to the next test."""
    await desk.page.get_by_role("button", name="End", exact=True).click()
    await desk.page.get_by_role("button", name="End and forget").click()
    await desk.wait_for_text("Forgotten")


async def test_letter_and_way_are_told_before_the_conversation(
    plain: Browser, marian_server: RunningServer
) -> None:
    desk = await set_up(plain, marian_server, "English", "português")
    expected = desk.page.get_by_role("list", name="What to expect of the translation")
    await expect(expected).to_contain_text("Good for everyday matters")
    await desk.page.locator("fieldset").nth(0).get_by_text("suomi", exact=True).click()
    await expect(expected).to_contain_text("Quality not measured")
    await expect(expected).to_contain_text("by way of English")


async def test_way_is_told_in_the_language_of_each_page(
    plain: Browser, marian_server: RunningServer, visitor: Visit
) -> None:
    desk = await set_up(plain, marian_server, "suomi", "português")
    await say(desk, "Hyvää huomenta.")
    await desk.wait_for_text("Bom dia.")
    await expect(desk.page.locator(".route:visible")).to_have_text("by way of English")

    remembered = await desk.page.evaluate("sessionStorage.getItem('tulkki.desk')")
    code = (await visitor.invite(json.loads(remembered)["running"]["id"]))["code"]
    context = await open_context(plain, PHONE_SIZE, locale="pt-PT")
    phone = await open_page(context, f"{marian_server.url}/join")
    await phone.page.locator("#code").fill(code)
    await phone.page.get_by_role("button", name="Entrar").click()
    await phone.page.get_by_text("português", exact=True).click()
    await phone.page.get_by_role("button", name="Compreendo").click()
    await phone.wait_for_text("Bom dia.")
    await expect(phone.page.locator(".route:visible")).to_have_text("via inglês")
    assert not [problem for problem in desk.problems + phone.problems if "script" in problem]
    await end(desk)


async def test_doubtful_translation_is_marked_and_said_so(
    plain: Browser, marian_server: RunningServer
) -> None:
    desk = await set_up(plain, marian_server, "English", "suomi")
    await say(desk, "Good morning.")
    await desk.wait_for_text("Hyvää huomenta.")
    await expect(desk.page.locator(".is-unsure")).to_have_count(0)
    await desk.page.locator(".typed-turn input").fill("Nobody ever said these words to anybody.")
    await desk.page.get_by_role("button", name="Send").click()
    await desk.wait_for_text("is not sure of this translation")
    await expect(desk.page.locator(".is-unsure")).to_have_count(1)
    await end(desk)
