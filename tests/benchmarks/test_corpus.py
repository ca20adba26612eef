from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.audio import Recording, read_wav, write_wav
from benchmarks.corpus import SETS, SETS_DIR, build, joined, librivox_sentences
from benchmarks.errors import BenchmarkError
from benchmarks.words import load_words


@pytest.fixture
def two_sentences(tmp_path: Path) -> Path:
    for name, level in (("one", 1), ("two", 2)):
        write_wav(tmp_path / f"{name}.wav", Recording(pcm=bytes([level, 0]) * 1600))
    lines = "<s> he was not </s> (one)\n<s> an ill man </s> (two)\n"
    (tmp_path / "transcription").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all recordings; building them checks their hashes too."""
    out_dir = tmp_path_factory.mktemp("corpus")
    build(out_dir)
    return out_dir


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


def test_every_set_with_frozen_words_is_built() -> None:
    assert {words.parent.name for words in SETS_DIR.glob("*/words.json")} == set(SETS)


@pytest.mark.voices
@pytest.mark.timeout(360)
@pytest.mark.parametrize("name", SETS)
def test_a_recording_is_the_one_that_its_frozen_words_belong_to(built: Path, name: str) -> None:
    spoken = load_words(SETS_DIR / name / "words.json")
    assert read_wav(built / f"{name}.wav").sha256 == spoken.audio_sha256
    assert (built / f"{name}.txt").read_text(encoding="utf-8").split() == spoken.text.split()


@pytest.mark.voices
@pytest.mark.timeout(360)
@pytest.mark.parametrize("name", SETS)
def test_frozen_words_lie_in_their_recording_one_after_the_other(built: Path, name: str) -> None:
    words = load_words(SETS_DIR / name / "words.json").words
    duration_s = read_wav(built / f"{name}.wav").duration_s
    assert all(0 <= word.start_s < word.end_s <= duration_s for word in words)
    assert all(before.end_s <= after.start_s for before, after in pairwise(words))
