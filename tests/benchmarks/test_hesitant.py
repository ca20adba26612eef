from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.corpus import SETS_DIR
from benchmarks.errors import BenchmarkError
from benchmarks.hesitant import freeze, read_hesitant
from benchmarks.text import normalizer_for
from benchmarks.words import load_words

WORDS = SETS_DIR / "hesitant" / "words.json"


def test_a_line_is_read_as_stretches_with_the_pauses_after_them(tmp_path: Path) -> None:
    path = tmp_path / "dialogue.txt"
    path.write_text("client: I am, uh, [0.9] I am here.\nstaff: Yes.\n", encoding="utf-8")
    found = [(stretch.text, stretch.pause_s) for stretch in read_hesitant(path)]
    assert found == [("I am, uh,", 0.9), ("I am here.", None), ("Yes.", None)]


@pytest.mark.parametrize("line", ["client: [0.5] Yes.", "client: Yes. [0.5]"])
def test_a_pause_where_nobody_speaks_is_told(line: str, tmp_path: Path) -> None:
    path = tmp_path / "dialogue.txt"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BenchmarkError, match="without words"):
        read_hesitant(path)


def test_frozen_words_are_those_of_the_dialogue() -> None:
    text = " ".join(stretch.text for stretch in read_hesitant())
    assert load_words(WORDS).text == text


def test_people_stop_in_the_middle_of_sentences() -> None:
    words = load_words(WORDS).words
    pauses_s = [
        after.start_s - before.end_s
        for before, after in pairwise(words)
        if not before.word.endswith((".", "?"))
    ]
    assert sum(pause_s >= 0.5 for pause_s in pauses_s) >= 30


def test_what_only_fills_a_pause_is_no_word_to_the_scorer() -> None:
    assert "uh," in load_words(WORDS).text.split()
    assert normalizer_for("en")("I am, uh, I am, um, here.") == ("i", "am", "i", "am", "here")


@pytest.mark.voices
@pytest.mark.timeout(300)
def test_freezing_again_gives_the_frozen_words(tmp_path: Path) -> None:
    freeze(tmp_path / "words.json")
    assert (tmp_path / "words.json").read_bytes() == WORDS.read_bytes()
