"""The question at the end: at the desk and on a phone, once each, and on a screen that is touched
where there is no phone.
"""

from __future__ import annotations

import pytest
from browser import DISPLAY_SIZE, PHONE_SIZE, Watched
from pictures import light_and_dark
from playwright.async_api import expect
from reader_screens import (
    display_asked,
    display_over,
    display_rows,
    join_over,
    join_reading,
)
from screens import desk_ended
from stage import Seen, Stage, showing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


async def assert_asked(watched: Watched, *, asked: bool) -> None:
    """The place of the question stands from the first on, before the question itself is loaded."""
    await showing(watched, ".ended")
    await expect(watched.page.locator(".ended .feedback-place")).to_have_count(int(asked))


async def answer(watched: Watched, number: int) -> None:
    await watched.page.locator(".feedback-answers button").nth(number).click()
    await expect(watched.page.locator(".feedback-thanks")).not_to_be_empty()
    await expect(watched.page.locator(".feedback-answers")).to_be_hidden()
    await expect(watched.page.locator(".feedback-thanks")).to_be_focused()


async def test_staff_answer_by_a_tap(stage: Stage) -> None:
    desk = await desk_ended(stage)
    await light_and_dark(desk, "desk-feedback")
    await answer(desk, 0)
    assert desk.problems == []


async def test_client_answers_on_the_phone_in_the_clients_language(stage: Stage) -> None:
    stage.seen = Seen(size=PHONE_SIZE, client_lang="ar")
    phone = await join_over(stage)
    await expect(phone.page.locator(".feedback h2")).to_have_attribute("id", "feedback-question")
    await light_and_dark(phone, "phone-feedback")
    await answer(phone, 2)
    assert phone.problems == []


async def test_client_answers_on_a_screen_that_is_touched(stage: Stage) -> None:
    stage.seen = Seen(size=DISPLAY_SIZE, client_lang="ar")
    display = await display_asked(stage)
    await assert_asked(display, asked=True)
    await light_and_dark(display, "display-feedback")
    await answer(display, 1)
    assert display.problems == []


async def test_a_screen_that_nobody_touches_asks_nothing(stage: Stage) -> None:
    await assert_asked(await display_over(stage), asked=False)


async def test_who_has_a_phone_is_asked_there_alone(stage: Stage) -> None:
    stage.seen = Seen(touch=True)
    display = await display_rows(stage)
    phone = await join_reading(stage)
    await stage.end()
    await showing(phone, ".feedback-answers")
    await assert_asked(display, asked=False)


async def test_who_had_a_phone_is_not_asked_on_the_screen_when_it_is_away_at_the_end(
    stage: Stage,
) -> None:
    stage.seen = Seen(touch=True)
    display = await display_rows(stage)
    phone = await join_reading(stage)
    await stage.phones(1)
    await phone.page.close()
    await stage.phones(0)
    await stage.end()
    await assert_asked(display, asked=False)
