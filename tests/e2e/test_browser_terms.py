"""Staff look at the terms of a conversation and add, change and remove one, in a real browser."""

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
    await expect(window.locator("td[lang]")).to_have_text(["travel card", "passe"])
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


async def test_staff_change_a_term_and_remove_it_with_keys_alone(stage: Stage) -> None:
    desk = await open_terms(stage)
    keys, window = desk.page.keyboard, desk.page.get_by_role("dialog")
    await add(desk, "travel card", "passe")
    change = window.get_by_role("button", name="Change: travel card")
    await change.press("Enter")
    await expect(window.get_by_label("English")).to_be_focused()
    await expect(window.get_by_label("English")).to_have_value("travel card")
    await window.get_by_label("português").fill("cartão")
    await keys.press("Enter")
    await expect(window.locator("td[lang]")).to_have_text(["travel card", "cartão"])
    await expect(window.get_by_role("button", name="Remove the term")).to_be_hidden()

    await change.press("Space")
    await window.get_by_role("button", name="Cancel").press("Enter")
    await expect(change).to_be_focused()
    await change.press("Enter")
    await window.get_by_role("button", name="Remove the term").press("Enter")
    await expect(window.get_by_role("status")).to_contain_text("Removed")
    await expect(window.locator("td[lang]")).to_have_count(0)
    await expect(window.get_by_label("English")).to_be_focused()
    assert desk.problems == []


async def test_a_term_of_the_desk_goes_from_it_and_one_of_others_only_from_here(
    stage: Stage,
) -> None:
    desk = await open_terms(stage)
    window = desk.page.get_by_role("dialog")
    too = window.get_by_role("button", name="For this desk, too")
    await too.click()
    await add(desk, "travel card", "passe")
    change = window.get_by_role("button", name="Change: travel card")
    await change.click()
    await expect(too).to_have_attribute("aria-pressed", "true")
    await window.get_by_role("button", name="Remove the term").click()
    await expect(window.locator("td[lang]")).to_have_count(0)

    await add(desk, "form", "formulário")
    await window.get_by_role("button", name="Change: form").click()
    await expect(too).to_have_attribute("aria-pressed", "false")
    await too.click()
    await window.get_by_role("button", name="Remove the term").click()
    await expect(window.get_by_role("status")).to_contain_text("another glossary")
    await expect(window.locator("td[lang]")).to_have_text(["form", "formulário"])
