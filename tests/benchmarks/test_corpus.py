from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.audio import Recording, read_wav, write_wav
from benchmarks.corpus import LIBRIVOX_DIR, SETS_DIR, build, joined, librivox_sentences
from benchmarks.errors import BenchmarkError
from benchmarks.words import load_words

installed = pytest.mark.skipif(
    not LIBRIVOX_DIR.is_dir(), reason="Debian's pocketsphinx-testdata is not installed"
)


@pytest.fixture
def two_sentences(tmp_path: Path) -> Path:
    for name, level in (("one", 1), ("two", 2)):
        write_wav(tmp_path / f"{name}.wav", Recording(pcm=bytes([level, 0]) * 1600))
    lines = "<s> he was not </s> (one)\n<s> an ill man </s> (two)\n"
    (tmp_path / "transcription").write_text(lines, encoding="utf-8")
    return tmp_path


def test_sentences_are_joined_with_pauses(two_sentences: Path) -> None:
    sentences = librivox_sentences(two_sentences)
    assert [sentence.text for sentence in sentences] == ["he was not", "an ill man"]
    recording = joined(sentences)
    assert recording.duration_s == pytest.approx(1.0 + 0.1 + 1.2 + 0.1 + 2.0)
    assert recording.pcm[32_000 : 32_000 + 3200] == sentences[0].recording.pcm


def test_pauses_are_faint_noise_and_the_same_every_time(two_sentences: Path) -> None:
    first, second = (joined(librivox_sentences(two_sentences)) for _ in range(2))
    assert first == second
    lead = first.samples()[:16_000]
    assert 0.0001 < lead.std() < 0.001
    assert abs(lead).max() < 0.001


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="pocketsphinx-testdata"):
        librivox_sentences(tmp_path)


@installed
def test_the_recording_is_the_one_that_the_frozen_words_belong_to(tmp_path: Path) -> None:
    build(tmp_path)
    spoken = load_words(SETS_DIR / "librivox" / "words.json")
    assert read_wav(tmp_path / "librivox.wav").sha256 == spoken.audio_sha256
    assert (tmp_path / "librivox.txt").read_text(encoding="utf-8").split() == spoken.text.split()
