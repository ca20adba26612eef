"""What staff and client tell each other with a button: an interpreter, again, I understand."""

from __future__ import annotations

import pytest
from browser import Watched
from playwright.async_api import expect
from reader_screens import display_notice, display_reading, join_invited, join_reading
from screens import desk_alarm, desk_notice
from stage import Stage, showing, tell_client

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

INTERPRETER = ".calls-buttons button:last-child"
COMING = "Vem aí um intérprete humano"
SENT = "O balcão foi avisado"


async def started(stage: Stage) -> Watched:
    """A desk whose conversation is that of the stage; the client knows nothing yet."""
    desk = await desk_notice(stage)
    await stage.adopt(desk)
    return desk


async def test_client_asks_for_an_interpreter_before_anything_else(stage: Stage) -> None:
    desk = await started(stage)
    await tell_client(desk)
    phone = await join_invited(stage)
    await phone.page.locator(INTERPRETER).click()
    await phone.wait_for_text(SENT)
    alarm = desk.page.locator(".alarm[data-kind=wanted]")
    await expect(alarm).to_contain_text("wants a human interpreter")
    assert "interpreter" in await desk.page.title()

    await phone.page.locator(".calls-said button:visible").click()
    await expect(alarm).to_have_count(0)
    await phone.page.locator(INTERPRETER).click()
    await alarm.locator("button").click()
    await desk.page.locator("dialog[open] .handover-answers .button-primary").click()
    await phone.wait_for_text(COMING)
    await expect(desk.page.locator(".alarm p")).to_have_count(0)
    assert phone.problems == desk.problems == []


async def test_alarm_opens_its_window_over_another_one(stage: Stage) -> None:
    desk = await started(stage)
    await tell_client(desk)
    phone = await join_invited(stage)
    await desk.page.locator(".action-people").click()
    row = desk.page.locator(".people li").filter(has_text="Client")
    await expect(row).to_contain_text("has not accepted the opening words yet")
    await phone.page.locator(INTERPRETER).click()
    await showing(desk, "dialog[open] .handover-answers")
    await desk.page.keyboard.press("Escape")
    await expect(row).to_contain_text("wants an interpreter")
    await phone.page.locator(".welcome .button-primary").click()
    await expect(row).to_contain_text("has read the opening words")


async def test_no_microphone_opens_before_the_client_knows(stage: Stage) -> None:
    desk = await started(stage)
    await desk.page.keyboard.press("Escape")
    listening = desk.page.locator(".listen[data-mic=listening]")
    await desk.page.locator(".listen").first.click()
    await showing(desk, ".notice-window[open]")
    await expect(listening).to_have_count(0)
    await display_reading(stage)
    await expect(desk.page.locator(".notice-window[open]")).to_have_count(0)
    await desk.page.locator(".listen").first.click()
    await listening.wait_for()


async def test_screen_goes_on_when_staff_have_told_the_client(stage: Stage) -> None:
    display = await display_notice(stage)
    await stage.tell()
    await showing(display, ".reading")


async def test_each_side_asks_to_hear_it_again(stage: Stage) -> None:
    desk = await started(stage)
    await tell_client(desk)
    phone = await join_reading(stage)
    turn = desk.page.locator(".typed-turn")
    await turn.locator("input").fill("Good morning")
    await turn.locator("button").click()
    await phone.page.locator(".line").first.wait_for()
    await phone.page.locator(".calls-buttons button").first.click()
    await expect(desk.page.locator(".asked-again")).to_contain_text("say it again: Good morning")
    await phone.page.locator(".typed-turn input").fill("Bom dia")
    await phone.page.locator(".typed-turn button").click()
    await expect(desk.page.locator(".asked-again")).to_be_empty()
    await desk.page.locator(".action-again").click()
    await phone.wait_for_text("Pode repetir, por favor: não se percebeu")


async def test_the_title_wants_nobody_any_more_when_the_conversation_has_ended(
    stage: Stage,
) -> None:
    desk = await desk_alarm(stage)
    assert "interpreter" in await desk.page.title()
    await stage.end()
    await showing(desk, ".ended")
    assert await desk.page.title() == "Tulkki"
