"""Which language a text is in: the comparison, with a library that knows one word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import typer
from typer.testing import CliRunner

from benchmarks.quality.identification import (
    LIBRARIES,
    Labelled,
    identification,
    labelled_phrases,
    shares_right,
)
from models.types import LanguageGuess


class ByOneWord:
    """Says "fi" where there is an "ja", nothing where there is no letter, else "en"."""

    @property
    def languages(self) -> frozenset[str]:
        return frozenset({"en", "fi"})

    def identify(self, texts: Sequence[str]) -> list[tuple[LanguageGuess, ...]]:
        return [self._guess(text) for text in texts]

    def _guess(self, text: str) -> tuple[LanguageGuess, ...]:
        if not any(char.isalpha() for char in text):
            return ()
        language = "fi" if "ja" in text.split() else "en"
        return (LanguageGuess(language=language, confidence=1.0),)


PHRASES = (
    Labelled(text="bread and milk", language="en"),
    Labelled(text="112", language="en"),
    Labelled(text="leipää ja maitoa", language="fi"),
    Labelled(text="vain leipää ja maitoa", language="fi"),
)


@pytest.mark.parametrize(
    ("words", "finnish"),
    [(None, 1.0), (3, 1.0), (2, 0.5), (1, 0.0)],
)
def test_only_the_first_words_are_seen(words: int | None, finnish: float) -> None:
    assert shares_right(ByOneWord(), PHRASES, words) == {"en": 0.5, "fi": finnish}


def test_six_languages_are_compared() -> None:
    counts: dict[str, int] = {}
    for phrase in labelled_phrases():
        counts[phrase.language] = counts.get(phrase.language, 0) + 1
    assert counts == {"en": 100, "fi": 100, "sv": 100, "pt": 100, "es": 20, "et": 20}


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_tell_whole_phrases_of_two_languages(library: str) -> None:
    phrases = [phrase for phrase in labelled_phrases() if phrase.language in ("fi", "pt")]
    right = shares_right(LIBRARIES[library](["fi", "pt"]), phrases, None)
    assert min(right.values()) > 0.98


def test_the_table_is_printed() -> None:
    app = typer.Typer()
    app.command()(identification)
    result = CliRunner().invoke(app, ["--languages", "en,pt"])
    assert result.exit_code == 0, result.output
    assert all(library in result.stdout for library in LIBRARIES)


def test_a_language_without_phrases_is_told() -> None:
    app = typer.Typer()
    app.command()(identification)
    result = CliRunner().invoke(app, ["--languages", "en,zu"])
    assert result.exit_code == 1
    assert "there are phrases in en, fi, sv, pt, es, et" in result.stderr
