"""How much is done to hear a window: more for one whose words are final.

``tulkki bench ablation`` prints what each of these is worth, and ``tulkki bench stages`` what it
costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.encoder import SILENCE_SAMPLES, WINDOW_SAMPLES
from models.types import SAMPLE_RATE

FINAL_SILENCE_SAMPLES: Final = 3 * SAMPLE_RATE
"""Silence that is encoded after a window whose words are final."""
FINAL_BEAM: Final = 5
"""Readings that are followed at one time in such a window. A tentative decode follows one: it is
corrected soon.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one recognizer does."""

    silence_samples: int = SILENCE_SAMPLES
    """Encoded after a window that is not final."""
    final_silence_samples: int = FINAL_SILENCE_SAMPLES
    final_beam: int = FINAL_BEAM

    def __post_init__(self) -> None:
        least, most = sorted((self.silence_samples, self.final_silence_samples))
        if not 0 <= least <= most <= WINDOW_SAMPLES or self.final_beam < 1:
            raise ValueError("silence of 0 to 30 s, at least one reading")


FULL_EFFORT: Final = Effort()
"""What the service does with a model that was measured with it."""


def effort_for(*, silence_s: int | None, final_silence_s: int | None) -> Effort:
    """What is done with a model whose catalog entry says how much silence it needs.

    Args:
        silence_s: Behind a window; None where that was not measured: as much as it was trained on.
        final_silence_s: The same for a window whose words are final.
    """
    return Effort(
        silence_samples=_samples(silence_s), final_silence_samples=_samples(final_silence_s)
    )


def _samples(silence_s: int | None) -> int:
    return WINDOW_SAMPLES if silence_s is None else silence_s * SAMPLE_RATE
