"""Terms are found whatever their endings, and never inside a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.terms.lemmas import Lemmas
from models.terms.matching import Matcher, places, read_line
from models.terms.tokens import tokens
from models.types import Term

LEMMAS = Lemmas()
for _language in ("en", "fi", "pt"):
    LEMMAS.keys("tulkki", _language)  # reads the dictionaries, which no property should wait for


def found(text: str, *sources: str, language: str = "fi") -> list[str]:
    terms = [Term(source=source, target="x") for source in sources]
    return [text[one.start : one.end] for one in Matcher(terms, language, LEMMAS).find(text)]


def test_term_is_found_when_it_is_inflected() -> None:
    assert found("Minulla on matkakorttini. Maksan matkakortilla!", "matkakortti") == [
        "matkakorttini",
        "matkakortilla",
    ]


def test_term_of_two_words_is_found_when_each_is_inflected() -> None:
    assert found("Os cartões  de transporte", "cartão de transporte", language="pt") == [
        "cartões  de transporte"
    ]


def test_term_is_not_found_when_it_is_only_part_of_a_word() -> None:
    assert found("matkakorttiautomaatti, kela.fi", "matkakortti", "kela") == []


def test_term_is_not_found_when_a_sentence_ends_inside_it() -> None:
    assert found("I travel. Card please", "travel card", language="en") == []
    assert found("I want to travel", "travel card", language="en") == []


def test_longest_term_is_found_when_several_begin_there() -> None:
    assert found("my travel card", "travel", "card", "travel card", language="en") == [
        "travel card"
    ]


def test_first_term_is_found_when_two_are_written_alike() -> None:
    terms = [Term(source="card", target=target) for target in ("one", "two")]

    (one,) = Matcher(terms, "en", LEMMAS).find("cards")

    assert one.term.target == "one"


def test_capitals_count_when_the_term_says_so() -> None:
    terms = [
        Term(source="HSL", target="HSL", case_sensitive=True),
        Term(source="Kela", target="Kela", case_sensitive=True),
    ]
    matcher = Matcher(terms, "fi", LEMMAS)

    assert [one.term.source for one in matcher.find("HSL:n ja Kelan ja KELA")] == [
        "HSL",
        "Kela",
        "Kela",
    ]
    assert matcher.find("hsl:n Hsl kelan") == ()


def test_nothing_is_found_when_a_term_has_no_word() -> None:
    assert found("what?!", "?!") == []


def test_places_are_told_when_a_text_has_another_one_twice() -> None:
    whole = read_line("travel cards and a travel card", "en", LEMMAS)

    assert places(read_line("travel card", "en", LEMMAS), whole) == [0, 4]
    assert places(read_line("", "en", LEMMAS), whole) == []


WORDS = st.sampled_from(["kortti", "kortin", "matka", "kela", "x", "kortti-matka", "kortti.matka"])
PIECES = st.lists(WORDS | st.sampled_from([" ", "  ", "-", ".", "", "a", "ä", "\u0308"]))


@given(pieces=PIECES, sources=st.lists(WORDS, min_size=1, max_size=3))
def test_match_begins_and_ends_with_words_when_text_is_anything(
    pieces: list[str], sources: list[str]
) -> None:
    text = "".join(pieces)
    words = tokens(text, "fi")
    terms = [Term(source=source, target="x") for source in sources]

    position = 0
    for one in Matcher(terms, "fi", LEMMAS).find(text):
        assert one.start >= position
        assert one.start in {word.start for word in words}
        assert one.end in {word.end for word in words}
        position = one.end


def test_a_text_is_not_read_where_no_term_is_agreed() -> None:
    class Unasked(Lemmas):
        def keys(self, word: str, language: str) -> frozenset[str]:
            raise AssertionError(word)

    assert Matcher((), "en", Unasked()).find("The card is here.") == ()
