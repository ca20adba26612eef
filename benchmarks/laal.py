"""Length-adaptive average lagging, the measure of simultaneous translation (arXiv 2206.05807).

Of one segment: the mean over its words, up to the first that was seen after the voice had ended, of
d_i - (i - 1) X / max(Y, Y*). d_i is when word i was seen, X how long the voice lasts, both from its
beginning; Y is how many words are shown, Y* how many the reference has. A recording has the mean of
its segments.

A caption is compared with the words that were said. A segment is a sentence, or a part of one up to
a pause; words of the last screen belong to segments by the alignment with the reference, added ones
to that of the word before them. A translation has no reference: its own length stands for both, and
each caption is a segment, from the first to the last word that was said in it.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.edits import align
from benchmarks.kept_words import KeptWord
from benchmarks.text import Normalizer
from benchmarks.words import SpokenWord

PAUSE_S: Final = 0.5
"""A silence between two words that ends a segment; a shorter one is part of it."""
_SENTENCE_END: Final = (".", "?", "!")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laal:
    """Mean of all segments of which words were seen, seconds."""

    segments: int
    first_seen_s: float
    """With the first screens that show the words."""
    for_good_s: float
    """With the screens from which on they stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A voice, seconds since the start of the recording."""

    start_s: float
    end_s: float
    reference_words: int
    """Normalized words; 0 where there is no reference."""


def lagging_s(seen_s: Sequence[float], segment: Segment) -> float:
    """LAAL of one segment of which words were seen at these times, in the order of the text."""
    source_s = segment.end_s - segment.start_s
    step_s = source_s / max(len(seen_s), segment.reference_words)
    lags_s: list[float] = []
    for index, at_s in enumerate(seen_s):
        delay_s = at_s - segment.start_s
        lags_s.append(delay_s - index * step_s)
        if delay_s >= source_s:
            break
    return statistics.fmean(lags_s)


class Voices:
    """Which word of the last screen was said when.

    Args:
        kept: the words of the last screen.
        words: those that were said.
        normalize: of the spoken language.
    """

    def __init__(
        self, kept: Sequence[KeptWord], words: Sequence[SpokenWord], normalize: Normalizer
    ) -> None:
        self._kept = kept
        self._segments = _segments(words, normalize)
        said = [
            (token, word, segment)
            for segment, stretch in self._segments
            for word in stretch
            for token in normalize(word.word)
        ]
        found = align([token for token, _, _ in said], [word.word for word in kept])
        self._said = {seen: said[index][1:] for index, seen in (*found.equal, *found.substituted)}

    def of_captions(self) -> Mapping[str, Segment]:
        """The voice of each caption, without a reference."""
        by_caption: dict[str, list[SpokenWord]] = {}
        for index, (word, _) in sorted(self._said.items()):
            by_caption.setdefault(self._kept[index].block, []).append(word)
        return {
            caption: Segment(start_s=said[0].start_s, end_s=said[-1].end_s, reference_words=0)
            for caption, said in by_caption.items()
        }

    def laal(self) -> Laal | None:
        """Of the captions; None where nothing was said, or nothing seen."""
        seen: dict[Segment, list[KeptWord]] = {}
        segment = self._segments[0][0] if self._segments else None
        for index, word in enumerate(self._kept):
            if index in self._said:
                _, segment = self._said[index]
            if segment is not None:
                seen.setdefault(segment, []).append(word)
        return _mean(list(seen.items()))


def laal_of_translation(kept: Sequence[KeptWord], voices: Mapping[str, Segment]) -> Laal | None:
    """Of the words of a translation; captions without a voice do not count."""
    seen: dict[str, list[KeptWord]] = {}
    for word in kept:
        if word.block in voices:
            seen.setdefault(word.block, []).append(word)
    return _mean([(voices[caption], words) for caption, words in seen.items()])


def _segments(
    words: Sequence[SpokenWord], normalize: Normalizer
) -> list[tuple[Segment, list[SpokenWord]]]:
    stretches: list[list[SpokenWord]] = []
    for word in words:
        if not stretches or _ends_segment(stretches[-1][-1], word):
            stretches.append([])
        stretches[-1].append(word)
    return [
        (
            Segment(
                start_s=stretch[0].start_s,
                end_s=stretch[-1].end_s,
                reference_words=sum(len(normalize(word.word)) for word in stretch),
            ),
            stretch,
        )
        for stretch in stretches
    ]


def _ends_segment(word: SpokenWord, following: SpokenWord) -> bool:
    return word.word.endswith(_SENTENCE_END) or following.start_s - word.end_s >= PAUSE_S


def _mean(segments: Sequence[tuple[Segment, Sequence[KeptWord]]]) -> Laal | None:
    if not segments:
        return None
    return Laal(
        segments=len(segments),
        first_seen_s=statistics.fmean(
            lagging_s([word.first_seen_s for word in words], segment) for segment, words in segments
        ),
        for_good_s=statistics.fmean(
            lagging_s([word.for_good_s for word in words], segment) for segment, words in segments
        ),
    )
