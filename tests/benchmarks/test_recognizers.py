from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.corpus import librivox_sentences
from benchmarks.recognizers import (
    AlwaysVoice,
    CutEncoder,
    Hearing,
    VariedRecognizer,
    believe_everything,
)
from benchmarks.weights import model_folder
from models.drafts import Decode
from models.effort import Effort
from models.encoder import Encoding
from models.phantoms import Doubt
from models.types import SAMPLE_RATE, AudioWindow, Samples, VoiceInput, VoiceState
from models.word_times import POSITION_SAMPLES

KEY = "whisper-base"
SILENCE = AudioWindow(
    samples=np.zeros(2 * SAMPLE_RATE, np.float32), start_sample=0, languages=("en",), final=False
)


def encode(windows: Sequence[Samples], *, silence_samples: int) -> Encoding:
    del silence_samples
    return np.zeros((len(windows), 1500, 4), np.float32)


def test_an_encoding_ends_with_the_silence_that_was_encoded() -> None:
    window = np.zeros(SAMPLE_RATE, np.float32)
    cut = CutEncoder(encode)([window], silence_samples=SAMPLE_RATE)
    assert cut.shape == (1, 2 * SAMPLE_RATE // POSITION_SAMPLES, 4)


def test_everything_passes_for_voice() -> None:
    detector = AlwaysVoice()
    samples = np.zeros(3 * detector.frame_samples, np.float32)
    (scores,) = detector.score([VoiceInput(samples=samples, state=VoiceState())])
    assert scores.probabilities == (1.0, 1.0, 1.0)


def test_everything_is_believed() -> None:
    decode = Decode(tokens=[1] * 99, no_speech_probability=1.0, average_log_probability=-9.0)
    draft = believe_everything(
        decode, window_s=1.0, text_of=str, doubt_of=lambda _: Doubt.NEVER_SAID
    )
    assert (draft.tokens, draft.cut) == ([1] * 99, False)


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_padding_and_a_second_encoding_change_no_word_of_a_sentence() -> None:
    sentence = librivox_sentences()[0].recording.samples()[: 6 * SAMPLE_RATE]
    window = AudioWindow(samples=sentence, start_sample=0, languages=("en",), final=True)
    hearings = (
        Hearing(),
        Hearing(encodes_again=True),
        Hearing(effort=Effort(final_silence_samples=30 * SAMPLE_RATE)),
    )
    texts = []
    for hearing in hearings:
        (found,) = VariedRecognizer(model_folder(KEY), key=KEY, hearing=hearing).recognize([window])
        texts.append(found.text.lower().split()[:8])
    assert texts[0] == texts[1] == texts[2]
    assert len(texts[0]) == 8


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_without_guards_silence_is_written_down() -> None:
    weights = model_folder(KEY)
    guarded = VariedRecognizer(weights, key=KEY, hearing=Hearing())
    trusting = VariedRecognizer(weights, key=KEY, hearing=Hearing(believes_everything=True))
    assert guarded.recognize([SILENCE])[0].words == ()
    assert trusting.recognize([SILENCE])[0].words != ()
