from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lag_logs import AUDIO, caption, log_of, translation

from benchmarks.event_log import EventLog, FrameSent
from benchmarks.rounds import PRE_ROLL_S, repeated, rounds
from service.wire.messages import Notice, ServerMessage


def texts(log: EventLog) -> list[str]:
    return [getattr(event.message, "committed", "") for event in log.received]


def test_a_recording_is_repeated_without_a_gap() -> None:
    assert repeated(AUDIO, 3).sample_count == 3 * AUDIO.sample_count


def test_a_caption_belongs_to_the_round_in_which_it_began_however_late_it_came() -> None:
    late = caption("first", 1, final=True, key="k1").model_copy(update={"start_s": 0.2})
    log = log_of((1.9, late))
    first, second = rounds(log, AUDIO, 2)
    assert texts(first) == ["first"]
    assert first.received[0].at_s == 1.9
    assert texts(second) == []


def test_an_utterance_that_begins_before_its_voice_belongs_to_its_voice() -> None:
    early = caption("second", 1, final=True, key="k2").model_copy(update={"start_s": 0.8})
    log = log_of((1.5, early))
    first, second = rounds(log, AUDIO, 2)
    assert texts(first) == []
    assert texts(second) == ["second"]
    assert second.received[0].at_s == 0.5


def test_a_translation_follows_its_caption() -> None:
    spoken = caption("second", 1, final=True, key="k1").model_copy(update={"start_s": 1.0})
    log = log_of((1.4, spoken), (1.5, translation("segundo", 1, final=True)))
    _, second = rounds(log, AUDIO, 2)
    assert texts(second) == ["second", "segundo"]


def test_what_belongs_to_no_caption_belongs_to_the_round_in_which_it_came() -> None:
    log = log_of((0.5, Notice(code="audio_gap")), (1.5, Notice(code="audio_gap")))
    first, second = rounds(log, AUDIO, 2)
    assert [len(first.received), len(second.received)] == [1, 1]


def test_frames_are_counted_from_the_start_of_their_round() -> None:
    first, second = rounds(log_of(), AUDIO, 2)
    assert len(first.sent) == 50
    assert second.sent == ()
    assert first.started.audio_sha256 == AUDIO.sha256


TIMES = 4
ENDS_S = AUDIO.duration_s * TIMES
CAPTIONS = st.lists(st.tuples(st.floats(0, ENDS_S), st.floats(0, 3)), max_size=8)
"""(start of its utterance, delay of its message)."""


@given(captions=CAPTIONS, notices=st.lists(st.floats(0, ENDS_S + 2), max_size=4))
def test_no_message_is_lost_or_doubled_and_each_keeps_its_time(
    captions: list[tuple[float, float]], notices: list[float]
) -> None:
    received: list[tuple[float, ServerMessage]] = [
        (
            start_s + delay_s,
            caption(f"{number}", 1, key=f"k{number}").model_copy(update={"start_s": start_s}),
        )
        for number, (start_s, delay_s) in enumerate(captions)
    ]
    received += [(at_s, Notice(code="audio_gap")) for at_s in notices]
    log = log_of(*sorted(received, key=lambda one: one[0]))
    cut = rounds(log, AUDIO, TIMES)
    assert len(cut) == TIMES
    put_together = [
        (round(event.at_s + index * AUDIO.duration_s, 6), event.message)
        for index, one in enumerate(cut)
        for event in one.received
    ]
    whole = [(round(event.at_s, 6), event.message) for event in log.received]
    assert sorted(put_together, key=repr) == sorted(whole, key=repr)


@given(captions=CAPTIONS)
def test_what_a_round_holds_was_said_in_it(captions: list[tuple[float, float]]) -> None:
    log = log_of(
        *(
            (
                start_s + delay_s,
                caption("w", 1, key=f"k{number}").model_copy(update={"start_s": start_s}),
            )
            for number, (start_s, delay_s) in enumerate(captions)
        )
    )
    for index, one in enumerate(rounds(log, AUDIO, TIMES)):
        for event in one.received:
            voice_s = getattr(event.message, "start_s", 0.0) + PRE_ROLL_S
            assert index == min(int(voice_s / AUDIO.duration_s), TIMES - 1)


@given(times=st.integers(1, 5))
def test_every_frame_is_in_the_round_in_which_it_was_due(times: int) -> None:
    whole = repeated(AUDIO, times)
    frames = whole.sample_count // 320
    log = replace(
        log_of(),
        sent=tuple(
            FrameSent(frame=frame, at_s=frame * 0.02 + 0.003, slip_s=0.003)
            for frame in range(1, frames + 1)
        ),
    )
    cut = rounds(log, AUDIO, times)
    assert sum(len(one.sent) for one in cut) == frames
    for one in cut:
        assert all(
            -1e-6 <= frame.at_s - frame.slip_s <= AUDIO.duration_s + 1e-6 for frame in one.sent
        )
