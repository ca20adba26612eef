from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import SAMPLE_RATE
from service.conversation.endpointing import (
    Endpoint,
    Endpointer,
    EndpointingConfig,
    SpeechEnded,
    SpeechStarted,
)

FRAME = 512
CONFIG = EndpointingConfig()
SMALL = EndpointingConfig(long_utterance_s=2.0, max_utterance_s=3.0, cut_search_s=1.0)


def frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE / FRAME)


def endpoints(
    probabilities: Sequence[float], config: EndpointingConfig = CONFIG, *, flush: bool = False
) -> list[Endpoint]:
    endpointer = Endpointer(config)
    found: list[Endpoint] = []
    for number, probability in enumerate(probabilities, start=1):
        found += endpointer.feed(number * FRAME, probability)
    return [*found, *(endpointer.flush() if flush else ())]


def runs(*spans: tuple[float, float]) -> list[float]:
    """Probabilities of spans of (probability, seconds)."""
    return [probability for probability, seconds in spans for _ in range(frames(seconds))]


def test_opens_with_pre_roll_and_ends_with_a_tail() -> None:
    started, ended = endpoints(runs((0.0, 1.0), (0.9, 1.0), (0.0, 1.0)))
    onset, voice_end = frames(1.0) * FRAME, frames(2.0) * FRAME
    assert started == SpeechStarted(start_sample=onset - 6_400, onset_sample=onset)
    assert ended == SpeechEnded(end_sample=voice_end + 4_800, voice_end=voice_end)


def test_pre_roll_stops_at_the_beginning_of_the_track() -> None:
    (started,) = endpoints(runs((0.9, 0.5)))
    assert started == SpeechStarted(start_sample=0, onset_sample=0)


def test_pre_roll_stops_at_the_end_of_the_utterance_before() -> None:
    quick = EndpointingConfig(end_silence_s=0.3)
    found = endpoints(runs((0.9, 0.5), (0.0, 0.32), (0.9, 0.5)), quick)
    assert isinstance(found[1], SpeechEnded)
    assert isinstance(found[2], SpeechStarted)
    assert found[2].start_sample == found[1].end_sample


def test_a_click_opens_nothing() -> None:
    assert endpoints(runs((0.0, 1.0), (0.9, 0.096), (0.0, 2.0))) == []


def test_voice_below_the_upper_threshold_opens_nothing() -> None:
    assert endpoints(runs((0.49, 2.0))) == []


def test_voice_above_the_lower_threshold_keeps_an_utterance_open() -> None:
    (started,) = endpoints(runs((0.9, 0.5), (0.36, 5.0)))
    assert isinstance(started, SpeechStarted)


def test_a_pause_shorter_than_the_silence_that_ends_keeps_it_open() -> None:
    assert len(endpoints(runs((0.9, 0.5), (0.0, 0.55), (0.9, 0.5)))) == 1


def test_a_short_pause_ends_it_when_the_utterance_is_long() -> None:
    found = endpoints(runs((0.9, 12.5), (0.0, 0.35)))
    assert [type(endpoint) for endpoint in found] == [SpeechStarted, SpeechEnded]


def test_is_cut_in_the_quietest_frame_when_it_gets_too_long() -> None:
    probabilities = [*runs((0.9, 18.0)), 0.5, 0.4, 0.5, *runs((0.9, 3.0))]
    started, ended, again = endpoints(probabilities)
    quietest = frames(18.0) + 1
    cut = quietest * FRAME + FRAME // 2
    assert isinstance(started, SpeechStarted)
    assert ended == SpeechEnded(end_sample=cut, voice_end=cut, cut=True)
    assert again == SpeechStarted(start_sample=cut, onset_sample=cut)


def test_a_single_low_frame_is_no_better_place_for_a_cut_than_a_pause() -> None:
    closure, pause = [0.9, 0.36, 0.9], [0.5, 0.5, 0.5]
    probabilities = runs((0.9, 17.0)) + closure + runs((0.9, 1.0)) + pause + runs((0.9, 3.0))
    _, ended, _ = endpoints(probabilities)
    middle = frames(17.0) + 3 + frames(1.0) + 1
    assert isinstance(ended, SpeechEnded)
    assert ended.end_sample == middle * FRAME + FRAME // 2


def test_simply_ends_when_it_gets_too_long_in_a_pause() -> None:
    found = endpoints(runs((0.9, 2.9), (0.0, 1.0)), SMALL)
    assert [type(endpoint) for endpoint in found] == [SpeechStarted, SpeechEnded]
    assert found[1] == SpeechEnded(end_sample=frames(3.0) * FRAME, voice_end=frames(2.9) * FRAME)


def test_flush_ends_what_is_open() -> None:
    _, ended = endpoints(runs((0.9, 1.0)), flush=True)
    end = frames(1.0) * FRAME
    assert ended == SpeechEnded(end_sample=end, voice_end=end)


