"""The question at the end: at the desk and on a phone, once each, and never on the display."""

from __future__ import annotations

import pytest
from browser import PHONE_SIZE, Watched
from pictures import light_and_dark
from playwright.async_api import expect
from reader_screens import display_over, join_over
from screens import desk_ended
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(90)]


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


async def test_client_screen_asks_nothing(stage: Stage) -> None:
    display = await display_over(stage)
    await expect(display.page.locator(".feedback")).to_have_count(0)
