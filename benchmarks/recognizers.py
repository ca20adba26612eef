"""The recognizer of the service with one thing changed, to see what that thing is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.second_look import Suspicion, better, suspicious
from models.drafts import Decode, Draft
from models.effort import Effort
from models.encoder import WINDOW_SAMPLES, Encoder, Encoding, encoded_samples
from models.phantoms import Doubt
from models.types import AudioWindow, Hypothesis, Samples, VoiceInput, VoiceScores, VoiceState
from models.whisper import WhisperRecognizer
from models.word_times import POSITION_SAMPLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How windows are decoded; as the service does it, where nothing is said."""

    effort: Effort = field(default_factory=Effort)
    cut_off: bool = False
    """The decoder sees what was encoded and no cached silence behind it."""
    encodes_again: bool = False
    """Word times are read from an encoding of their own."""
    believes_everything: bool = False
    """Nothing is dropped because nobody said it, and no repetition is cut."""
    looks_again: Suspicion | None = None
    """A final that looks wrong by it is decoded once more, padded to 30 s."""


class VariedRecognizer(WhisperRecognizer):
    """A recognizer on one core, one window at a time.

    Args:
        folder: Where the model's files are.
        key: Its key in the catalog.
        hearing: What is changed.
    """

    def __init__(self, folder: Path, *, key: str, hearing: Hearing) -> None:
        super().__init__(folder, key=key, effort=hearing.effort)
        self._hearing = hearing
        if hearing.cut_off:
            self._encode = CutEncoder(self._encode)
        if hearing.believes_everything:
            self._believe = believe_everything

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        """Decode each window by itself."""
        found: list[Hypothesis] = []
        for window in windows:
            if self._hearing.encodes_again and window.final:
                silence = self._hearing.effort.final_silence_samples
                self._encode([window.samples], silence_samples=silence)
            found += super().recognize([window])
            if self._is_doubted(found[-1], window):
                found[-1] = better(found[-1], self._recognize_padded(window))
        return found

    def _is_doubted(self, hypothesis: Hypothesis, window: AudioWindow) -> bool:
        suspicion = self._hearing.looks_again
        return suspicion is not None and window.final and suspicious(hypothesis, window, suspicion)

    def _recognize_padded(self, window: AudioWindow) -> Hypothesis:
        usual, self._effort = (
            self._effort,
            replace(self._effort, final_silence_samples=WINDOW_SAMPLES),
        )
        try:
            (hypothesis,) = super().recognize([window])
        finally:
            self._effort = usual
        return hypothesis


class CutEncoder:
    """An encoder whose output ends with what it was given. One window at a time."""

    def __init__(self, encode: Encoder) -> None:
        self._encode = encode

    def __call__(self, windows: Sequence[Samples], *, silence_samples: int) -> Encoding:
        """Encode one window and its silence."""
        (window,) = windows
        samples = encoded_samples(window.size, silence=silence_samples, step=POSITION_SAMPLES)
        encoding = self._encode([window], silence_samples=silence_samples)
        return encoding[:, : samples // POSITION_SAMPLES]


def believe_everything(
    decode: Decode,
    *,
    window_s: float,
    text_of: Callable[[list[int]], str],
    doubt_of: Callable[[str], Doubt],
    voiced_share: float | None = None,
) -> Draft:
    """All that a model gives."""
    del window_s, text_of, doubt_of, voiced_share
    return Draft(tokens=list(decode.tokens), cut=False)


class AlwaysVoice:
    """A voice activity detector that takes everything for voice."""

    frame_samples = 512

    def initial_state(self) -> VoiceState:
        """It remembers nothing."""
        return VoiceState()

    def score(self, batch: Sequence[VoiceInput]) -> list[VoiceScores]:
        """Certain voice in every frame."""
        return [
            VoiceScores(
                probabilities=(1.0,) * (one.samples.size // self.frame_samples),
                state=one.state,
            )
            for one in batch
        ]
