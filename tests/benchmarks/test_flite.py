from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.flite import speak, word_times


@pytest.mark.voices
def test_a_sentence_sounds_the_same_every_time() -> None:
    assert speak("slt", "May I see your passport?") == speak("slt", "May I see your passport?")


@pytest.mark.voices
@pytest.mark.parametrize("voice", ["slt", "rms"])
def test_words_are_timed_within_the_sentence(voice: str) -> None:
    text = "Thank you, the first free time is on Tuesday."
    spoken = speak(voice, text)
    words = word_times(voice, text, spoken)
    assert words is not None
    assert " ".join(word.word for word in words) == text
    assert all(0 < word.start_s < word.end_s < spoken.recording.duration_s for word in words)
    gaps_s = [after.start_s - before.end_s for before, after in pairwise(words)]
    assert [gap_s > 0 for gap_s in gaps_s] == [word.word == "you," for word in words[:-1]]


@pytest.mark.voices
def test_a_word_ends_where_its_sound_dies_away() -> None:
    spoken = speak("slt", "Goodbye.")
    words = word_times("slt", "Goodbye.", spoken)
    assert words is not None
    samples = spoken.recording.samples()
    end = round(words[-1].end_s * 16_000)
    assert abs(samples[end - 1600 : end]).max() > 10 * abs(samples[end + 800 :]).max()


@pytest.mark.voices
def test_words_that_sound_otherwise_alone_have_no_times() -> None:
    text = "Call 555 1234 now."
    assert word_times("slt", text, speak("slt", text)) is None


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BenchmarkError, match="apt-get install flite"):
        speak("slt", "Hello.")
