"""Pages at 320 px and at 200 %: nothing scrolls sideways, nothing is cut; targets are large."""

from __future__ import annotations

from typing import Final

import pytest
from layout import cut, small_targets
from screens import SCREENS, size_of
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(90)]

CLIENT_TARGET_PX = 56
STAFF_TARGET_PX = 56
WINDOWS = [(320, 640), (640, 400)]
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
CASES = [(name, spoken) for name in SCREENS for spoken in LANGUAGES[name.partition("-")[0]]]


@pytest.mark.parametrize(("name", "spoken"), CASES)
async def test_enlarged_page_neither_scrolls_sideways_nor_loses_anything(
    stage: Stage, name: str, spoken: tuple[str, str, str]
) -> None:
    locale, staff, client = spoken
    stage.seen = Seen(size=size_of(name), locale=locale, staff_lang=staff, client_lang=client)
    page = (await SCREENS[name](stage)).page
    least_px = STAFF_TARGET_PX if name.startswith(("desk", "admin", "poster")) else CLIENT_TARGET_PX
    found = {"targets": await small_targets(page, least_px=least_px)}
    for width, height in WINDOWS:
        await page.set_viewport_size({"width": width, "height": height})
        found[f"{width} x {height}"] = await cut(page)
    assert {what: each for what, each in found.items() if each} == {}
