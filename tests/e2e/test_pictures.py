"""Takes the pictures of docs/pictures/pages, light and dark, in several languages.

Not a test of anything: ``make screenshots`` runs it, and a person looks at what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest
from screens import SCREENS, size_of
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.pictures, pytest.mark.timeout(240)]

FOLDER: Final = Path("docs/pictures/pages")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A state of a page, as somebody sees it."""

    screen: str
    locale: str
    """Of the browser: the language of the desk's interface, and what a phone proposes."""
    pair: tuple[str, str]
    """Languages of staff and client."""
    theme: Literal["light", "dark"] = "light"

    @property
    def name(self) -> str:
        """Of the file, without its ending."""
        return "-".join([self.screen, *self.pair, self.theme])


PICTURES: Final = (
    Picture(screen="desk-setup", locale="sv-FI", pair=("sv", "ar")),
    Picture(screen="desk-rows", locale="en-GB", pair=("en", "pt")),
    Picture(screen="desk-rows", locale="fi-FI", pair=("fi", "ar"), theme="dark"),
    Picture(screen="desk-rows", locale="sv-FI", pair=("sv", "ru")),
    Picture(screen="desk-checked", locale="en-GB", pair=("en", "ar")),
    Picture(screen="desk-phrases", locale="fi-FI", pair=("fi", "ar")),
    Picture(screen="desk-invitation", locale="en-GB", pair=("en", "ar"), theme="dark"),
    Picture(screen="desk-notice", locale="fi-FI", pair=("fi", "ar")),
    Picture(screen="desk-alarm", locale="en-GB", pair=("en", "pt")),
    Picture(screen="desk-practice", locale="en-GB", pair=("en", "pt")),
    Picture(screen="display-notice", locale="fi-FI", pair=("fi", "ar")),
    Picture(screen="display-rows", locale="fi-FI", pair=("fi", "ar")),
    Picture(screen="display-rows", locale="en-GB", pair=("en", "pt"), theme="dark"),
    Picture(screen="display-cards", locale="en-GB", pair=("en", "sv")),
    Picture(screen="join-welcome", locale="ar", pair=("fi", "ar")),
    Picture(screen="join-welcome", locale="ru-RU", pair=("sv", "ru"), theme="dark"),
    Picture(screen="join-rows", locale="ar", pair=("fi", "ar"), theme="dark"),
    Picture(screen="join-rows", locale="pt-PT", pair=("en", "pt")),
    Picture(screen="join-allowed", locale="fi-FI", pair=("sv", "fi")),
    Picture(screen="admin-usage", locale="fi-FI", pair=("fi", "ar")),
    Picture(screen="admin-usage", locale="en-GB", pair=("en", "pt"), theme="dark"),
    Picture(screen="admin-languages", locale="en-GB", pair=("en", "pt")),
    Picture(screen="admin-desk-form", locale="sv-FI", pair=("sv", "ar")),
)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_picture_is_taken(stage: Stage, picture: Picture) -> None:
    staff_lang, client_lang = picture.pair
    stage.seen = Seen(
        size=size_of(picture.screen),
        locale=picture.locale,
        staff_lang=staff_lang,
        client_lang=client_lang,
    )
    page = (await SCREENS[picture.screen](stage)).page
    await page.emulate_media(color_scheme=picture.theme)
    FOLDER.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=FOLDER / f"{picture.name}.png")
