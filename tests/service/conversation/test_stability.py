from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.conversation.stability import Stability, StabilityConfig

ALL_AGREED = StabilityConfig(held_words=0)


class Reader:
    """Sees one translation grow."""

    def __init__(self, config: StabilityConfig | None = None) -> None:
        self._stability = Stability(config or ALL_AGREED)

    def sees(self, source: str, tail: str, *, committed: str = "") -> str:
        return self._stability.observe(source=source, committed=committed, tail=tail)


def test_what_two_translations_agree_on_is_shown() -> None:
    reader = Reader()
    assert reader.sees("I would", "Eu queria.") == ""
    assert reader.sees("I would like", "Eu gostaria.") == "Eu"
    assert reader.sees("I would like to book", "Eu gostaria de marcar.") == "Eu gostaria"


def test_as_many_translations_must_agree_as_is_asked_for() -> None:
    reader = Reader(StabilityConfig(translations=3, held_words=0))
    assert reader.sees("a", "A") == ""
    assert reader.sees("a b", "A B") == ""
    assert reader.sees("a b c", "A B C") == "A"


def test_last_words_are_held_back_as_is_asked_for() -> None:
    reader = Reader(StabilityConfig(translations=1, held_words=2))
    assert reader.sees("a", "A") == ""
    assert reader.sees("a b c", "A B C") == "A"


def test_the_last_two_words_of_a_live_translation_wait_for_what_follows() -> None:
    reader = Reader(StabilityConfig())
    reader.sees("I would like", "Eu gostaria de")
    assert reader.sees("I would like", "Eu gostaria de") == "Eu"
    assert reader.sees("I would like it.", "Eu gostaria disso.") == "Eu gostaria disso."


def test_what_is_shown_stays_while_newer_translations_say_less() -> None:
    reader = Reader()
    reader.sees("a b", "A B")
    assert reader.sees("a b c", "A B C") == "A B"
    assert reader.sees("a b c d", "A B C D") == "A B C"
    assert reader.sees("a b c d e", "A B C X E") == "A B C"


def test_another_wording_of_words_that_still_stand_has_to_come_again() -> None:
    reader = Reader(StabilityConfig(held_words=0, patience=3))
    reader.sees("had he", "Se ele tinha")
    assert reader.sees("had he married", "Se ele tinha casado") == "Se ele tinha"
    assert reader.sees("had he married a", "Se ele tivesse casado com") == "Se ele tinha"
    assert reader.sees("had he married a woman", "Se ele tivesse casado com uma") == "Se ele tinha"
    shown = reader.sees("had he married a woman, he", "Se ele tivesse casado com uma mulher")
    assert shown == "Se ele tivesse casado com uma"


def test_a_wording_that_comes_back_was_never_taken_back() -> None:
    reader = Reader(StabilityConfig(held_words=0, patience=2))
    reader.sees("a b", "A B")
    reader.sees("a b c", "A B C")
    for words, tail in (("a b c d", "A X C"), ("a b c d e", "A B C"), ("a b c d e f", "A X")):
        assert reader.sees(words, tail).startswith("A B")


def test_a_negation_that_was_not_said_is_taken_back_at_once() -> None:
    reader = Reader()
    reader.sees("then I cannot", "Então eu não posso")
    assert reader.sees("then I cannot for you", "Então eu não posso para") == "Então eu não posso"
    assert reader.sees("then I can offer you", "Então eu posso oferecer") == "Então eu"


def test_a_number_that_was_heard_again_is_taken_back_at_once() -> None:
    reader = Reader()
    reader.sees("it costs 16", "Custa 16")
    assert reader.sees("it costs 16 to", "Custa 16 euros") == "Custa 16"
    assert reader.sees("it costs 62 euros", "Custa 62 euros") == "Custa"


def test_the_full_stop_of_an_unfinished_sentence_is_not_shown() -> None:
    reader = Reader()
    reader.sees("I live", "Eu vivo.")
    assert reader.sees("I live", "Eu vivo.") == "Eu vivo"
    assert reader.sees("I live in", "Eu vivo em.") == "Eu vivo"


def test_a_mark_alone_at_the_end_is_not_shown() -> None:
    reader = Reader(StabilityConfig(translations=1, held_words=0))
    assert reader.sees("I live", "Eu vivo —") == "Eu vivo"


