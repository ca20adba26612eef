"""However audio arrives and however slow the models are, the same audio gives the same captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.types import LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.duration import seconds
from service.conversation.endpointing import EndpointingConfig
from service.conversation.events import (
    Answer,
    AudioReceived,
    CaptionChanged,
    ModelRequest,
    Participant,
    ParticipantJoined,
    Paused,
    Recognize,
    Role,
    TranslationChanged,
)
from service.conversation.pacing import PacingConfig
from service.conversation.replay import Moment, Replay, Told

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]

SPEAKER = Participant(id="anna", role=Role.STAFF, reads=("pt",), speaks="en")
SHORT = EndpointingConfig(long_utterance_s=9.0, max_utterance_s=2.5, cut_search_s=1.0)
CUTTING = ConversationConfig(endpointing=SHORT)
ONE = ConversationConfig(endpointing=SHORT, pacing=PacingConfig(tentative=False))
WORDS = st.sampled_from("one two. three, four? five six! seven eight nine ten".split())
PAUSES = st.sampled_from(["<0.2>", "<0.35>", "<0.5>", "<0.7>", "<1.5>"])
SCRIPTS = st.lists(st.one_of(WORDS, WORDS, WORDS, PAUSES), min_size=1, max_size=24).map(" ".join)
ONCE = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def arrivals(audio: Samples, sizes: list[int], overlaps: list[int]) -> Iterator[Moment]:
    """The audio in frames of any sizes, each beginning some samples before the end of the last."""
    yield Moment(at_s=0.0, event=ParticipantJoined(participant=SPEAKER))
    end, number = 0, 0
    while end < audio.size:
        start = max(0, end - overlaps[number % len(overlaps)])
        stop = max(end, start) + sizes[number % len(sizes)]
        samples = audio[start:stop]
        end, number = min(stop, audio.size), number + 1
        heard = AudioReceived(participant="anna", start_sample=start, samples=samples)
        yield Moment(at_s=seconds(end), event=heard)
    yield Moment(at_s=seconds(audio.size), event=Paused(participant="anna"))


def told_by(
    moments: Iterator[Moment],
    abilities: Abilities,
    answer: Answerer,
    *,
    config: ConversationConfig,
    recognize_s: float,
) -> list[Told]:
    replay = Replay(
        Conversation(pair=LanguagePair("en", "pt"), abilities=abilities, config=config),
        answer,
        latency_s=lambda one: recognize_s if isinstance(one, Recognize) else recognize_s / 9,
    )
    told = [effect for moment in moments for effect in replay.submit(moment)]
    return [*told, *replay.finish()]


def finals(told: list[Told]) -> list[tuple[str, int | None, int | None]]:
    return [
        (one.committed, one.start_sample, one.end_sample)
        for one in told
        if isinstance(one, CaptionChanged) and one.final
    ]


def translations(told: list[Told]) -> list[str]:
    return [one.committed for one in told if isinstance(one, TranslationChanged) and one.final]


FRAMES = st.tuples(
    st.lists(st.integers(1, 4_000), min_size=1, max_size=5).filter(lambda one: sum(one) > 99),
    st.lists(st.integers(0, 900), min_size=1, max_size=3),
)
LATENCIES = st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.0])


@ONCE
@given(script=SCRIPTS, frames=FRAMES, recognize_s=LATENCIES)
def test_any_chunking_gives_the_same_captions_when_each_is_decoded_once(
    script: str,
    frames: tuple[list[int], list[int]],
    recognize_s: float,
    abilities: Abilities,
    answer: Answerer,
    speak: Speaker,
) -> None:
    audio = speak(script)
    expected = told_by(arrivals(audio, [320], [0]), abilities, answer, config=ONE, recognize_s=0.0)
    lumpy = arrivals(audio, *frames)
    told = told_by(lumpy, abilities, answer, config=ONE, recognize_s=recognize_s)
    assert finals(told) == finals(expected)
    assert translations(told) == translations(expected)


@ONCE
@given(script=SCRIPTS, frames=FRAMES, recognize_s=LATENCIES)
def test_any_chunking_and_any_decode_schedule_give_the_same_captions(
    script: str,
    frames: tuple[list[int], list[int]],
    recognize_s: float,
    abilities: Abilities,
    answer: Answerer,
    speak: Speaker,
) -> None:
    audio = speak(script)
    live, once = ConversationConfig(), ConversationConfig.for_files()
    expected = told_by(arrivals(audio, [320], [0]), abilities, answer, config=once, recognize_s=0.0)
    lumpy = arrivals(audio, *frames)
    told = told_by(lumpy, abilities, answer, config=live, recognize_s=recognize_s)
    assert finals(told) == finals(expected)
    assert translations(told) == translations(expected)


@ONCE
@given(script=SCRIPTS, frames=FRAMES, recognize_s=LATENCIES)
def test_every_word_is_in_a_final_once_wherever_utterances_are_cut(
    script: str,
    frames: tuple[list[int], list[int]],
    recognize_s: float,
    abilities: Abilities,
    answer: Answerer,
    speak: Speaker,
) -> None:
    """Words that were committed before a cut may stay on the other side of it, but never twice."""
    lumpy = arrivals(speak(script), *frames)
    told = told_by(lumpy, abilities, answer, config=CUTTING, recognize_s=recognize_s)
    words = [part for part in script.split() if not part.startswith("<")]
    assert " ".join(text for text, _, _ in finals(told)).split() == words


@ONCE
@given(script=SCRIPTS, recognize_s=LATENCIES)
def test_a_translation_is_that_of_the_final_text_sentence_by_sentence(
    script: str, recognize_s: float, abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    moments = arrivals(speak(script), [320], [0])
    told = told_by(moments, abilities, answer, config=CUTTING, recognize_s=recognize_s)
    offline = [
        "".join(f"pt:{sentence}" for sentence in abilities.split_sentences(text, "en"))
        for text, _, _ in finals(told)
    ]
    assert translations(told) == offline


def test_silence_gives_nothing(abilities: Abilities, answer: Answerer) -> None:
    moments = arrivals(np.zeros(320_000, np.float32), [320], [0])
    told = told_by(moments, abilities, answer, config=CUTTING, recognize_s=0.1)
    assert finals(told) == []
