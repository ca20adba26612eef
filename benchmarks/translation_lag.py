"""How far a translation is behind the caption that it translates.

*Behind*: from the receipt of a caption's revision to the receipt of the first translation made
from it; from the newest older revision where that one was replaced before it was sent.
*Wait*: from every change of a caption's text to the first translation that takes it in, or a
later one. A server that translates seldom has a small "behind" and a long "wait".
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.figures import Spread, spread
from benchmarks.screen import ScreenUpdate, Updates, by_block


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationLag:
    """Of all captions into one language."""

    behind: Spread | None
    wait: Spread | None
    untranslated_changes: int
    """Changes of a caption's text that no translation ever took in."""
    unfinished: int
    """Final captions without a final translation."""


def translation_lag(source: Updates, translation: Updates) -> TranslationLag:
    """Compare receipts of captions and of their translations into one language."""
    translated = by_block(translation)
    behind: list[float] = []
    wait: list[float | None] = []
    unfinished = 0
    for block, captions in by_block(source).items():
        versions = translated.get(block, [])
        behind += _behind_s(captions, versions)
        wait += _wait_s(captions, versions)
        last = captions[-1]
        unfinished += last.final and last.text != "" and not (versions and versions[-1].final)
    return TranslationLag(
        behind=spread(behind),
        wait=spread([seconds for seconds in wait if seconds is not None]),
        untranslated_changes=wait.count(None),
        unfinished=unfinished,
    )


def _behind_s(captions: list[ScreenUpdate], versions: list[ScreenUpdate]) -> list[float]:
    behind: list[float] = []
    made_from: set[int] = set()
    for version in versions:
        older = [c.at_s for c in captions if c.revision <= version.source_revision]
        if older and version.source_revision not in made_from:
            behind.append(version.at_s - older[-1])
        made_from.add(version.source_revision)
    return behind


def _wait_s(captions: list[ScreenUpdate], versions: list[ScreenUpdate]) -> list[float | None]:
    wait: list[float | None] = []
    shown = ""
    for caption in captions:
        if caption.text not in ("", shown):
            taken_in = (v.at_s for v in versions if v.source_revision >= caption.revision)
            at_s = next(taken_in, None)
            wait.append(None if at_s is None else max(0.0, at_s - caption.at_s))
        shown = caption.text
    return wait
