"""A final that looks wrong, decoded once more with its window padded to 30 s. Pure.

A window is encoded with little silence behind it, which costs a word now and then
(``models.encoder``). By what a decode says of itself the few can be told that may gain from being
heard as the model was trained to hear; the better of both is kept. The service does not do it
(decision 57); ``tulkki bench ablation`` has a row for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.types import SAMPLE_RATE, AudioWindow, Hypothesis


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """From when on a decode looks wrong."""

    log_probability: float = -0.6
    """Mean of the tokens; below it."""
    no_speech_probability: float = 0.4
    """Where something was written down all the same; above it."""
    words_per_s: float = 5.0
    """More are not said."""


def suspicious(hypothesis: Hypothesis, window: AudioWindow, suspicion: Suspicion) -> bool:
    """Whether a decode of final quality looks wrong."""
    if hypothesis.cut:
        return True
    if not hypothesis.words:
        return False
    seconds = window.samples.size / SAMPLE_RATE
    return (
        hypothesis.average_log_probability < suspicion.log_probability
        or hypothesis.no_speech_probability > suspicion.no_speech_probability
        or len(hypothesis.words) > suspicion.words_per_s * max(seconds, 1.0)
    )


def better(first: Hypothesis, second: Hypothesis) -> Hypothesis:
    """Of two decodes of one window, that which looks right: whole, and sure of itself."""
    return max(first, second, key=_worth)


def _worth(hypothesis: Hypothesis) -> tuple[bool, bool, float]:
    return not hypothesis.cut, bool(hypothesis.words), hypothesis.average_log_probability
