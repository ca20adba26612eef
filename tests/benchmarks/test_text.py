from __future__ import annotations

import pytest

from benchmarks.text import normalized_words, normalizer_for


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Smith's COLOUR, please!", "mister smith is color please"),
        ("It took twenty-one days", "it took 21 days"),
        ("uh, well", "well"),
    ],
)
def test_english_is_standardized_as_word_error_rates_are_told(text: str, words: str) -> None:
    assert " ".join(normalizer_for("en")(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Näin, ääkköset säilyvät!", ("näin", "ääkköset", "säilyvät")),
        ("NA\u0308IN", ("näin",)),
        ("Não — 10 €?", ("não", "10")),
    ],
)
def test_other_languages_keep_their_diacritics(text: str, words: tuple[str, ...]) -> None:
    assert normalizer_for("fi")(text) == words


def test_words_are_normalized_one_by_one_where_they_must_be_traced() -> None:
    assert normalized_words("twenty five, don't", normalizer_for("en")) == ("20", "5", "do", "not")
