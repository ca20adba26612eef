"""The prepared texts that are shipped, and what a file of them must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.language_names import DESK_CODES
from service.phrases.book import (
    WRITTEN_IN,
    PhraseBook,
    PhraseGroup,
    PhrasesInvalid,
    UnknownPhraseSet,
    load_phrase_book,
    read_group_file,
)

CLIENT_STRINGS = Path(__file__).parents[3] / "clients" / "web" / "i18n" / "client"


@pytest.fixture(scope="module")
def book() -> PhraseBook:
    return load_phrase_book(CLIENT_STRINGS)


def test_every_text_is_written_in_four_languages_and_differs_between_them(book: PhraseBook) -> None:
    assert len(book.texts) > 60
    for one in book.texts.values():
        assert set(one.texts) >= WRITTEN_IN, one.id
        assert next(iter(one.texts)) == "en"
        assert set(one.texts) <= DESK_CODES, one.id


def test_no_two_phrases_say_the_same(book: PhraseBook) -> None:
    for language in WRITTEN_IN:
        texts = [one.texts[language] for one in book.texts.values()]
        assert len(set(texts)) == len(texts), language


def test_opening_words_and_cards_are_in_every_language_of_the_desk(book: PhraseBook) -> None:
    assert set(book.texts["opening.words"].texts) == DESK_CODES
    for one in book.groups["card"].phrases:
        assert set(one.texts) == DESK_CODES, one.id


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "Nothing is recorded."),
        (1, "Your voice is not recorded. {} The text is kept for one hour"),
        (24, "Your voice is not recorded. {} The text is kept for 24 hours"),
    ],
)
def test_opening_words_say_what_becomes_of_the_text_in_every_language(
    book: PhraseBook, hours: int, said: str
) -> None:
    (words,) = book.where_kept(hours).of_set("")[0].phrases
    assert words.id == "opening.words"
    assert set(words.texts) == DESK_CODES
    assert said.format("You may ask for an interpreter at any time.") in words.texts["en"]
    others = [book.where_kept(one).texts[words.id] for one in {0, 1, 24} - {hours}]
    for language, text in words.texts.items():
        assert text not in [one.texts[language] for one in others], language


def test_own_phrases_stand_beside_the_opening_words_of_a_desk_that_keeps_the_text(
    book: PhraseBook,
) -> None:
    with_own = book.with_own([], {}).where_kept(24)
    assert "24 hours" in with_own.texts["opening.words"].texts["en"]
    assert with_own.groups.keys() == book.groups.keys()


def test_every_set_has_the_opening_words_first_and_the_cards_last(book: PhraseBook) -> None:
    assert set(book.sets) == {"general", "employment", "customer-service"}
    for slug in book.sets:
        groups = [group.id for group in book.of_set(slug)]
        assert (groups[0], groups[-1]) == ("opening", "card")
        assert len(set(groups)) == len(groups)


def test_a_desk_that_names_no_set_has_the_general_one(book: PhraseBook) -> None:
    assert book.of_set("") == book.of_set("general")
    assert len(book.of_set("")) == len(book.groups)


def test_an_unknown_set_is_an_error(book: PhraseBook) -> None:
    with pytest.raises(UnknownPhraseSet):
        book.of_set("none")


@pytest.mark.parametrize("sets", [{"general": ("none",)}, {"other": ()}])
def test_sets_must_fit(sets: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(PhrasesInvalid):
        PhraseBook(groups={"form": PhraseGroup(id="form", phrases=())}, sets=sets)


@pytest.mark.parametrize(
    "text",
    [
        'reviewed = []\n[form.sign]\nen = ""',
        "reviewed = []\n[form.sign]\nen = 3",
        'reviewed = []\n[form.sign]\nEnglish = "Sign"',
        'reviewed = []\n[Form.sign]\nen = "Sign"',
        '[form.sign]\nen = "Sign"',
        "reviewed = [\n",
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "phrases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PhrasesInvalid, match=r"phrases\.toml"):
        read_group_file(path)


def test_opening_words_are_needed(tmp_path: Path) -> None:
    with pytest.raises(PhrasesInvalid, match=r"opening\.words"):
        load_phrase_book(tmp_path)
    (tmp_path / "fi.json").write_text("{}", encoding="utf-8")
    with pytest.raises(PhrasesInvalid, match=r"fi\.json"):
        load_phrase_book(tmp_path)
