"""The score of one replay: pure, from an event log and the frozen words of its recording.

Lag of a word: receipt of the screen that shows it, minus the end of the word in the recording.
Only words of the last screen that are right, and that were not shown before they were spoken,
have a lag. Everything else is a word error: substitutions, deletions and insertions of the last
screen against the reference, and words that were first seen more than ``EARLY_S`` before their
end, for those were guessed. The end of a word stands in for "spoken": lags count from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.edits import Edits, align
from benchmarks.erasure import Erasure, as_written, broken_promises, erasure
from benchmarks.event_log import EventLog, MessageReceived
from benchmarks.figures import Spread, spread
from benchmarks.kept_words import KeptWord, kept_words
from benchmarks.laal import Laal, Segment, Voices, laal_of_translation
from benchmarks.matched_words import MatchedWord, Matching, match_words
from benchmarks.screen import Screen, ScreenUpdate, Updates, by_block, screen_of
from benchmarks.text import Normalizer, normalized_words, normalizer_for
from benchmarks.translation_lag import TranslationLag, translation_lag
from benchmarks.words import SpokenWord, SpokenWords
from service.wire.messages import Error, Notice

EARLY_S: Final = 0.1
"""A word seen longer than this before its end was guessed."""
MAX_SEND_SLIP_P99_S: Final = 0.010
"""A client that sends later than this did not replay in real time: the run is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordErrors:
    """The last screen against the reference."""

    reference_words: int
    edits: Edits
    early: int
    """Right words that were seen before they were spoken."""

    @property
    def rate(self) -> float | None:
        """Word error rate of the text, as it is told elsewhere; None where nothing was said."""
        return self.edits.total / self.reference_words if self.reference_words else None

    @property
    def rate_with_early(self) -> float | None:
        """The same with every early word as one more error."""
        total = self.edits.total + self.early
        return total / self.reference_words if self.reference_words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLag:
    """Lags of the words that are right."""

    reference_words: int
    """Words of the reference, normalized one by one."""
    matched_words: int
    """Words that have a lag."""
    first_seen: Spread | None
    for_good: Spread | None

    @property
    def matched_share(self) -> float | None:
        return self.matched_words / self.reference_words if self.reference_words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenErasure:
    """What one column of the screen took back."""

    as_written: Erasure
    """Punctuation and capitals count."""
    words: Erasure
    """Normalized words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationScore:
    """One language that the captions were translated into."""

    language: str
    erasure: ScreenErasure
    lag: TranslationLag
    laal: Laal | None = None
    """None where no word was seen, and in lines that are older than this figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Everything that one replay says."""

    audio_s: float
    errors: WordErrors
    lag: WordLag
    laal: Laal | None = None
    """None where no word was said or seen, and in lines that are older than this figure."""
    erasure: ScreenErasure
    translations: tuple[TranslationScore, ...]
    broken_promises: int
    """Updates that changed committed text, in any language."""
    unfinished_captions: int
    refusals: tuple[str, ...]
    """Codes of the errors and notices that the server sent."""
    send_slip: Spread | None
    void: tuple[str, ...]
    """Why the run must not be reported; empty where it may."""


def score(log: EventLog, spoken: SpokenWords) -> Score:
    """Compute every figure of one replay."""
    normalize = normalizer_for(spoken.language)
    screen = screen_of(log)
    kept = kept_words(screen.source, normalize)
    lag, early = _word_lag(kept, spoken.words, normalize)
    voices = Voices(kept, spoken.words, normalize)
    of_captions = voices.of_captions()
    slip = spread([sent.slip_s for sent in log.sent])
    return Score(
        audio_s=log.started.audio_s,
        errors=word_errors(spoken.text, last_text(screen.source), normalize, early=early),
        lag=lag,
        laal=voices.laal(),
        erasure=_erasure(screen.source, normalize),
        translations=tuple(
            _translation(language, updates, screen.source, of_captions)
            for language, updates in screen.translations
        ),
        broken_promises=sum(broken_promises(updates) for updates in _columns(screen)),
        unfinished_captions=_unfinished(screen.source),
        refusals=_refusals(log.received),
        send_slip=slip,
        void=_void(log, spoken, slip),
    )


def word_errors(reference: str, text: str, normalize: Normalizer, *, early: int = 0) -> WordErrors:
    """Compare whole texts, normalized whole, as word error rates are told elsewhere."""
    expected = normalize(reference)
    return WordErrors(
        reference_words=len(expected), edits=align(expected, normalize(text)).edits, early=early
    )


def _translation(
    language: str, updates: Updates, source: Updates, voices: Mapping[str, Segment]
) -> TranslationScore:
    normalize = normalizer_for(language)
    return TranslationScore(
        language=language,
        erasure=_erasure(updates, normalize),
        lag=translation_lag(source, updates),
        laal=laal_of_translation(kept_words(updates, normalize), voices),
    )


def _word_lag(
    kept: Sequence[KeptWord], words: Sequence[SpokenWord], normalize: Normalizer
) -> tuple[WordLag, int]:
    matching = match_words(kept, words, normalize)
    heard = heard_words(matching)
    lag = WordLag(
        reference_words=matching.reference_words,
        matched_words=len(heard),
        first_seen=spread([word.first_seen_s for word in heard]),
        for_good=spread([word.for_good_s for word in heard]),
    )
    return lag, len(matching.matched) - len(heard)


def heard_words(matching: Matching) -> tuple[MatchedWord, ...]:
    """The words that have a lag: those that were not guessed."""
    return tuple(word for word in matching.matched if word.first_seen_s >= -EARLY_S)


def _erasure(updates: Updates, normalize: Normalizer) -> ScreenErasure:
    def words(update: ScreenUpdate) -> tuple[str, ...]:
        return normalized_words(update.text, normalize)

    return ScreenErasure(as_written=erasure(updates, as_written), words=erasure(updates, words))


def _columns(screen: Screen) -> list[Updates]:
    return [screen.source, *(updates for _, updates in screen.translations)]


def last_text(updates: Updates) -> str:
    """All captions as they stand in the end."""
    return " ".join(block[-1].text for block in by_block(updates).values())


def _unfinished(updates: Updates) -> int:
    return sum(not block[-1].final for block in by_block(updates).values())


def _refusals(received: Sequence[MessageReceived]) -> tuple[str, ...]:
    return tuple(
        event.message.code for event in received if isinstance(event.message, Error | Notice)
    )


def _void(log: EventLog, spoken: SpokenWords, slip: Spread | None) -> tuple[str, ...]:
    reasons: list[str] = []
    if log.started.audio_sha256 != spoken.audio_sha256:
        reasons.append("the words belong to another recording")
    if slip is None:
        reasons.append("no audio was sent")
    elif slip.p99_s > MAX_SEND_SLIP_P99_S:
        reasons.append(f"send slip p99 {1000 * slip.p99_s:.1f} ms")
    if not log.ended.settled:
        reasons.append("captions or translations never became final")
    return tuple(reasons)
