"""What keeps people from misunderstanding each other, on a desk and a phone in a real browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from browser import DESK_SIZE, PHONE_SIZE, Watched, chromium, open_context, open_page
from playwright.async_api import Browser, expect
from stage import invitation_code, tell_client

from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
async def plain() -> AsyncIterator[Browser]:
    """A browser without any microphone."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def desk(plain: Browser, fake_server: RunningServer) -> AsyncIterator[Watched]:
    """A desk in a new conversation between English and Portuguese."""
    context = await open_context(plain, DESK_SIZE)
    desk = await open_page(context, f"{fake_server.url}/desk#key={fake_server.secret}")
    staff, client = desk.page.locator("fieldset").nth(0), desk.page.locator("fieldset").nth(1)
    await staff.get_by_text("English", exact=True).click()
    await client.get_by_text("português", exact=True).click()
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    await desk.wait_for_text("Not listening")
    yield desk
    await context.close()


@pytest.fixture
async def welcomed(
    plain: Browser, fake_server: RunningServer, desk: Watched
) -> AsyncIterator[Watched]:
    """A phone that has joined and has not said yet that it understood."""
    code = await invitation_code(desk)
    context = await open_context(plain, PHONE_SIZE, locale="pt-PT")
    phone = await open_page(context, f"{fake_server.url}/join")
    await phone.page.locator("#code").fill(code)
    await phone.page.locator("form button").click()
    await phone.wait_for_text("Um computador traduz")
    yield phone
    await context.close()


@pytest.fixture
async def phone(welcomed: Watched) -> Watched:
    """A phone that reads along."""
    await welcomed.page.get_by_role("button", name="Compreendo").click()
    return welcomed


async def say(desk: Watched, text: str) -> None:
    field = desk.page.get_by_placeholder("Type in English")
    await field.fill(text)
    await desk.page.get_by_role("button", name="Send").click()
    await expect(field).to_have_value("")


async def correct(desk: Watched, text: str) -> None:
    await desk.page.get_by_role("button", name="Correct this text").first.click()
    await desk.page.get_by_label("Corrected text").fill(text)
    await desk.page.get_by_role("button", name="Save correction").click()


async def test_correction_is_seen_on_the_phone_and_the_desk_knows_the_former_text(
    desk: Watched, phone: Watched
) -> None:
    await say(desk, "Good mourning")
    await phone.wait_for_text("Good mourning")
    await correct(desk, "Good morning")
    line = phone.page.locator("main .line")
    await expect(line).to_contain_text("Good morning")
    await expect(line).to_contain_text("corrigido")
    former = desk.page.locator("details.former")
    await expect(former.get_by_text("Good mourning")).to_be_hidden()
    await former.locator("summary").filter(visible=True).click()
    await expect(former.get_by_text("Good mourning")).to_be_visible()
    await correct(desk, "Good evening")
    versions = former.locator("li").filter(visible=True)
    await expect(versions.locator("p[lang]")).to_have_text(
        ["Good mourning", "Good morning", "Good evening"]
    )
    await expect(versions.last).to_contain_text(re.compile(r"\d:\d\d you"))
    assert not desk.problems


async def test_pencil_that_is_first_pressed_without_a_network_says_so_and_works_later(
    desk: Watched,
) -> None:
    await say(desk, "Good day")
    pencil = desk.page.get_by_role("button", name="Correct this text")
    cell = desk.page.locator(".cell[data-origin=typed]")
    await desk.page.context.set_offline(True)
    await pencil.click()
    await expect(cell.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    await expect(cell.locator(".committed")).to_have_text("Good day")
    await expect(cell.locator("form")).to_have_count(0)
    await desk.page.context.set_offline(False)
    await pencil.click()
    await expect(cell.get_by_role("textbox")).to_have_value("Good day")
    await expect(cell.get_by_role("alert")).to_have_count(0)
    assert not [problem for problem in desk.problems if problem.startswith("script")]


async def test_check_shows_the_translation_back_until_the_translation_changes(
    desk: Watched, phone: Watched
) -> None:
    await say(desk, "Good day")
    await desk.page.get_by_role("button", name="Check").click()
    check = desk.page.locator(".check-result", has_text="a check, not a proof")
    await expect(check).to_contain_text("Good day")
    await expect(check.locator(".check-text")).to_have_attribute("lang", "en")
    assert "a check" not in await phone.text()
    await correct(desk, "Good evening")
    await expect(check).to_have_count(0)


async def test_own_long_or_idiomatic_turns_get_a_hint(desk: Watched) -> None:
    await say(desk, "It is a piece of cake.")
    await desk.wait_for_text("“piece of cake” may not survive the translation")
    await say(desk, "It costs 12 euros.")
    await desk.wait_for_text("Numbers and dates: read them back.")
    await say(desk, "word " * 30)
    await desk.wait_for_text("A long turn.")
    await say(desk, "Welcome.")
    await expect(desk.page.locator(".cell-hint").filter(visible=True)).to_have_count(3)
