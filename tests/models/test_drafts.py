from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.drafts import MOST_TOKENS, Decode, believe, most_tokens, no_speech_bar, nobody_spoke


def as_text(tokens: Sequence[int]) -> str:
    """Tokens of this test are code points."""
    return "".join(map(chr, tokens))


def decode(text: str, *, no_speech: float = 0.1, log_probability: float = -0.2) -> Decode:
    return Decode(
        tokens=list(map(ord, text)),
        no_speech_probability=no_speech,
        average_log_probability=log_probability,
    )


def test_decode_is_believed_when_it_is_sure() -> None:
    draft = believe(decode("yes"), window_s=1.0, text_of=as_text)
    assert as_text(draft.tokens) == "yes"
    assert not draft.cut


@pytest.mark.parametrize(
    ("window_s", "no_speech", "log_probability", "cut", "made_up"),
    [
        (30.0, 0.93, -1.0, False, True),  # "you" on digital silence
        (5.0, 0.69, -2.2, False, True),  # "you" on music
        (5.0, 0.81, -0.3, True, True),  # a sure and endless loop on noise
        (5.0, 0.69, -0.2, False, False),  # quiet speech
        (0.9, 0.69, -1.6, False, False),  # a clipped "four"
        (3.0, 0.40, -0.8, False, False),  # speech at 0 dB above noise
        (5.0, 0.30, -0.1, True, False),  # a loop in real speech
    ],
)
def test_decode_is_made_up_when_no_speech_and_guess_or_loop_agree(
    *, window_s: float, no_speech: float, log_probability: float, cut: bool, made_up: bool
) -> None:
    figures = decode("you", no_speech=no_speech, log_probability=log_probability)
    assert nobody_spoke(figures, window_s=window_s, cut=cut) == made_up


def test_nothing_is_kept_when_nobody_spoke() -> None:
    draft = believe(
        decode("thank you", no_speech=0.95, log_probability=-1.1), window_s=5.0, text_of=as_text
    )
    assert draft.tokens == []


def test_nothing_is_kept_when_there_is_only_punctuation() -> None:
    assert believe(decode(" ... !"), window_s=1.0, text_of=as_text).tokens == []


def test_half_character_is_dropped_at_the_end() -> None:
    draft = believe(decode("né\ufffd\ufffd"), window_s=1.0, text_of=as_text)
    assert as_text(draft.tokens) == "né"


def test_loop_keeps_its_first_copy_when_somebody_spoke() -> None:
    draft = believe(decode("so " + "and then " * 8), window_s=10.0, text_of=as_text)
    assert as_text(draft.tokens) == "so and then"
    assert draft.cut


def test_decode_is_cut_when_nobody_can_speak_so_fast() -> None:
    text = "".join(chr(ord("a") + i % 25) for i in range(60))
    draft = believe(decode(text), window_s=1.0, text_of=as_text)
    assert len(draft.tokens) == most_tokens(1.0)
    assert draft.cut


@given(shorter=st.floats(0, 30), longer=st.floats(0, 30))
def test_longer_window_may_hold_more_tokens_and_has_a_lower_bar(
    shorter: float, longer: float
) -> None:
    shorter, longer = sorted((shorter, longer))
    assert most_tokens(shorter) <= most_tokens(longer) <= MOST_TOKENS
    assert no_speech_bar(shorter) >= no_speech_bar(longer)
