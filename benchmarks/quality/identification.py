"""``python -m benchmarks.quality.identification``: which library tells languages of phrases best.

A desk types and says little: the first words must do. Each library knows the languages of the
phrases only, as a service knows those that are installed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import typer
from rich import box
from rich.table import Table

from benchmarks.cli import telling_errors, wide_console
from benchmarks.errors import BenchmarkError
from benchmarks.quality.fresh import in_fresh_process, memory_bytes, timed
from benchmarks.quality.phrases import DESK_PHRASES, SETS, load_phrases
from models.interfaces import LanguageIdentifier
from models.types import LanguageGuess

WHOLE: Final = None
LENGTHS: Final[tuple[int | None, ...]] = (WHOLE, 3, 2, 1)
"""Words of a phrase that are looked at."""
_OTHER_LANGUAGES: Final = SETS / DESK_PHRASES / "other-languages.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierScore:
    """Figures of one library."""

    library: str
    load_s: float
    per_text_s: float
    memory_bytes: int
    right: Mapping[int | None, Mapping[str, float]]
    """Share told right: by words looked at, then by language."""


def labelled_phrases() -> tuple[Labelled, ...]:
    """The desk phrases in all their languages, and those in others."""
    others: dict[str, list[str]] = tomllib.loads(_OTHER_LANGUAGES.read_text(encoding="utf-8"))
    desk = [
        Labelled(text=text, language=language)
        for phrase in load_phrases().phrases
        for language, text in phrase.texts.items()
    ]
    more = [Labelled(text=text, language=code) for code, texts in others.items() for text in texts]
    return (*desk, *more)


def shares_right(
    identifier: LanguageIdentifier, phrases: Sequence[Labelled], words: int | None
) -> dict[str, float]:
    """Share of each language's phrases whose first guess is right; no guess is a wrong one.

    Args:
        identifier: what tells languages.
        phrases: what it must tell.
        words: first words of each phrase that it sees; None for all.
    """
    guesses = identifier.identify([" ".join(each.text.split()[:words]) for each in phrases])
    right: dict[str, list[bool]] = {}
    for phrase, guess in zip(phrases, guesses, strict=True):
        told = bool(guess) and guess[0].language == phrase.language
        right.setdefault(phrase.language, []).append(told)
    return {language: sum(each) / len(each) for language, each in right.items()}


class LangidIdentifier:
    """py3langid, restricted to the given languages."""

    def __init__(self, languages: Sequence[str]) -> None:
        from py3langid.langid import (  # type: ignore[import-untyped] # it ships no types
            MODEL_FILE,
            LanguageIdentifier,
        )

        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._identifier.set_languages(list(languages))
        self._languages = frozenset(languages)

    @property
    def languages(self) -> frozenset[str]:
        return self._languages

    def identify(self, texts: Sequence[str]) -> list[tuple[LanguageGuess, ...]]:
        return [
            tuple(
                LanguageGuess(language=language, confidence=float(confidence))
                for language, confidence in self._identifier.rank(text)
            )
            for text in texts
        ]


def _lingua(languages: Sequence[str]) -> LanguageIdentifier:
    from models.language_id import LinguaIdentifier

    return LinguaIdentifier(languages)


LIBRARIES: Final[Mapping[str, Callable[[Sequence[str]], LanguageIdentifier]]] = {
    "lingua": _lingua,
    "py3langid": LangidIdentifier,
}


def measure(library: str, languages: Sequence[str]) -> IdentifierScore:
    """Measure a library; in a fresh process, if its memory is to mean anything."""
    phrases = [each for each in labelled_phrases() if each.language in languages]
    before_bytes = memory_bytes()
    identifier, load_s = timed(lambda: LIBRARIES[library](languages))
    shares, whole_s = timed(lambda: shares_right(identifier, phrases, WHOLE))
    return IdentifierScore(
        library=library,
        load_s=load_s,
        per_text_s=whole_s / len(phrases),
        memory_bytes=memory_bytes() - before_bytes,
        right={WHOLE: shares}
        | {words: shares_right(identifier, phrases, words) for words in LENGTHS if words},
    )


def as_table(scores: Sequence[IdentifierScore], languages: Sequence[str]) -> Table:
    """A row for each library and number of words."""
    table = Table(box=box.SIMPLE)
    table.add_column("right, %")
    for column in ("words", *languages, "mean", "a text", "load", "memory"):
        table.add_column(column, justify="right", no_wrap=True)
    for score in scores:
        costs = (
            f"{1000 * score.per_text_s:.2f} ms",
            f"{score.load_s:.1f} s",
            f"{score.memory_bytes / 2**20:.0f} MiB",
        )
        for words, right in score.right.items():
            shares = [right[language] for language in languages]
            mean = sum(shares) / len(shares)
            table.add_row(
                score.library,
                "all" if words is None else str(words),
                *(f"{100 * each:.0f}" for each in shares),
                f"{100 * mean:.1f}",
                *(costs if words is WHOLE else ("", "", "")),
            )
    return table


@telling_errors
def identification(
    languages: Annotated[str, typer.Option(help="Between which, parted by commas.")] = "",
) -> None:
    """Compare the libraries and print a table."""
    known = list(dict.fromkeys(each.language for each in labelled_phrases()))
    wanted = languages.split(",") if languages else known
    if not set(wanted) <= set(known):
        raise BenchmarkError(f"there are phrases in {', '.join(known)}")
    scores = [in_fresh_process(measure, library, wanted) for library in LIBRARIES]
    wide_console().print(as_table(scores, wanted))


if __name__ == "__main__":
    typer.run(identification)
