"""When an utterance keeps the language that was heard in it.

A first guess is often wrong and sure of itself: little voice, filled up with silence, sounds like
the language that the model knows best. So a guess counts only with enough voice behind it. The
figures are in docs/quality.md, printed by ``python -m benchmarks.quality.spoken_language``.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.conversation.duration import samples


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLockConfig:
    """What makes a language certain."""

    least_voice_s: float = 1.0
    """Speech that must have been heard."""
    least_probability: float = 0.95
    """Of the language, among those that may be spoken."""

    def __post_init__(self) -> None:
        if self.least_voice_s < 0:
            raise ValueError("least_voice_s must not be negative")
        if not 0 < self.least_probability <= 1:
            raise ValueError("least_probability must be in 0..1")


def is_certain(probability: float, *, voice_samples: int, config: LanguageLockConfig) -> bool:
    """Decide whether a guess is kept for the whole utterance.

    Args:
        probability: Of the likeliest language, among those that may be spoken.
        voice_samples: From the beginning of the voice to the newest voice that was heard.
        config: What is enough.
    """
    enough_voice = voice_samples >= samples(config.least_voice_s)
    return enough_voice and probability >= config.least_probability
