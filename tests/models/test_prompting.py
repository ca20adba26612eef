from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.phantoms import Doubt
from models.prompting import MOST_PROMPT_TOKENS, echo_doubt, max_length, prompt_tokens
from models.types import Vocabulary

VOCABULARY = Vocabulary(
    hotwords=("Kela", "job seeker"),
    prompt="A customer service desk for job seekers and early education.",
)


def as_code_points(text: str) -> list[int]:
    return list(map(ord, text))


def as_text(tokens: list[int]) -> str:
    return "".join(map(chr, tokens))


def test_prompt_comes_last_where_it_counts_most() -> None:
    told = as_text(prompt_tokens(VOCABULARY, encode=as_code_points))
    assert told == f" Kela, job seeker, {VOCABULARY.prompt}"


def test_nothing_is_told_when_there_is_no_vocabulary() -> None:
    assert prompt_tokens(None, encode=as_code_points) == []
    assert prompt_tokens(Vocabulary(prompt="  "), encode=as_code_points) == []


def test_prompt_keeps_its_end_when_it_does_not_fit() -> None:
    told = prompt_tokens(
        Vocabulary(hotwords=("Kela",), prompt="a" * 300 + "z"), encode=as_code_points
    )
    assert len(told) == MOST_PROMPT_TOKENS
    assert as_text(told).startswith(" Kela,aaa")
    assert as_text(told).endswith("az")


def test_last_hotwords_are_left_out_when_they_do_not_fit() -> None:
    many = tuple(f"word{number:03}" for number in range(40))
    told = as_text(prompt_tokens(Vocabulary(hotwords=many), encode=as_code_points))
    assert told.startswith(" word000, word001,")
    assert told.endswith(",")


@given(st.lists(st.text(min_size=1, max_size=64), max_size=50), st.text(max_size=500))
def test_prompt_is_never_longer_than_the_decoder_takes(hotwords: list[str], prompt: str) -> None:
    vocabulary = Vocabulary(hotwords=tuple(hotwords), prompt=prompt)
    assert len(prompt_tokens(vocabulary, encode=as_code_points)) <= MOST_PROMPT_TOKENS


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Kela.", Doubt.SAID_TOO),
        ("job seeker", Doubt.SAID_TOO),
        (" A customer service desk for job seekers", Doubt.NEVER_SAID),
        (VOCABULARY.prompt, Doubt.NEVER_SAID),
        ("I am a job seeker.", Doubt.NONE),
        ("seeker job", Doubt.NONE),
        ("", Doubt.NONE),
    ],
)
def test_text_is_doubted_when_it_says_the_prompt_back(text: str, doubt: Doubt) -> None:
    assert echo_doubt(text, VOCABULARY) is doubt


def test_nothing_is_an_echo_when_nothing_was_told() -> None:
    assert echo_doubt("Kela", None) is Doubt.NONE


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=20), st.data())
def test_every_run_of_words_of_a_prompt_is_an_echo(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    said = " ".join(words[start:end])
    assert echo_doubt(said, Vocabulary(prompt=" ".join(words))) is not Doubt.NONE


@given(st.integers(1, 224), st.integers(3, MOST_PROMPT_TOKENS + 5))
def test_prompt_takes_no_room_from_what_is_spoken(spoken: int, told: int) -> None:
    length = max_length(spoken=spoken, told=told)
    assert min(length // 2, length - told) >= spoken
