"""Committed words stay where they are, and captions are drawn at most five times a second."""

from __future__ import annotations

import pytest
from browser import DISPLAY_SIZE, PHONE_SIZE
from calm import calm_of, watch_captions
from playwright.async_api import expect
from reader_screens import join_reading, join_rows
from screens import desk_listening
from stage import Stage, showing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

MOST_REDRAWS = 5
MOST_SHIFT = 0.0


async def test_committed_words_never_move_while_somebody_speaks(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = await desk_listening(stage)
    await stage.adopt(desk)
    display = await showing(await stage.open(await stage.shown(), size=DISPLAY_SIZE), ".reading")
    phone = await join_reading(stage, size=PHONE_SIZE)
    pages = {"desk": desk.page, "display": display.page, "phone": phone.page}
    for page in pages.values():
        await watch_captions(page)
    await expect(desk.page.locator(".line")).to_have_count(3, timeout=120_000)
    calm = {name: await calm_of(page) for name, page in pages.items()}
    with capsys.disabled():
        print("", *(f"{name}: {seen}" for name, seen in calm.items()), sep="\n")  # noqa: T201 - figures
    assert {name: seen.moved for name, seen in calm.items()} == {name: [] for name in calm}
    assert all(seen.words > 10 for seen in calm.values())
    assert max(seen.most_redraws for seen in calm.values()) <= MOST_REDRAWS
    assert max(seen.shift for seen in calm.values()) <= MOST_SHIFT


async def test_word_that_moves_is_seen(stage: Stage) -> None:
    page = (await join_rows(stage)).page
    await watch_captions(page)
    for padding in ("0px", "40px"):
        row = page.locator(".captions .line").nth(1)
        await row.evaluate("(row, padding) => { row.style.paddingTop = padding }", padding)
        await page.evaluate(
            "() => new Promise((drawn) => requestAnimationFrame(() => "
            "requestAnimationFrame(drawn)))"
        )
    assert (await calm_of(page)).moved
