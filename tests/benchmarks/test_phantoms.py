from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from measured_on import ORIGIN

from benchmarks import phantoms
from benchmarks.errors import BenchmarkError
from benchmarks.phantoms import made_up, prompts, words_shown
from benchmarks.phantoms_results import PhantomsResult, Prompts, Written, phantoms_grid
from benchmarks.simulation import Models
from models.fakes import EnergyVad, ScriptedRecognizer, heard
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, Samples, Word


def tone(length_s: float) -> Samples:
    t = np.arange(round(length_s * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * 220 * t)).astype(np.float32)


def chatty(window: AudioWindow) -> Hypothesis:
    """Writes three words at first, of which two are shown, and thinks better of it."""
    words = [Word(text=f" {word}") for word in ("thank", "you", "all")][: 1 if window.final else 3]
    return heard(words, language="en")


@pytest.fixture
def models() -> Models:
    return Models(recognizer=ScriptedRecognizer(chatty), detector=EnergyVad())


def test_words_count_when_they_stood_for_a_moment(models: Models) -> None:
    silence = np.zeros(SAMPLE_RATE, np.float32)
    audio = np.concatenate([silence, tone(1.5), silence, tone(1.5), silence])
    assert words_shown(audio, "en", models) == 4


def test_no_words_are_shown_when_nothing_is_heard(models: Models) -> None:
    assert words_shown(np.zeros(3 * SAMPLE_RATE, np.float32), "en", models) == 0


def test_model_hears_every_piece_past_the_voice_detector(models: Models) -> None:
    made = made_up(np.zeros(60 * SAMPLE_RATE, np.float32), "en", models)
    assert (made.pieces, made.written) == (6, 6)
    assert made.often == (("thank you all", 6),)


def test_the_table_tells_what_the_guards_are_good_for() -> None:
    results = [
        PhantomsResult(
            origin=ORIGIN,
            model="fake",
            language=language,
            words_shown=0,
            guarded=Written(pieces=60, written=1, often=(("thank you", 1),)),
            unguarded=Written(pieces=60, written=44, often=(("thank you for watching " * 3, 9),)),
            prompts=prompts_,
        )
        for language, prompts_ in (("es", Prompts(played=8, heard=7)), ("fi", None))
    ]
    rows = phantoms_grid(results).rows
    assert rows[0][:4] == ("es", "0", "1 of 60", "44 of 60")
    assert rows[0][4].endswith("…” 9")
    assert [row[5] for row in rows] == ["7 of 8", "-"]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(phantoms, "PROMPTS_DIR", tmp_path)
    with pytest.raises(BenchmarkError, match="asterisk-core-sounds-es-wav"):
        prompts("es", 1)
