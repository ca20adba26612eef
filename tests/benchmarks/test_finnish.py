from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import SETS_DIR
from benchmarks.errors import BenchmarkError
from benchmarks.finnish import freeze, read_finnish, say_in_finnish, timed_words
from benchmarks.text import normalizer_for
from benchmarks.words import load_words

WORDS = SETS_DIR / "finnish" / "words.json"


def test_a_word_begins_where_the_one_before_or_a_silence_ends() -> None:
    words = timed_words(
        "Hyvää huomenta, kiitos.",
        [(0.3, "Hyvää"), (0.9, "huomenta"), (1.6, "kiitos")],
        [(0.1, "#"), (0.2, "h"), (0.9, "a"), (1.1, "#"), (1.6, "s"), (1.8, "#")],
    )
    assert [(word.word, word.start_s, word.end_s) for word in words] == [
        ("Hyvää", 0.1, 0.3),
        ("huomenta,", 0.3, 0.9),
        ("kiitos.", 1.1, 1.6),
    ]


def test_a_voice_that_says_other_words_is_told() -> None:
    with pytest.raises(BenchmarkError, match="one by one"):
        timed_words("Kello on 10.", [(0.3, "Kello"), (0.5, "on"), (1.0, "kymmenen")], [])


def test_a_sentence_cannot_leave_its_quotation_marks() -> None:
    with pytest.raises(BenchmarkError, match="quotation mark"):
        say_in_finnish('") (exit')


def test_frozen_words_are_those_of_the_dialogue_and_keep_their_dots() -> None:
    spoken = load_words(WORDS)
    assert spoken.text == " ".join(read_finnish())
    assert spoken.language == "fi"
    assert normalizer_for("fi")("Hyvää huomenta, Äiti!") == ("hyvää", "huomenta", "äiti")
    assert not any(char.isdigit() for char in spoken.text)


@pytest.mark.voices
@pytest.mark.timeout(180)
def test_freezing_again_gives_the_frozen_words(tmp_path: Path) -> None:
    freeze(tmp_path / "words.json")
    assert (tmp_path / "words.json").read_bytes() == WORDS.read_bytes()
