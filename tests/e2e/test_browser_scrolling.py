"""Captions follow what is new for those who read at the end, and stay still for others."""

from __future__ import annotations

from typing import Final

import pytest
from browser import Watched
from playwright.async_api import expect
from screens import SCREENS
from stage import Stage

from service.wire.messages import Caption, Say

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

MOST_ROWS: Final = 200
PATIENCE_MS: Final = 30_000
_TO_END: Final = "region => region.scrollHeight - region.clientHeight - region.scrollTop"


async def to_end(watched: Watched) -> float:
    """Pixels below what is in view."""
    return float(await watched.page.locator(".scroller").evaluate(_TO_END))


async def type_turns(stage: Stage, numbers: range) -> None:
    """Turns of the client, one after the other."""
    socket = stage.socket
    assert socket is not None
    for number in numbers:
        said = f"Olá {number}."
        await socket.send(Say(text=said, lang=stage.seen.client_lang))
        while (await socket.until(Caption)).committed != said:
            pass


async def last_is(watched: Watched, number: int) -> None:
    last = watched.page.locator(".caption-text").last
    await expect(last).to_have_text(f"Olá {number}.", timeout=PATIENCE_MS)


async def test_one_who_scrolled_back_is_left_there_and_brought_to_the_end_by_a_button(
    stage: Stage,
) -> None:
    phone = await SCREENS["join-quiet"](stage)
    newer = phone.page.locator(".newer")
    await type_turns(stage, range(20))
    await last_is(phone, 19)
    assert await to_end(phone) <= 1
    await expect(newer).to_be_hidden()

    await phone.page.locator(".scroller").evaluate("region => region.scrollTo(0, 0)")
    await expect(newer).to_be_visible()
    await type_turns(stage, range(20, 22))
    await last_is(phone, 21)
    assert await phone.page.locator(".scroller").evaluate("region => region.scrollTop") == 0

    await newer.click()
    await expect(newer).to_be_hidden()
    await expect(phone.page.locator(".scroller")).to_be_focused()
    assert await to_end(phone) <= 1
    await type_turns(stage, range(22, 24))
    await last_is(phone, 23)
    assert await to_end(phone) <= 1


async def test_one_who_reads_near_the_end_is_taken_along(stage: Stage) -> None:
    phone = await SCREENS["join-quiet"](stage)
    await type_turns(stage, range(20))
    await last_is(phone, 19)
    near = "region => region.scrollBy(0, -0.1 * region.clientHeight)"
    await phone.page.locator(".scroller").evaluate(near)
    await type_turns(stage, range(20, 22))
    await last_is(phone, 21)
    assert await to_end(phone) <= 1


async def test_page_keeps_a_number_of_rows_and_no_more(stage: Stage) -> None:
    phone = await SCREENS["join-quiet"](stage)
    await type_turns(stage, range(MOST_ROWS + 10))
    await last_is(phone, MOST_ROWS + 9)
    rows = phone.page.locator(".caption-text")
    await expect(rows).to_have_count(MOST_ROWS)
    await expect(rows.first).to_have_text("Olá 10.")
