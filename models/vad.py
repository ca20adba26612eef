"""Silero's voice activity detector, one step at a time.

The network is recurrent: what it says of a frame depends on all frames before. Its memory is kept
outside, in a state for each track, so that one detector serves every track and a track gets the
same scores however its audio is cut into pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.errors import InferenceFailed, ModelNotFound
from models.onnx import Fail, InferenceSession, RuntimeException, SessionOptions
from models.types import Samples, VoiceInput, VoiceScores, VoiceState

FRAME_SAMPLES: Final = 512
"""One frame is 32 ms."""
CONTEXT_SAMPLES: Final = 64
"""The end of the frame before, which the network sees in front of each frame."""
_MEMORY_SHAPE: Final = (1, 1, 128)


@dataclass(frozen=True, slots=True, kw_only=True)
class SileroState(VoiceState):
    """Memory of the network after a piece of a track."""

    hidden: NDArray[np.float32]
    cell: NDArray[np.float32]
    context: Samples
    """The last samples of the piece, shape (``CONTEXT_SAMPLES``,)."""


class SileroVad:
    """VoiceActivityDetector on Silero's ONNX file. Thread-safe.

    Args:
        path: The file.

    Raises:
        ModelNotFound: there is no such file.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise ModelNotFound(f"{path} is missing")
        options = SessionOptions()
        # A frame takes 0.1 ms: more threads would only wait for each other.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )

    @property
    def frame_samples(self) -> int:
        """Length of a frame in samples."""
        return FRAME_SAMPLES

    def initial_state(self) -> SileroState:
        """The state before the first piece of a track."""
        return SileroState(
            hidden=np.zeros(_MEMORY_SHAPE, np.float32),
            cell=np.zeros(_MEMORY_SHAPE, np.float32),
            context=np.zeros(CONTEXT_SAMPLES, np.float32),
        )

    def score(self, batch: Sequence[VoiceInput]) -> list[VoiceScores]:
        """Score pieces of different tracks.

        Raises:
            InferenceFailed: the network broke.
        """
        return [self._score(piece) for piece in batch]

    def _score(self, piece: VoiceInput) -> VoiceScores:
        state = piece.state
        if not isinstance(state, SileroState):
            raise TypeError(f"a state of another detector: {type(state).__name__}")
        inputs = {
            "input": _with_context(piece.samples, state.context),
            "h": state.hidden,
            "c": state.cell,
        }
        try:
            probabilities, hidden, cell = self._session.run(None, inputs)
        except (Fail, RuntimeException) as err:
            raise InferenceFailed(f"the voice activity detector broke: {err}") from err
        return VoiceScores(
            probabilities=tuple(probabilities.ravel().tolist()),
            state=SileroState(
                hidden=hidden, cell=cell, context=piece.samples[-CONTEXT_SAMPLES:].copy()
            ),
        )


def _with_context(samples: Samples, context: Samples) -> NDArray[np.float32]:
    """Frames of a piece, each behind the end of the one before; shape (frames, context + frame)."""
    if samples.ndim != 1 or samples.size == 0 or samples.size % FRAME_SAMPLES:
        raise ValueError(f"{samples.shape} samples are not whole frames of {FRAME_SAMPLES}")
    frames = samples.reshape(-1, FRAME_SAMPLES)
    contexts = np.vstack([context, frames[:-1, -CONTEXT_SAMPLES:]])
    return np.hstack([contexts, frames])
