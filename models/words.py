"""From decoded pieces of text to words.

A word takes its leading space and the punctuation around it along, so that joining the words gives
back the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from statistics import fmean
from typing import Final

from models.types import Word
from models.word_times import TokenTimes

UNSPACED_LANGUAGES: Final = frozenset({"bo", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Written without spaces between words: every piece of text that can stand alone is a word."""


def spell(
    pieces: Sequence[str],
    piece_tokens: Sequence[Sequence[int]],
    *,
    language: str,
    times: TokenTimes | None = None,
    probabilities: Sequence[float] | None = None,
) -> tuple[Word, ...]:
    """Make words of a decode.

    Args:
        pieces: The text in order, each piece whole characters.
        piece_tokens: The tokens of each piece.
        language: In which the text is.
        times: Of the tokens; None where they are not known.
        probabilities: Of the tokens; None where they are not known. A word has the mean of its
            tokens, the punctuation that closes it left out.
    """
    spans = word_spans(pieces, spaced=language not in UNSPACED_LANGUAGES)
    first_tokens = list(accumulate(map(len, piece_tokens), initial=0))
    words: list[Word] = []
    for span in spans:
        spoken = _without_closing_punctuation(span, pieces)
        tokens = range(first_tokens[spoken.start], first_tokens[spoken.stop])
        start_sample, end_sample = times.samples_of(tokens) if times else (None, None)
        words.append(
            Word(
                text=_text(span, pieces),
                start_sample=start_sample,
                end_sample=end_sample,
                probability=_probability(tokens, probabilities),
            )
        )
    return tuple(words)


def word_spans(pieces: Sequence[str], *, spaced: bool) -> list[range]:
    """Group pieces of text into words.

    Args:
        pieces: The text in order, each piece whole characters; a new word brings its own space.
        spaced: Whether spaces part the words of this language.

    Returns:
        The indices of the pieces of each word. Together they are all indices in order. A group
        without any letter or digit (a dash between spaces) joins the word before it, or the one
        after it where it comes first.
    """
    spans: list[range] = []
    for index, piece in enumerate(pieces):
        if spans and not _starts_word(piece, spaced=spaced):
            spans[-1] = range(spans[-1].start, index + 1)
        else:
            spans.append(range(index, index + 1))
    return _without_bare_punctuation(spans, pieces)


def has_letter(text: str) -> bool:
    """Whether there is anything to say aloud in a text: a letter or a digit."""
    return any(character.isalnum() for character in text)


def _starts_word(piece: str, *, spaced: bool) -> bool:
    return piece.startswith(" ") if spaced else has_letter(piece)


def _without_bare_punctuation(spans: Iterable[range], pieces: Sequence[str]) -> list[range]:
    words: list[range] = []
    previous_is_bare = False
    for span in spans:
        bare = not has_letter(_text(span, pieces))
        if words and (bare or previous_is_bare):
            words[-1] = range(words[-1].start, span.stop)
            previous_is_bare = previous_is_bare and bare
        else:
            words.append(span)
            previous_is_bare = bare
    return words


def _probability(tokens: range, probabilities: Sequence[float] | None) -> float | None:
    return None if probabilities is None else fmean(probabilities[tokens.start : tokens.stop])


def _without_closing_punctuation(span: range, pieces: Sequence[str]) -> range:
    for stop in range(span.stop, span.start, -1):
        if has_letter(pieces[stop - 1]):
            return range(span.start, stop)
    return span


def _text(span: range, pieces: Sequence[str]) -> str:
    return "".join(pieces[span.start : span.stop])
