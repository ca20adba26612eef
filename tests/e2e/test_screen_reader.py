"""What a screen reader is told: finals alone, each with its language and direction."""

from __future__ import annotations

import pytest
from browser import Watched
from playwright.async_api import expect
from screens import SCREENS, desk_speaking
from stage import Seen, Stage, showing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


async def spoken_to(watched: Watched, lang: str) -> list[str]:
    """What has been put into the log, all of it in one language."""
    told = watched.page.get_by_role("log").locator("p")
    for piece in await told.all():
        assert await piece.get_attribute("lang") == lang
        assert await piece.get_attribute("dir") in {"ltr", "rtl"}
    return await told.all_inner_texts()


@pytest.mark.parametrize("page", ["desk", "display", "join"])
async def test_log_is_in_the_page_before_anything_is_said(stage: Stage, page: str) -> None:
    watched = await SCREENS[f"{page}-quiet"](stage)
    await expect(watched.page.get_by_role("log")).to_have_count(1)
    assert await spoken_to(watched, "en") == []


async def test_words_that_may_change_are_not_told(stage: Stage) -> None:
    desk = await desk_speaking(stage)
    assert await spoken_to(desk, "en") == []
    tentative = desk.page.locator(".tentative")
    assert {await each.get_attribute("aria-hidden") for each in await tentative.all()} == {"true"}
    await showing(desk, "#log p")
    (final,) = await spoken_to(desk, "en")
    own = desk.page.locator(".cell:first-child .committed").first
    await expect(own).to_have_text(final)


@pytest.mark.parametrize(("name", "langs"), [("desk-rows", {"fi", "ar"}), ("join-rows", {"ar"})])
async def test_every_row_has_its_language_and_direction(
    stage: Stage, name: str, langs: set[str]
) -> None:
    stage.seen = Seen(staff_lang="fi", client_lang="ar")
    page = (await SCREENS[name](stage)).page
    rows = await page.locator(".caption-text").all()
    assert {await row.get_attribute("lang") for row in rows} == langs
    for row in rows:
        right = await row.get_attribute("lang") == "ar"
        assert await row.get_attribute("dir") == ("rtl" if right else "ltr")
