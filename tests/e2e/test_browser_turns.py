"""One microphone between two people, in a real browser: who speaks, by button, key or pedal."""

from __future__ import annotations

import pytest
from browser import Watched
from playwright.async_api import Locator, expect
from screens import desk_listening, desk_pedals, desk_running, desk_setup, learn_pedal
from stage import Stage, tell_client

from models.fake_talk import DESK_TALK

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

STAFF, CLIENT = 0, 1


def side(desk: Watched, at: int) -> Locator:
    """The button of one language."""
    return desk.page.locator(".listen").nth(at)


async def text_of(cell: Locator) -> str:
    """What stands in a cell, without the marks in it."""
    text = await cell.locator(".committed").inner_text()
    assert text
    return text


async def choose(desk: Watched, mode: str) -> None:
    await desk.page.locator(".talk-mode").select_option(mode)


async def quiet(stage: Stage, mode: str) -> Watched:
    """A desk that does not listen yet, whose client knows what listens."""
    await stage.converse()
    desk = await desk_running(stage)
    await choose(desk, mode)
    return desk


def over_and_over(language: str) -> str:
    """What is said: after the last sentence the talk begins anew."""
    return " ".join(2 * DESK_TALK[language])


async def is_on(button: Locator) -> None:
    await expect(button).to_have_attribute("aria-pressed", "true")


async def is_off(button: Locator) -> None:
    await expect(button).to_have_attribute("aria-pressed", "false")


async def test_both_speak_into_one_microphone_and_a_wrong_guess_is_flipped_by_one_tap(
    stage: Stage,
) -> None:
    desk = await desk_listening(stage)
    await expect(desk.page.get_by_label("both of us")).to_be_checked()
    first = desk.page.locator(".line").first
    guessed = first.locator(".cell").nth(STAFF)
    await expect(guessed.locator(".pencil")).to_be_visible(timeout=60_000)  # it is final
    assert await text_of(guessed) in over_and_over("en")
    await expect(guessed.locator(".cell-who")).to_have_text("you")
    await guessed.locator(".flip").click()
    other = first.locator(".cell").nth(CLIENT)
    await expect(other).to_have_attribute("data-origin", "spoken")
    await expect(other).to_contain_text("recognised again")
    assert await text_of(other) in over_and_over("pt")
    await expect(other.locator(".cell-who")).to_have_text("client")
    await expect(guessed).to_contain_text("translated")
    assert desk.problems == []


async def test_line_that_is_still_spoken_is_flipped(stage: Stage) -> None:
    desk = await desk_listening(stage)
    await desk.page.locator(".tentative:not(:empty)").first.wait_for()
    await desk.page.locator(".flip:visible").first.click()
    spoken = desk.page.locator(".line").first.locator(".cell").nth(CLIENT)
    await expect(spoken).to_have_attribute("data-origin", "spoken")
    await expect(spoken.locator(".pencil")).to_be_visible(timeout=60_000)
    assert await text_of(spoken) in over_and_over("pt")


async def test_button_that_is_held_listens_in_its_language_until_it_is_let_go(
    stage: Stage,
) -> None:
    desk = await quiet(stage, "hold")
    await side(desk, CLIENT).hover()
    await desk.page.mouse.down()
    await is_on(side(desk, CLIENT))
    await is_off(side(desk, STAFF))
    spoken = desk.page.locator(".cell").nth(CLIENT)
    await expect(spoken).to_have_attribute("data-origin", "spoken", timeout=60_000)
    await expect(spoken.locator(".cell-who")).to_have_text("client")
    await desk.page.mouse.move(5, 5)  # slipping off the button lets nothing go
    await is_on(side(desk, CLIENT))
    await desk.page.mouse.up()
    await is_off(side(desk, CLIENT))


async def test_space_is_held_and_leaving_the_window_lets_go(stage: Stage) -> None:
    desk = await quiet(stage, "hold")
    await desk.page.locator(".talk-mode").blur()
    await desk.page.keyboard.down("Space")
    await is_on(side(desk, STAFF))
    await desk.page.keyboard.down("Space")  # as a key that is held repeats
    await is_on(side(desk, STAFF))
    await desk.page.keyboard.up("Space")
    await is_off(side(desk, STAFF))
    await desk.page.keyboard.down("Space")
    await is_on(side(desk, STAFF))
    await desk.page.evaluate("window.dispatchEvent(new Event('blur'))")
    await is_off(side(desk, STAFF))


async def test_button_with_the_focus_is_held_by_its_key_and_clicked_by_assistive_technology(
    stage: Stage,
) -> None:
    desk = await quiet(stage, "hold")
    await side(desk, CLIENT).focus()
    await desk.page.keyboard.down("Enter")
    await is_on(side(desk, CLIENT))
    await desk.page.keyboard.up("Enter")
    await is_off(side(desk, CLIENT))
    for state in (is_on, is_off):
        await side(desk, CLIENT).evaluate("button => button.click()")
        await state(side(desk, CLIENT))


async def test_tap_on_the_other_button_turns_the_direction(stage: Stage) -> None:
    desk = await quiet(stage, "tap")
    await side(desk, STAFF).click()
    await is_on(side(desk, STAFF))
    await side(desk, CLIENT).click()
    await is_on(side(desk, CLIENT))
    await is_off(side(desk, STAFF))
    await desk.page.locator(".headings").click()
    await desk.page.keyboard.press("Space")  # the language that was chosen last
    await is_off(side(desk, CLIENT))


async def test_pedal_is_learned_kept_and_ignored_where_somebody_types(stage: Stage) -> None:
    desk = await desk_listening(stage)
    await choose(desk, "tap")
    await learn_pedal(desk)
    await desk.page.keyboard.press("PageDown")  # the window is open: nothing talks
    await desk.page.keyboard.press("Escape")
    await desk.page.reload()
    await expect(side(desk, CLIENT)).to_be_enabled()
    await desk.page.locator(".typed-turn input").focus()
    await desk.page.keyboard.press("PageDown")
    await is_off(side(desk, STAFF))
    await side(desk, CLIENT).focus()
    await desk.page.keyboard.press("PageDown")
    await is_on(side(desk, STAFF))
    stored = await desk.page.evaluate("sessionStorage.getItem('tulkki.desk')")
    assert '"staff":"PageDown"' in stored


async def test_key_that_the_page_needs_is_no_pedal(stage: Stage) -> None:
    desk = await desk_pedals(stage)
    learn = desk.page.locator("dialog[open] .pedal").nth(CLIENT).locator("button").first
    await learn.click()
    await learn.press("Enter")
    await expect(desk.page.get_by_text("The page itself needs this key")).to_be_visible()
    await learn.press("b")
    await expect(desk.page.locator("dialog[open] kbd").nth(CLIENT)).to_have_text("KeyB")


async def test_microphone_is_open_and_silent_at_the_start_where_people_press_to_talk(
    stage: Stage,
) -> None:
    desk = await desk_setup(stage)
    await desk.page.evaluate(
        "sessionStorage.setItem('tulkki.desk', JSON.stringify({talkMode: 'hold'}))"
    )
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    await expect(side(desk, CLIENT)).to_be_enabled()
    await desk.wait_for_text("Not listening")
    await is_off(side(desk, STAFF))
