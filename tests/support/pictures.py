"""Pictures of a run for a person to look at: they are kept with what the run leaves behind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from browser import Watched

FOLDER: Final = Path(os.environ.get("CI_ARTIFACTS", "artifacts")) / "screenshots"


def picture_file(name: str) -> Path:
    """Where a file of this name is to be written."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return FOLDER / name


async def picture(watched: Watched, name: str) -> None:
    """What is seen of a page."""
    await watched.page.screenshot(path=picture_file(f"{name}.png"))


async def light_and_dark(watched: Watched, name: str, *, full_page: bool = False) -> None:
    """Two pictures of a page; it stays dark."""
    for scheme in ("light", "dark"):
        await watched.page.emulate_media(color_scheme=scheme)
        await watched.page.screenshot(
            path=picture_file(f"{name}-{scheme}.png"), full_page=full_page
        )
