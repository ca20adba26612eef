from __future__ import annotations

from lag_logs import AUDIO, caption, log_of, translation

from benchmarks.event_log import EventLog
from benchmarks.rounds import repeated, rounds
from service.wire.messages import Notice


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
