from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import SETS_DIR
from benchmarks.name_errors import Name
from benchmarks.names import freeze, read_names, read_others
from benchmarks.words import load_words

WORDS = SETS_DIR / "names" / "words.json"


def test_names_are_read_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "dialogue.txt"
    path.write_text("staff: Are you {Aino Eze}? Yes.\nclient: In {Olari}.\n", encoding="utf-8")
    found = read_names(path)
    assert found.names == (Name(text="Aino Eze", first_word=2), Name(text="Olari", first_word=6))
    assert [turn.sentences for turn in found.turns] == [
        ("Are you Aino Eze?", "Yes."),
        ("In Olari.",),
    ]


def test_frozen_words_are_those_of_the_dialogue() -> None:
    named, spoken = read_names(), load_words(WORDS)
    assert spoken.text == " ".join(" ".join(turn.sentences) for turn in named.turns)
    for name in named.names:
        words = [spoken.words[place].word.strip(".,?") for place in name.places]
        assert " ".join(words) == name.text
    assert spoken.words[-1].end_s < 60


def test_as_many_other_names_are_known_as_are_said() -> None:
    said, others = {name.text for name in read_names().names}, read_others()
    assert len(others) == len(set(others)) == len(read_names().names)
    assert said.isdisjoint(others)


@pytest.mark.voices
@pytest.mark.timeout(300)
def test_freezing_again_gives_the_frozen_words(tmp_path: Path) -> None:
    freeze(tmp_path / "words.json")
    assert (tmp_path / "words.json").read_bytes() == WORDS.read_bytes()
