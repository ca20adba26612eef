"""Which texts a native speaker has read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.language_names import DESK_CODES
from service.phrases.book import WRITTEN_IN, PhrasesInvalid, read_group_file
from service.phrases.reviewed import load_reviews

CLIENT_STRINGS = Path(__file__).parents[3] / "clients" / "web" / "i18n" / "client"


def test_every_language_says_whether_it_was_read() -> None:
    reviews = load_reviews(CLIENT_STRINGS)
    assert {one.language for one in reviews} == DESK_CODES
    for one in reviews:
        assert (one.phrases is None) == (one.language not in WRITTEN_IN)
        assert one.cards is not None
        file = json.loads((CLIENT_STRINGS / f"{one.language}.json").read_text("utf-8"))
        assert one.pages is file["reviewed"]


def test_languages_that_were_read_are_in_the_list_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "phrases.toml"
    path.write_text('reviewed = ["fi"]\n[form.sign]\nen = "Sign"\nfi = "Nimi"', encoding="utf-8")
    assert read_group_file(path).reviewed == ("fi",)


def test_language_that_does_not_say_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "fi.json").write_text('{"lang": "fi", "strings": {}}', encoding="utf-8")
    with pytest.raises(PhrasesInvalid, match=r"fi\.json"):
        load_reviews(tmp_path)
