"""Staff look at the terms of a conversation and add, change and remove one, in a real browser."""

from __future__ import annotations

import asyncio
import re

import pytest
from browser import Watched
from playwright.async_api import Route, expect
from stage import Stage, tell_client

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

TERMS = re.compile(r"/conversations/[^/]+/terms")


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
    await expect(window.locator("td[lang]")).to_have_count(4)
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


async def test_a_term_of_the_desk_goes_from_it_and_one_that_is_not_its_own_only_from_here(
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
    await expect(window.get_by_role("status")).to_contain_text("not in this desk’s own glossary")
    await expect(window.locator("td[lang]")).to_have_text(["form", "formulário"])


class Held:
    """Edits of terms that wait on their way, until they may go on."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go_on = asyncio.Event()

    async def hold(self, route: Route) -> None:
        if route.request.method != "GET":
            self.asked.append(route.request.method)
            await self.go_on.wait()
        await route.continue_()


async def test_what_is_typed_while_a_term_is_on_its_way_is_not_lost(stage: Stage) -> None:
    desk, held = await open_terms(stage), Held()
    window = desk.page.get_by_role("dialog")
    english, save = window.get_by_label("English"), window.locator("[type=submit]")
    await desk.page.route(TERMS, held.hold)
    await add(desk, "travel card", "passe")
    await expect(save).to_have_attribute("aria-disabled", "true")
    await save.press("Enter")
    await expect(save).to_be_focused()
    await english.fill("form")
    held.go_on.set()
    await expect(window.locator("td[lang]")).to_have_text(["travel card", "passe"])
    await expect(save).to_have_attribute("aria-disabled", "false")
    await expect(english).to_have_value("form")
    assert held.asked == ["POST"]


async def test_what_is_typed_while_a_change_is_on_its_way_changes_what_came_of_it(
    stage: Stage,
) -> None:
    desk, held = await open_terms(stage), Held()
    window = desk.page.get_by_role("dialog")
    english, save = window.get_by_label("English"), window.locator("[type=submit]")
    rows, change = window.locator("td[lang]"), window.locator("td .button")
    await add(desk, "travel card", "passe")
    await change.press("Enter")
    await desk.page.route(TERMS, held.hold)
    await english.fill("travel pass")
    await english.press("Enter")
    await expect(change).to_have_attribute("aria-disabled", "true")
    await english.fill("bus pass")
    await change.press("Enter")
    await expect(english).to_have_value("bus pass")
    held.go_on.set()
    await expect(rows).to_have_text(["travel pass", "passe"])
    await expect(save).to_have_attribute("aria-disabled", "false")
    await expect(english).to_have_value("bus pass")
    await english.press("Enter")
    await expect(rows).to_have_text(["bus pass", "passe"])
    await expect(english).to_have_value("")
    assert held.asked == ["PUT", "PUT"]


async def test_a_term_is_removed_once_however_often_that_is_pressed(stage: Stage) -> None:
    desk, held = await open_terms(stage), Held()
    window = desk.page.get_by_role("dialog")
    remove = window.get_by_role("button", name="Remove the term")
    await add(desk, "travel card", "passe")
    await window.locator("td .button").press("Enter")
    await desk.page.route(TERMS, held.hold)
    await remove.press("Enter")
    await expect(remove).to_have_attribute("aria-disabled", "true")
    await remove.press("Enter")
    held.go_on.set()
    await expect(window.get_by_role("status")).to_contain_text("Removed")
    await expect(window.locator("td[lang]")).to_have_count(0)
    assert held.asked == ["DELETE"]


async def test_what_was_done_is_told_though_the_list_cannot_be_read(stage: Stage) -> None:
    desk = await open_terms(stage)

    async def lose(route: Route) -> None:
        await (route.abort() if route.request.method == "GET" else route.continue_())

    await desk.page.route(TERMS, lose)
    await add(desk, "travel card", "passe")
    told = desk.page.get_by_role("dialog").get_by_role("status")
    await expect(told).to_contain_text("Counts from the next words on.")
    await expect(told.locator("p")).to_have_count(2)
    await expect(desk.page.get_by_role("dialog").get_by_label("English")).to_have_value("")
