from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.drafts import (
    MOST_TOKENS,
    Decode,
    Draft,
    Heard,
    believe,
    most_tokens,
    no_speech_bar,
    nobody_spoke,
)
from models.phantoms import Doubt


def as_text(tokens: Sequence[int]) -> str:
    """Tokens of this test are code points."""
    return "".join(map(chr, tokens))


def decode(text: str, *, no_speech: float = 0.1, log_probability: float = -0.2) -> Decode:
    return Decode(
        tokens=list(map(ord, text)),
        no_speech_probability=no_speech,
        average_log_probability=log_probability,
    )


def draft_of(
    decoded: Decode, *, window_s: float, doubt: Doubt = Doubt.NONE, voiced: float | None = None
) -> Draft:
    return believe(
        decoded,
        window_s=window_s,
        text_of=as_text,
        doubt_of=lambda _text: doubt,
        voiced_share=voiced,
    )


def test_decode_is_believed_when_it_is_sure() -> None:
    draft = draft_of(decode("yes"), window_s=1.0)
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
    heard = Heard(
        no_speech_probability=no_speech, average_log_probability=log_probability, window_s=window_s
    )
    assert nobody_spoke(heard, cut=cut, doubt=Doubt.NONE) == made_up


@pytest.mark.parametrize(
    ("doubt", "no_speech", "log_probability", "voiced", "made_up"),
    [
        (Doubt.NEVER_SAID, 0.85, -0.46, None, True),  # a credit, written down with confidence
        (Doubt.NEVER_SAID, 0.35, -0.2, 0.9, True),
        (Doubt.NEVER_SAID, 0.1, -0.2, 0.9, False),  # somebody reads one aloud
        (Doubt.SAID_TOO, 0.85, -0.46, None, True),
        (Doubt.SAID_TOO, 0.85, -0.46, 0.4, False),  # a quiet "thank you"
        (Doubt.SAID_TOO, 0.5, -0.46, None, False),
        (Doubt.SAID_TOO, 0.1, -0.1, 0.05, True),
        (Doubt.NONE, 0.85, -0.46, None, False),
        (Doubt.NONE, 0.78, -1.29, 0.35, False),  # a short word that scores low
        (Doubt.NONE, 0.78, -1.29, 0.23, True),
        (Doubt.NONE, 0.55, -0.3, 0.02, True),  # a loop on breath
        (Doubt.NONE, 0.45, -0.3, 0.02, False),
        (Doubt.NONE, 0.6, -2.4, 0.9, True),  # it has no idea
        (Doubt.NONE, 0.3, -2.4, 0.9, False),
    ],
)
def test_words_and_voice_are_heard_as_witnesses(
    *, doubt: Doubt, no_speech: float, log_probability: float, voiced: float | None, made_up: bool
) -> None:
    heard = Heard(
        no_speech_probability=no_speech,
        average_log_probability=log_probability,
        window_s=1.5,
        voiced_share=voiced,
    )
    assert nobody_spoke(heard, cut=False, doubt=doubt) == made_up


@given(
    no_speech=st.floats(0, 1),
    log_probability=st.floats(-6, 0),
    window_s=st.floats(0, 30),
    voiced=st.none() | st.floats(0, 1),
    cut=st.booleans(),
)
def test_more_doubt_never_makes_a_decode_more_credible(
    *, no_speech: float, log_probability: float, window_s: float, voiced: float | None, cut: bool
) -> None:
    heard = Heard(
        no_speech_probability=no_speech,
        average_log_probability=log_probability,
        window_s=window_s,
        voiced_share=voiced,
    )
    verdicts = [nobody_spoke(heard, cut=cut, doubt=doubt) for doubt in Doubt]
    assert verdicts == sorted(verdicts)


@given(no_speech=st.floats(0, 0.3), doubt=st.sampled_from(Doubt), voiced=st.floats(0.3, 1))
def test_clear_speech_is_believed_whatever_it_says(
    no_speech: float, doubt: Doubt, voiced: float
) -> None:
    heard = Heard(
        no_speech_probability=no_speech,
        average_log_probability=-0.3,
        window_s=2.0,
        voiced_share=voiced,
    )
    assert not nobody_spoke(heard, cut=False, doubt=doubt)


def test_nothing_is_kept_when_nobody_spoke() -> None:
    draft = draft_of(decode("thank you", no_speech=0.95, log_probability=-1.1), window_s=5.0)
    assert draft.tokens == []


def test_nothing_is_kept_when_there_is_only_punctuation() -> None:
    assert draft_of(decode(" ... !"), window_s=1.0).tokens == []


def test_half_character_is_dropped_at_the_end() -> None:
    draft = draft_of(decode("né\ufffd\ufffd"), window_s=1.0)
    assert as_text(draft.tokens) == "né"


def test_loop_keeps_its_first_copy_when_somebody_spoke() -> None:
    draft = draft_of(decode("so " + "and then " * 8), window_s=10.0)
    assert as_text(draft.tokens) == "so and then"
    assert draft.cut


def test_decode_is_cut_when_nobody_can_speak_so_fast() -> None:
    text = "".join(chr(ord("a") + i % 50) for i in range(60))
    draft = draft_of(decode(text), window_s=1.0)
    assert len(draft.tokens) == most_tokens(1.0)
    assert draft.cut


@given(shorter=st.floats(0, 30), longer=st.floats(0, 30))
def test_longer_window_may_hold_more_tokens_and_has_a_lower_bar(
    shorter: float, longer: float
) -> None:
    shorter, longer = sorted((shorter, longer))
    assert most_tokens(shorter) <= most_tokens(longer) <= MOST_TOKENS
    assert no_speech_bar(shorter) >= no_speech_bar(longer)
