"""What needs the real speech model: forced alignment and the offline decode."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import typer
from faster_whisper import WhisperModel
from typer.testing import CliRunner

from benchmarks.alignment import align_recording, freeze
from benchmarks.audio import write_wav
from benchmarks.corpus import LIBRIVOX_DIR, SETS_DIR, Sentence, joined, librivox_sentences
from benchmarks.errors import AlignmentFailed, BenchmarkError
from benchmarks.flite import speak, word_times
from benchmarks.offline import decode, offline
from benchmarks.results import OfflineResult, read_results
from benchmarks.scoring import word_errors
from benchmarks.text import normalizer_for
from benchmarks.weights import load_whisper
from benchmarks.words import load_words

pytestmark = [
    pytest.mark.weights,
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        not LIBRIVOX_DIR.is_dir(), reason="Debian's pocketsphinx-testdata is not installed"
    ),
]


@pytest.fixture(scope="module")
def whisper() -> WhisperModel:
    return load_whisper("whisper-base", compute_type="int8")


@pytest.fixture(scope="module")
def sentence() -> Sentence:
    """The shortest one."""
    return min(librivox_sentences(), key=lambda each: each.recording.duration_s)


def test_words_of_a_long_recording_are_found_where_they_were_frozen(whisper: WhisperModel) -> None:
    frozen = load_words(SETS_DIR / "librivox" / "words.json").words
    found = align_recording(
        whisper, joined(librivox_sentences()), " ".join(word.word for word in frozen), "en"
    )
    assert [word.word for word in found] == [word.word for word in frozen]
    moved_s = [abs(now.end_s - then.end_s) for now, then in zip(found, frozen, strict=True)]
    assert np.median(moved_s) <= 0.02
    assert np.percentile(moved_s, 95) <= 0.1


def test_word_ends_are_near_the_truth_and_rather_early(whisper: WhisperModel) -> None:
    text = "My son starts school in August and we need a place in the afternoon club."
    spoken = speak("slt", text)
    truth = word_times("slt", text, spoken)
    assert truth is not None
    found = align_recording(whisper, spoken.recording, text, "en")
    errors_s = [word.end_s - true.end_s for word, true in zip(found, truth, strict=True)]
    assert -0.1 < np.median(errors_s) <= 0.02
    assert max(errors_s) < 0.1


def test_words_come_one_after_the_other(whisper: WhisperModel, sentence: Sentence) -> None:
    found = align_recording(whisper, sentence.recording, sentence.text, "en")
    assert all(before.end_s <= after.end_s for before, after in pairwise(found))
    assert all(0 <= word.start_s <= word.end_s for word in found)
    assert found[-1].end_s <= sentence.recording.duration_s


def test_another_text_is_refused(whisper: WhisperModel, sentence: Sentence) -> None:
    with pytest.raises(AlignmentFailed, match="heard only"):
        align_recording(whisper, sentence.recording, "please bring your passport", "en")


def test_the_offline_decode_writes_down_the_sentence(
    whisper: WhisperModel, sentence: Sentence
) -> None:
    text = decode(whisper, sentence.recording, language="en", beam=1)
    errors = word_errors(sentence.text, text, normalizer_for("en"))
    assert (errors.edits.total, errors.reference_words) == (0, 8)


def test_words_are_frozen_and_the_offline_error_is_told(tmp_path: Path, sentence: Sentence) -> None:
    write_wav(tmp_path / "said.wav", sentence.recording)
    (tmp_path / "said.txt").write_text(sentence.text, encoding="utf-8")
    app = typer.Typer()
    app.command()(freeze)
    app.command()(offline)
    said, words = str(tmp_path / "said.wav"), str(tmp_path / "words.json")
    text, results = str(tmp_path / "said.txt"), str(tmp_path / "results.jsonl")
    frozen = CliRunner().invoke(app, ["freeze", said, "--text", text, "--out", words])
    assert frozen.exit_code == 0, frozen.output
    assert load_words(Path(words)).text == sentence.text
    told = CliRunner().invoke(app, ["offline", said, "--words", words, "--results", results])
    assert told.exit_code == 0, told.output
    assert "0 errors" in told.stdout
    (result,) = read_results(Path(results))
    assert isinstance(result, OfflineResult)
    assert result.label == "whisper-base int8 beam 1"


def test_an_unknown_model_is_told() -> None:
    with pytest.raises(BenchmarkError, match="no model 'whisper-huge'"):
        load_whisper("whisper-huge", compute_type="int8")