def test_a_sentence_that_has_ended_is_shown_at_once() -> None:
    reader = Reader()
    reader.sees("I live", "Eu vivo.")
    assert reader.sees("Do I live here?", "Será que vivo aqui?") == "Será que vivo aqui?"


def test_a_verb_at_the_end_is_waited_for() -> None:
    reader = Reader()
    reader.sees("I have the form", "Ich habe das Formular.")
    assert reader.sees("I have the form filled", "Ich habe das Formular gefüllt.") == (
        "Ich habe das Formular"
    )
    shown = reader.sees("I have the form filled in", "Ich habe das Formular ausgefüllt.")
    assert shown == "Ich habe das Formular"


def test_the_newest_spelling_is_shown() -> None:
    reader = Reader()
    reader.sees("well", "bem")
    assert reader.sees("well", "Bem,") == "Bem"
    assert reader.sees("well I", "Bem, eu") == "Bem,"


def test_what_was_shown_is_kept_when_part_of_it_is_committed() -> None:
    reader = Reader()
    reader.sees("Good. How can", "Bom. Como posso")
    assert reader.sees("Good. How can I", "Bom. Como posso eu") == "Bom. Como posso"
    shown = reader.sees("Good. How can I help", " Como posso ajudar", committed="Bom.")
    assert shown == "Bom. Como posso"


def test_what_is_committed_is_shown_whatever_was_shown_before() -> None:
    reader = Reader()
    reader.sees("a b", "A B")
    reader.sees("a b c", "A B C")
    assert reader.sees("a b c d", " D", committed="X Y.") == "X Y."


def test_script_without_spaces_is_shown_as_it_comes_to_stay() -> None:
    reader = Reader()
    reader.sees("I live", "我住。")
    assert reader.sees("I live in", "我住在。") == "我住"
    assert reader.sees("I live in Lahti", "我住在拉赫蒂。") == "我住在"


@pytest.mark.parametrize("wrong", [{"translations": 0}, {"held_words": -1}, {"patience": 0}])
def test_config_refuses_what_makes_no_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        StabilityConfig(**wrong)  # type: ignore[arg-type]  # the table holds no bool


WORD = st.sampled_from(["a", "b", "c.", "d,", "não"])
TEXT = st.lists(WORD, max_size=6).map(" ".join)
CONFIG = st.builds(
    StabilityConfig,
    translations=st.integers(1, 3),
    held_words=st.integers(0, 2),
    patience=st.integers(1, 3),
)


@given(CONFIG, st.lists(st.tuples(TEXT, TEXT), max_size=12), TEXT)
def test_committed_text_begins_whatever_is_shown(
    config: StabilityConfig, growing: list[tuple[str, str]], committed: str
) -> None:
    reader = Reader(config)
    for source, tail in growing:
        spaced = f" {tail}" if committed and tail else tail
        shown = reader.sees(source, spaced, committed=committed)
        assert shown.startswith(committed)


@given(CONFIG, st.lists(WORD, min_size=1, max_size=12))
def test_a_translation_that_only_grows_is_never_taken_back(
    config: StabilityConfig, words: list[str]
) -> None:
    reader, before = Reader(config), ""
    bare = [word.strip(".,") for word in words]
    for length in range(1, len(bare) + 1):
        text = " ".join(bare[:length])
        shown = reader.sees(text, text)
        assert shown.startswith(before)
        assert text.startswith(shown)
        before = shown


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=2, max_size=9, unique=True)


@given(words=WORDS)
def test_a_verb_that_stands_at_the_end_is_not_shown_before_its_sentence_has_ended(
    words: list[str],
) -> None:
    reader = Reader(StabilityConfig())
    verb, *objects = (word.upper() for word in words)
    before = ""
    for known in range(1, len(words)):
        shown = reader.sees(" ".join(words[: known + 1]), " ".join([*objects[:known], verb]))
        assert verb not in shown.split()
        assert shown.startswith(before)
        before = shown
    whole = " ".join([*objects, f"{verb}."])
    assert reader.sees(" ".join(words) + ".", whole) == whole


@given(words=WORDS)
def test_nothing_is_shown_of_an_order_that_each_word_turns_around(words: list[str]) -> None:
    reader = Reader(StabilityConfig())
    for known in range(1, len(words) + 1):
        turned = " ".join(word.upper() for word in reversed(words[:known]))
        assert reader.sees(" ".join(words[:known]), turned) == ""
    assert reader.sees(" ".join(words) + ".", f"{turned}.") == f"{turned}."
