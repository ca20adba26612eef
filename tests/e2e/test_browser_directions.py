"""Words of the interface beside text that is written from right to left, in a real browser."""

from __future__ import annotations

from typing import Final

import pytest
from browser import Watched
from playwright.async_api import Locator, expect
from screens import desk_quiet
from stage import Seen, Stage, showing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

ENDS: Final = """element => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const leftOf = (from, to) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    return range.getBoundingClientRect().left;
  };
  return [leftOf(0, 1), leftOf(text.length - 1, text.length)];
}"""
"""Where the first and the last letter of an element's first text stand."""


async def say_in_arabic(stage: Stage, text: str) -> Watched:
    """Staff read English and type in Arabic."""
    stage.seen = Seen(staff_lang="en", client_lang="ar")
    desk = await desk_quiet(stage)
    turn = desk.page.locator(".typed-turn")
    await turn.locator("select").select_option("ar")
    await turn.locator("input").fill(text)
    await turn.locator("button").click()
    return await showing(desk, ".cell[dir=rtl] .committed")


async def ends_at_its_right(shown: Locator) -> bool:
    first, last = await shown.evaluate(ENDS)
    assert first != last
    return bool(first < last)


async def test_hint_below_an_arabic_turn_ends_with_its_full_stop(stage: Stage) -> None:
    desk = await say_in_arabic(stage, "12 يورو")
    hint = desk.page.locator(".cell[dir=rtl] .cell-hint:visible")
    assert (await hint.inner_text()).endswith(".")
    assert await ends_at_its_right(hint)


async def test_placeholder_reads_alike_in_fields_of_either_direction(stage: Stage) -> None:
    stage.seen = Seen(staff_lang="en", client_lang="ar")
    desk = await desk_quiet(stage)
    await desk.page.locator(".typed-turn select").select_option("ar")
    field = desk.page.locator(".typed-turn input")
    await field.evaluate("field => { field.style.textAlign = 'left' }")
    await expect(field).to_have_attribute("dir", "rtl")
    written = await field.screenshot()
    await field.evaluate("field => { field.dir = 'ltr' }")
    assert await field.screenshot() == written
