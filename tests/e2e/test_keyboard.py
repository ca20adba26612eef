"""A visit is held with a keyboard alone. Where Tab leads is looked at on every screen."""

from __future__ import annotations

import pytest
from keys import tab_to
from playwright.async_api import expect
from screens import SCREENS, desk_setup
from stage import Stage, showing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

DIALOGS = {
    "desk-people": ".action-people",
    "desk-invitation": ".action-phone",
    "desk-phrases": ".action-phrases",
    "desk-ending": ".action-end",
}
"""By screen: what opened the dialog over it."""


@pytest.mark.parametrize("name", DIALOGS)
async def test_escape_closes_a_dialog_and_leads_back_to_where_one_was(
    stage: Stage, name: str
) -> None:
    desk = await SCREENS[name](stage)
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator("dialog[open]")).to_have_count(0)
    await expect(desk.page.locator(DIALOGS[name])).to_be_focused()


async def test_visit_is_held_without_a_mouse(stage: Stage) -> None:
    page = (await desk_setup(stage)).page
    await tab_to(page, ".setup-start .button-primary")
    await page.keyboard.press("Enter")
    await expect(page.locator(".notice-window[open]")).to_be_visible()
    await tab_to(page, ".notice-staff button:first-child")
    await page.keyboard.press("Enter")
    await expect(page.locator(".listen[data-mic=listening]")).to_be_visible()
    await page.keyboard.press("Space")
    await expect(page.locator(".listen[data-mic=paused]")).to_be_visible()

    await tab_to(page, ".typed-turn input")
    await page.keyboard.type("Good mourning")
    await page.keyboard.press("Enter")
    typed = page.locator(".line:last-child").filter(has_text="Good mourning")  # others are spoken
    await expect(typed.locator(".pencil:visible")).to_have_count(1)

    await tab_to(page, ".line:last-child .pencil")
    await page.keyboard.press("Enter")
    await expect(page.locator(".correction textarea")).to_be_focused()
    await page.keyboard.press("Control+A")
    await page.keyboard.type("Good morning")
    await tab_to(page, ".correction-buttons button")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line:last-child .mark:visible").first).to_be_visible()
    await expect(page.locator(".line:last-child .pencil:visible")).to_be_focused()

    await tab_to(page, ".action-end")
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog[open] .button-danger")).to_be_visible()
    await tab_to(page, "dialog[open] .button-danger")
    await page.keyboard.press("Enter")
    await expect(page.locator(".ended h1")).to_be_focused()


async def test_phone_is_joined_without_touching(stage: Stage) -> None:
    await stage.converse()
    code = (await stage.staff.invite(stage.conversation))["code"]
    phone = await showing(await stage.open("/join"), "#code")
    await tab_to(phone.page, "#code")
    await phone.page.keyboard.type(code)
    await phone.page.keyboard.press("Enter")
    await showing(phone, ".welcome")
    await tab_to(phone.page, ".welcome input")
    await phone.page.keyboard.press("ArrowDown")
    await tab_to(phone.page, ".welcome .button-primary")
    await phone.page.keyboard.press("Enter")
    await showing(phone, ".reading")
