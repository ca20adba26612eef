"""No page has a barrier that axe can find, in any state and in any of the colours."""

from __future__ import annotations

import pytest
from axe import barriers
from browser import Watched
from screens import SCREENS, size_of
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(90)]

COLOURS = ("light", "dark", "contrast")


async def wear(watched: Watched, colours: str) -> None:
    """Show the page as one who has chosen these colours, here or on the device, sees it."""
    await watched.page.emulate_media(
        color_scheme="light" if colours == "light" else "dark",
        contrast="more" if colours == "contrast" else "no-preference",
    )
    await watched.page.evaluate(
        "theme => { document.documentElement.dataset.theme = theme }", colours
    )


@pytest.mark.parametrize("name", SCREENS)
async def test_axe_finds_no_barrier(stage: Stage, name: str) -> None:
    stage.seen = Seen(size=size_of(name))
    watched = await SCREENS[name](stage)
    found = []
    for colours in COLOURS:
        await wear(watched, colours)
        found += [f"{colours}: {barrier}" for barrier in await barriers(watched.page)]
    assert found == []


async def test_axe_finds_no_barrier_where_writing_goes_from_right_to_left(stage: Stage) -> None:
    stage.seen = Seen(client_lang="ar")
    found = [
        await barriers((await SCREENS[name](stage)).page) for name in ("desk-rows", "join-rows")
    ]
    assert found == [[], []]


async def test_axe_finds_a_picture_that_says_nothing(stage: Stage) -> None:
    page = (await SCREENS["join-code"](stage)).page
    await page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [barrier for barrier in await barriers(page) if barrier.startswith("image-alt")]
