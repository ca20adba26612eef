from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import Word
from service.conversation.trust import TrustConfig, trusted

CONFIG = TrustConfig()
PROBABILITIES = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=8)


def words(probabilities: list[float | None]) -> list[Word]:
    return [Word(text=" word", probability=one) for one in probabilities]


@given(PROBABILITIES, st.integers(0, 8))
def test_every_word_that_is_shown_is_sure_enough_or_was_heard_twice(
    probabilities: list[float | None], heard_before: int
) -> None:
    shown = trusted(words(probabilities), heard_before=heard_before, config=CONFIG)
    assert 0 <= shown <= len(probabilities)
    for at, probability in enumerate(probabilities[:shown]):
        if at == len(probabilities) - 1:
            assert probability is not None
            assert probability >= CONFIG.sure
        else:
            assert at < heard_before or probability is None or probability >= CONFIG.doubtful


@given(PROBABILITIES, st.integers(0, 8))
def test_whoever_asks_for_less_is_shown_no_less(
    probabilities: list[float | None], heard_before: int
) -> None:
    strict = trusted(words(probabilities), heard_before=heard_before, config=CONFIG)
    easy = replace(CONFIG, sure=CONFIG.sure / 2, doubtful=CONFIG.doubtful / 2)
    assert trusted(words(probabilities), heard_before=heard_before, config=easy) >= strict
    assert trusted(words(probabilities), heard_before=8, config=CONFIG) >= strict


@given(PROBABILITIES)
def test_without_a_bar_all_is_shown(probabilities: list[float | None]) -> None:
    everything = TrustConfig(last_words=0, doubtful=0.0)
    found = trusted(words(probabilities), heard_before=0, config=everything)
    assert found == len(probabilities)


def test_a_decoder_that_does_not_say_how_sure_it_is_holds_its_last_words() -> None:
    heard = words([None, None, None])
    assert trusted(heard, heard_before=3, config=CONFIG) == 2
    assert trusted(heard, heard_before=0, config=TrustConfig(last_words=2)) == 1


def test_a_negative_number_of_last_words_is_refused() -> None:
    with pytest.raises(ValueError, match="last_words"):
        TrustConfig(last_words=-1)
