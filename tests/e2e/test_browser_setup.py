"""What a desk remembers in its tab: the last pairs of languages, and how it looks."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from screens import SCREENS
from stage import Stage, tell_client

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


async def test_one_press_chooses_a_pair_of_before(stage: Stage) -> None:
    desk = await SCREENS["desk-recent"](stage)
    recent = desk.page.locator(".recent button")
    await expect(recent).to_have_count(3)  # one of a language that this server does not know
    await recent.nth(1).click()
    chosen = desk.page.locator(".setup-pair input:checked")
    assert [await one.get_attribute("value") for one in await chosen.all()] == ["fi", "ru"]
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    await expect(desk.page.locator(".headings h2").first).to_contain_text("suomi")
    await desk.page.locator(".action-end").click()
    await desk.page.locator("dialog[open] .button-danger").click()
    await desk.page.locator(".ended .button-primary").click()
    await expect(recent.first).to_have_text("suomi–русский")
    await expect(recent).to_have_count(3)


async def test_look_of_the_desk_is_chosen_and_remembered(stage: Stage) -> None:
    desk = await SCREENS["desk-setup"](stage)
    await desk.page.locator(".view-menu summary").click()
    await desk.page.locator(".view-controls input").fill("32")
    await desk.page.locator(".view-controls select").select_option("contrast")
    await desk.page.reload()
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    await desk.page.locator(".typed-turn input").fill("Good morning")
    await desk.page.locator(".typed-turn button").click()
    text = desk.page.locator(".caption-text").first
    await text.wait_for()
    assert await text.evaluate("text => getComputedStyle(text).fontSize") == "32px"
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert await desk.page.evaluate(ground) == "rgb(0, 0, 0)"
