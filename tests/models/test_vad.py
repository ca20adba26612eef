from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model
from hypothesis import given, settings
from hypothesis import strategies as st
from speech import Reading, silence, tones

from models.catalog import Catalog
from models.errors import ModelNotFound
from models.interfaces import VoiceActivityDetector
from models.loading import load_voice_activity_detector
from models.types import SAMPLE_RATE, Samples, VoiceInput, VoiceState
from models.vad import FRAME_SAMPLES, SileroVad

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def detector(catalog: Catalog) -> VoiceActivityDetector:
    return load_voice_activity_detector(catalog)


@pytest.fixture(scope="module")
def speech(readings: list[Reading]) -> Samples:
    """Whole frames of speech."""
    samples = np.concatenate([reading.samples for reading in readings])
    return samples[: samples.size // FRAME_SAMPLES * FRAME_SAMPLES]


def test_scores_equal_those_of_the_library(
    detector: VoiceActivityDetector, speech: Samples
) -> None:
    (scores,) = detector.score([VoiceInput(samples=speech, state=detector.initial_state())])
    # The library overwrites the end of the last frame with zeros: give it one more.
    padded = np.concatenate([speech, np.zeros(FRAME_SAMPLES, np.float32)])
    expected = get_vad_model()(padded).ravel()[:-1]
    np.testing.assert_allclose(scores.probabilities, expected, atol=1e-5)


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_scores_are_the_same_however_the_audio_is_cut(
    detector: VoiceActivityDetector, speech: Samples, data: st.DataObject
) -> None:
    track = speech[: 60 * FRAME_SAMPLES]
    (whole,) = detector.score([VoiceInput(samples=track, state=detector.initial_state())])
    cuts = data.draw(st.sets(st.integers(1, 59)))
    state = detector.initial_state()
    probabilities: list[float] = []
    for start, end in pairwise([0, *sorted(cuts), 60]):
        piece = track[start * FRAME_SAMPLES : end * FRAME_SAMPLES]
        (scores,) = detector.score([VoiceInput(samples=piece, state=state)])
        probabilities += scores.probabilities
        state = scores.state
    np.testing.assert_allclose(probabilities, whole.probabilities, atol=1e-5)


def test_tracks_of_one_batch_do_not_disturb_each_other(
    detector: VoiceActivityDetector, speech: Samples
) -> None:
    start = detector.initial_state()
    voice = VoiceInput(samples=speech[: 40 * FRAME_SAMPLES], state=start)
    silence = VoiceInput(samples=np.zeros(40 * FRAME_SAMPLES, np.float32), state=start)
    together = detector.score([voice, silence, voice])
    alone = [scores for piece in (voice, silence, voice) for scores in detector.score([piece])]
    assert [scores.probabilities for scores in together] == [
        scores.probabilities for scores in alone
    ]


def test_voice_is_told_from_silence_and_hum(
    detector: VoiceActivityDetector, speech: Samples
) -> None:
    length_s = 100 * FRAME_SAMPLES / SAMPLE_RATE
    quiet = [silence(length_s), tones([50, 100, 150], length_s)]
    state = detector.initial_state()
    scores = detector.score([VoiceInput(samples=samples, state=state) for samples in quiet])
    assert max(max(score.probabilities) for score in scores) < 0.3
    (spoken,) = detector.score([VoiceInput(samples=speech, state=state)])
    assert np.mean(np.array(spoken.probabilities) > 0.5) > 0.7


@pytest.mark.parametrize("samples", [0, FRAME_SAMPLES - 1, FRAME_SAMPLES + 1])
def test_piece_is_refused_when_it_is_not_whole_frames(
    detector: VoiceActivityDetector, samples: int
) -> None:
    piece = VoiceInput(samples=np.zeros(samples, np.float32), state=detector.initial_state())
    with pytest.raises(ValueError, match="not whole frames"):
        detector.score([piece])


def test_state_of_another_detector_is_refused(detector: VoiceActivityDetector) -> None:
    piece = VoiceInput(samples=np.zeros(FRAME_SAMPLES, np.float32), state=VoiceState())
    with pytest.raises(TypeError, match="another detector"):
        detector.score([piece])


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=r"silero_vad\.onnx"):
        SileroVad(tmp_path / "silero_vad.onnx")
