"""Staff look at the terms of a conversation and add one, in a real browser."""

from __future__ import annotations

import pytest
from browser import Watched
from playwright.async_api import expect
from stage import Stage, tell_client

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


async def open_terms(stage: Stage) -> Watched:
    desk = await stage.open_desk()
    staff, client = desk.page.locator("fieldset").nth(0), desk.page.locator("fieldset").nth(1)
    await staff.get_by_text("English", exact=True).click()
    await client.get_by_text("português", exact=True).click()
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    await desk.page.get_by_role("button", name="Terms").click()
    await expect(desk.page.get_by_role("dialog")).to_contain_text("There are no terms yet.")
    return desk


async def add(desk: Watched, english: str, portuguese: str) -> None:
    form = desk.page.locator(".terms-form")
    await form.get_by_label("English").fill(english)
    await form.get_by_label("português").fill(portuguese)
    await form.get_by_label("português").press("Enter")


async def test_term_counts_for_the_next_words_when_staff_add_it(stage: Stage) -> None:
    desk = await open_terms(stage)
    window = desk.page.get_by_role("dialog")
    await add(desk, "travel card", "passe")
    await expect(window).to_contain_text("Counts from the next words on.")
    await expect(window.get_by_role("cell")).to_have_text(["travel card", "passe"])
    await add(desk, "Travel cards", "cartão")
    await expect(window).to_contain_text("“Travel cards” is “passe” in another entry.")
    await add(desk, "<img src=x onerror=alert(1)>", "?!")
    await expect(window).to_contain_text("The term has no letters.")
    await window.get_by_role("button", name="Close").click()

    field = desk.page.get_by_placeholder("Type in English")
    await field.fill("My travel card.")
    await desk.page.get_by_role("button", name="Send").click()
    await expect(desk.page.locator(".line").last).to_contain_text("cartão")
    assert not [problem for problem in desk.problems if problem.startswith("script")]
