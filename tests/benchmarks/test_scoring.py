from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lag_logs import caption, log_of, reference, translation

from benchmarks.event_log import EventLog
from benchmarks.scoring import Score, score
from benchmarks.words import SpokenWords
from service.wire.messages import Notice

SPOKEN = reference(("good", 0.2), ("morning", 0.5), ("sir", 0.8))
STREAMED = log_of(
    (0.6, caption("good", 1)),
    (0.7, translation("bom", 1)),
    (0.9, caption("good warning", 2)),
    (1.4, caption("good morning sir", 3, final=True)),
    (1.5, translation("bom dia senhor", 3, final=True)),
)


def delayed(log: EventLog, delay_s: float) -> EventLog:
    return replace(
        log, received=tuple(replace(event, at_s=event.at_s + delay_s) for event in log.received)
    )


def first_seen_and_for_good_s(found: Score) -> list[float]:
    assert found.lag.first_seen is not None
    assert found.lag.for_good is not None
    return [
        found.lag.first_seen.p50_s,
        found.lag.first_seen.p95_s,
        found.lag.for_good.p50_s,
        found.lag.for_good.p95_s,
    ]


def behind_s(found: Score) -> float:
    behind = found.translations[0].lag.behind
    assert behind is not None
    return behind.max_s


def test_lag_counts_from_the_end_of_a_word_to_the_screen_that_shows_it() -> None:
    found = score(STREAMED, SPOKEN)
    assert found.lag.first_seen is not None
    assert found.lag.first_seen.count == found.lag.matched_words == 3
    assert found.lag.first_seen.p50_s == pytest.approx(0.6)  # of 0.4, 0.9 and 0.6
    assert found.lag.first_seen.max_s == pytest.approx(0.9)
    assert found.lag.matched_share == 1.0
    assert found.void == ()


def test_a_right_text_has_no_errors() -> None:
    errors = score(STREAMED, SPOKEN).errors
    assert (errors.edits.total, errors.rate, errors.reference_words) == (0, 0.0, 3)


def test_wrong_words_have_no_lag_and_are_errors() -> None:
    log = log_of((0.9, caption("good warning sir dear", 1, final=True)))
    found = score(log, SPOKEN)
    assert found.lag.matched_words == 2
    assert (found.errors.edits.substitutions, found.errors.edits.insertions) == (1, 1)
    assert found.errors.rate == pytest.approx(2 / 3)


@pytest.mark.parametrize(("at_s", "early"), [(0.71, 0), (0.69, 1)])
def test_a_word_that_is_shown_before_it_was_spoken_is_an_error(at_s: float, early: int) -> None:
    log = log_of(
        (at_s, caption("good morning sir", 1)), (2.0, caption("good morning sir", 2, final=True))
    )
    found = score(log, SPOKEN)
    assert (found.errors.early, found.errors.rate) == (early, 0.0)
    assert found.errors.rate_with_early == early / 3
    assert found.lag.matched_words == 3 - early


@given(delay_s=st.floats(min_value=0, max_value=100))
def test_delaying_everything_raises_the_lags_by_the_delay(delay_s: float) -> None:
    before, after = score(STREAMED, SPOKEN), score(delayed(STREAMED, delay_s), SPOKEN)
    assert first_seen_and_for_good_s(after) == pytest.approx(
        [lag_s + delay_s for lag_s in first_seen_and_for_good_s(before)]
    )
    assert after.errors == before.errors
    assert after.erasure == before.erasure
    assert behind_s(after) == pytest.approx(behind_s(before))


@given(words=st.lists(st.sampled_from(["good", "morning", "sir", "two"]), max_size=6))
def test_appending_only_erases_nothing_and_a_perfect_text_has_no_error(words: list[str]) -> None:
    ends = [0.5 * count for count in range(1, len(words) + 1)]
    messages = [
        (end_s + 0.1, caption(" ".join(words[:count]), count))
        for count, end_s in enumerate(ends, start=1)
    ]
    found = score(log_of(*messages), reference(*zip(words, ends, strict=True)))
    assert found.errors.edits.total == 0
    assert found.erasure.words.taken_back_words == 0
    assert found.lag.matched_words == len(words)


def test_translations_are_scored_by_language() -> None:
    (found,) = score(STREAMED, SPOKEN).translations
    assert found.language == "pt"
    assert found.erasure.as_written.last_screen_words == 3
    assert found.lag.unfinished == 0


def test_erasure_is_told_as_written_and_of_words() -> None:
    log = log_of((0.9, caption("good morning", 1)), (1.0, caption("Good morning", 2, final=True)))
    found = score(log, SPOKEN).erasure
    assert found.as_written.taken_back_words == 2
    assert found.words.taken_back_words == 0


def test_silence_that_stays_silent_has_no_rate_and_no_lag() -> None:
    found = score(log_of(), reference())
    assert (found.errors.edits.total, found.errors.rate, found.errors.rate_with_early) == (
        0,
        None,
        None,
    )
    assert found.lag.first_seen is None


def test_words_on_silence_are_errors() -> None:
    found = score(log_of((1.0, caption("thank you", 1, final=True))), reference())
    assert (found.errors.edits.total, found.errors.rate) == (2, None)


def test_what_the_server_refused_is_told() -> None:
    log = log_of((1.0, Notice(code="audio_gap")), (1.1, caption("good", 1)))
    found = score(log, SPOKEN)
    assert found.refusals == ("audio_gap",)
    assert found.unfinished_captions == 1


@pytest.mark.parametrize(
    ("log", "spoken", "reason"),
    [
        (log_of(slip_s=0.011), SPOKEN, "send slip p99 11.0 ms"),
        (replace(STREAMED, sent=()), SPOKEN, "no audio was sent"),
        (
            replace(STREAMED, ended=replace(STREAMED.ended, settled=False)),
            SPOKEN,
            "captions or translations never became final",
        ),
        (STREAMED, replace(SPOKEN, audio_sha256=""), "the words belong to another recording"),
    ],
)
def test_a_run_that_must_not_be_believed_is_void(
    log: EventLog, spoken: SpokenWords, reason: str
) -> None:
    assert score(log, spoken).void == (reason,)
