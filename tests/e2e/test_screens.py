"""Every page in every state: no barrier, nothing cut, nothing too small, all of it by keyboard.

A screen is brought about once for each pair of languages, and there everything is looked at: in the
first pair all of it, in the second what other words and the other direction of writing may change.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pytest
from axe import barriers
from keys import walk
from layout import cut, small_targets
from playwright.async_api import Page
from screens import SCREENS, size_of
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.beside, pytest.mark.timeout(240)]

COLOURS: Final = ("contrast", "dark", "light")
CLIENT_TARGET_PX: Final = 56
STAFF_TARGET_PX: Final = 56
WINDOWS: Final = [(320, 640), (640, 400)]
"""The narrowest that WCAG asks for, and a window of 1280 x 800 at 200 %."""
LANGUAGES: Final = {
    "desk": (("en-GB", "en", "pt"), ("fi-FI", "fi", "ar")),
    "display": (("fi-FI", "sv", "fi"), ("ar", "fi", "ar")),
    "join": (("fi-FI", "sv", "fi"), ("ar", "fi", "ar")),
    "copy": (("fi-FI", "sv", "fi"), ("ar", "fi", "ar")),
    "statement": (("fi-FI", "fi", "ar"),),
    "poster": (("fi-FI", "sv", "fi"), ("sv-FI", "fi", "ar")),
    "admin": (("fi-FI", "fi", "sv"), ("sv-FI", "fi", "ar")),
}
"""By page: long words, and writing from right to left; of the browser, of staff, of the client."""
FAULTS: Final = """() => {
const main = document.querySelector('main');
const add = (name, text, style) => {
  const element = document.createElement(name);
  element.textContent = text;
  element.style.cssText = style; // attributes of style are refused by the content policy
  main.append(element);
  return element;
};
add('img', '', 'width: 700px; height: 60px');
add('p', 'Words', 'color: #777; background: #888');
add('button', 'OK', 'min-height: 0; height: 20px; outline: none');
Object.assign(add('a', 'Away', 'display: block; height: 60px'), { href: '#', tabIndex: -1 });
}"""
"""Puts one of everything that is looked for into a page."""


async def wear(page: Page, colours: str) -> None:
    """Show the page as one who has chosen these colours, here or on the device, sees it."""
    await page.emulate_media(
        color_scheme="light" if colours == "light" else "dark",
        contrast="more" if colours == "contrast" else "no-preference",
    )
    await page.evaluate("theme => { document.documentElement.dataset.theme = theme }", colours)


async def wrong_with(page: Page, name: str, *, closely: bool) -> dict[str, Collection[str]]:
    """What is wrong with a screen, by what was looked at.

    What may change it comes last: Tab, which leads away from where the screen has the focus.
    """
    least_px = STAFF_TARGET_PX if name.startswith(("desk", "admin", "poster")) else CLIENT_TARGET_PX
    found: dict[str, Collection[str]] = {"targets": await small_targets(page, least_px=least_px)}
    for width, height in WINDOWS:
        await page.set_viewport_size({"width": width, "height": height})
        found[f"{width} x {height}"] = await cut(page)
    width, height = size_of(name)
    await page.set_viewport_size({"width": width, "height": height})
    for colours in COLOURS if closely else ("light",):
        await wear(page, colours)
        found[f"axe, {colours}"] = await barriers(page)
    if closely:
        walked = await walk(page)
        found["tab misses"] = walked.missed
        found["tab shows nothing at"] = walked.unseen
    return {what: each for what, each in found.items() if each}


@pytest.mark.parametrize(
    ("name", "spoken", "closely"),
    [
        pytest.param(name, spoken, at == 0, id=f"{name}-{'-'.join(spoken)}")
        for name in SCREENS
        for at, spoken in enumerate(LANGUAGES[name.partition("-")[0]])
    ],
)
async def test_screen_can_be_used_by_everybody(
    stage: Stage, name: str, spoken: tuple[str, str, str], closely: bool
) -> None:
    locale, staff, client = spoken
    stage.seen = Seen(size=size_of(name), locale=locale, staff_lang=staff, client_lang=client)
    page = (await SCREENS[name](stage)).page
    assert await wrong_with(page, name, closely=closely) == {}


async def test_every_look_finds_what_it_looks_for(stage: Stage) -> None:
    page = (await SCREENS["join-code"](stage)).page
    await page.evaluate(FAULTS)
    found = await wrong_with(page, "join-code", closely=True)
    axe = [f"axe, {colours}" for colours in COLOURS]
    tab = ["tab misses", "tab shows nothing at"]
    assert list(found) == [
        "targets",
        *(f"{width} x {height}" for width, height in WINDOWS),
        *axe,
        *tab,
    ]
    for look in axe:
        assert {"image-alt", "color-contrast"} <= {
            barrier.partition(" ")[0] for barrier in found[look]
        }