def test_flush_lets_a_word_pass_that_has_only_begun() -> None:
    started, ended = endpoints(runs((0.0, 1.0), (0.9, 0.064)), flush=True)
    assert isinstance(started, SpeechStarted)
    assert isinstance(ended, SpeechEnded)
    assert started.start_sample < ended.end_sample


def test_flush_says_nothing_in_silence() -> None:
    assert endpoints(runs((0.0, 1.0)), flush=True) == []


def test_restart_forgets_what_was_before() -> None:
    endpointer = Endpointer(CONFIG)
    endpointer.feed(FRAME, 0.9)
    endpointer.restart(10_000)
    assert endpointer.voice_end == endpointer.needed_from == 10_000
    for number in range(1, 5):
        found = endpointer.feed(10_000 + number * FRAME, 0.9)
    assert found == (SpeechStarted(start_sample=10_000, onset_sample=10_000),)


def test_audio_is_needed_from_where_an_utterance_begins_or_might_begin() -> None:
    endpointer = Endpointer(CONFIG)
    for number in range(1, 41):
        endpointer.feed(number * FRAME, 0.0)
    silence = 40 * FRAME
    assert endpointer.needed_from == silence - 6_400
    endpointer.feed(41 * FRAME, 0.9)
    assert endpointer.needed_from == silence - 6_400
    for number in range(42, 60):
        endpointer.feed(number * FRAME, 0.9)
    assert endpointer.needed_from == silence - 6_400
    assert endpointer.voice_end == 59 * FRAME
    assert endpointer.settled_end == 59 * FRAME + 4_800


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_threshold": 0.3},
        {"end_threshold": 0.0},
        {"start_threshold": 1.1},
        {"min_speech_s": -0.1},
        {"pre_roll_s": -0.1},
        {"tail_s": 0.0},
        {"tail_s": 0.4},
        {"long_silence_s": 0.7},
        {"cut_search_s": 20.0},
        {"max_utterance_s": 31.0},
    ],
)
def test_config_refuses_what_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        EndpointingConfig(**wrong)


PROBABILITIES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.4, 0.45, 0.9, 1.0]), st.integers(1, 60)), max_size=25
).map(lambda spans: [probability for probability, length in spans for _ in range(length)])


@given(PROBABILITIES)
def test_utterances_alternate_and_never_overlap(probabilities: list[float]) -> None:
    found = endpoints(probabilities, SMALL, flush=True)
    assert [type(one) for one in found] == [SpeechStarted, SpeechEnded] * (len(found) // 2)
    position = 0
    for endpoint in found:
        here = endpoint.start_sample if isinstance(endpoint, SpeechStarted) else endpoint.end_sample
        assert here >= position
        position = here
    assert position <= len(probabilities) * FRAME


@given(PROBABILITIES)
def test_no_utterance_is_longer_than_allowed(probabilities: list[float]) -> None:
    found = endpoints(probabilities, SMALL, flush=True)
    for started, ended in zip(found[::2], found[1::2], strict=True):
        assert isinstance(started, SpeechStarted)
        assert isinstance(ended, SpeechEnded)
        assert 0 < ended.end_sample - started.start_sample < 3.0 * SAMPLE_RATE + FRAME
        assert started.onset_sample <= ended.voice_end <= ended.end_sample


@given(PROBABILITIES)
def test_all_voice_long_enough_is_in_an_utterance(probabilities: list[float]) -> None:
    found = endpoints(probabilities, SMALL, flush=True)
    spans = [
        (one.start_sample, other.end_sample)
        for one, other in zip(found[::2], found[1::2], strict=True)
        if isinstance(one, SpeechStarted) and isinstance(other, SpeechEnded)
    ]
    position = 0
    for loud, group in groupby(probabilities, key=lambda probability: probability >= 0.5):
        length = len(list(group)) * FRAME
        if loud and length >= 0.1 * SAMPLE_RATE:
            covered = sum(
                max(0, min(end, position + length) - max(start, position)) for start, end in spans
            )
            assert covered == length
        position += length


@given(PROBABILITIES)
def test_a_cut_loses_nothing_and_doubles_nothing(probabilities: list[float]) -> None:
    found = endpoints(probabilities, SMALL, flush=True)
    for ended, started in zip(found[1::2], found[2::2], strict=False):
        assert isinstance(ended, SpeechEnded)
        assert isinstance(started, SpeechStarted)
        assert ended.end_sample <= started.start_sample
        if ended.cut:
            assert ended.end_sample == started.start_sample


def test_speech_that_is_parted_counts_from_there() -> None:
    endpointer = Endpointer(SMALL)
    found: list[Endpoint] = []
    for number in range(1, frames(4.0)):
        found += endpointer.feed(number * FRAME, 0.9)
        if number == frames(2.0):
            endpointer.part(number * FRAME)
            assert endpointer.needed_from == number * FRAME
    assert [type(one) for one in found] == [SpeechStarted]


def test_parting_means_nothing_when_nobody_speaks() -> None:
    endpointer = Endpointer(CONFIG)
    endpointer.feed(SAMPLE_RATE, 0.0)
    endpointer.part(SAMPLE_RATE // 2)
    assert endpointer.flush() == ()
