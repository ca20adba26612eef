"""The search over a decoder: budgets, endings, and alternatives beside an unchanged translation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from marian_fixture import TinyMarian

from models.marian.model_files import read_numbered_vocabulary
from models.marian.token_search import Decoded, TokenSearch, longest_translation, passage_limit
from models.marian.tokenizer import MarianTokens

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute


@pytest.fixture(scope="module")
def tokens(tiny_marian: TinyMarian) -> MarianTokens:
    folder = tiny_marian.transformers("en-fi")
    vocabulary = read_numbered_vocabulary(folder / "vocab.json", "tiny")
    return MarianTokens(folder, key="tiny", vocabulary=vocabulary, target_token="")


class ScriptedDecoder:
    """Says the same to everything, and remembers what it was allowed."""

    def __init__(self, *said: str, length: int = 1, ended: bool = True) -> None:
        self.asked: list[tuple[int, int, int]] = []
        self._said = said
        self._length = length
        self._ended = ended

    def __call__(
        self, sources: Sequence[Sequence[str]], *, beam_size: int, hypotheses: int, longest: int
    ) -> list[list[Decoded]]:
        self.asked.append((beam_size, hypotheses, longest))
        said = [
            Decoded(tokens=(word,) * self._length, log_probability=-1.0 - rank, ended=self._ended)
            for rank, word in enumerate(self._said[:hypotheses])
        ]
        return [said for _ in sources]


def test_decoder_is_asked_once_when_no_alternatives_are_wanted(tokens: MarianTokens) -> None:
    decoder = ScriptedDecoder("▁a", "▁b")

    ((best, *others),) = TokenSearch(decoder, tokens, beam_size=1)(["Thank you."], 0)

    assert (best.text, best.log_probability, best.finished) == ("a", -1.0, True)
    assert others == []
    assert decoder.asked == [(1, 1, longest_translation(len(tokens.encode("Thank you."))))]


@pytest.mark.parametrize(("beam_size", "wide"), [(1, 3), (6, 6)])
def test_alternatives_are_searched_for_with_enough_beams(
    tokens: MarianTokens, beam_size: int, wide: int
) -> None:
    decoder = ScriptedDecoder("▁a", "▁b", "▁a", "▁c")

    ((best, *others),) = TokenSearch(decoder, tokens, beam_size=beam_size)(["Thank you."], 2)

    assert best.text == "a"
    assert [other.text for other in others] == ["b"]
    assert [asked[:2] for asked in decoder.asked] == [(beam_size, 1), (wide, 3)]


def test_translation_is_unfinished_when_no_end_came_or_it_is_beyond_its_own_budget(
    tokens: MarianTokens,
) -> None:
    """Whatever a longer passage in the same batch was allowed."""
    short, long = "Thank you.", "Thank you. " * 20
    budget = longest_translation(len(tokens.encode(short)))
    turning = TokenSearch(ScriptedDecoder("▁a", length=budget + 1), tokens, beam_size=1)
    cut_off = TokenSearch(ScriptedDecoder("▁a", ended=False), tokens, beam_size=1)

    assert [best.finished for best, *_ in turning([short, long], 0)] == [False, True]
    assert [best.finished for best, *_ in cut_off([short, long], 0)] == [False, False]


def test_passages_are_measured_in_the_models_own_pieces(tokens: MarianTokens) -> None:
    limit = passage_limit(tokens)

    assert limit.allows("Thank you.")
    assert not limit.allows("Thank you. " * 100)
    assert limit.measure("Thank you.") == tokens.count("Thank you.")
