from __future__ import annotations

import pytest
from lag_logs import caption, log_of, translation

from benchmarks.screen import screen_of
from benchmarks.translation_lag import TranslationLag, translation_lag
from service.wire.messages import ServerMessage


def measured(*received: tuple[float, ServerMessage]) -> TranslationLag:
    screen = screen_of(log_of(*received))
    columns = dict(screen.translations)
    return translation_lag(screen.source, columns.get("pt", ()))


def test_a_translation_is_behind_the_revision_that_it_was_made_from() -> None:
    lag = measured(
        (1.0, caption("good", 1)),
        (1.5, caption("good morning", 2)),
        (1.7, translation("bom", 1)),
        (1.8, translation("bom dia", 2)),
    )
    assert lag.behind is not None
    assert lag.behind.max_s == pytest.approx(0.7)
    assert lag.behind.count == 2
    assert lag.wait is not None
    assert lag.wait.max_s == pytest.approx(0.7)


def test_a_revision_that_was_never_sent_is_counted_from_the_one_before() -> None:
    lag = measured((1.0, caption("good", 1)), (1.4, translation("bom dia", 3)))
    assert lag.behind is not None
    assert lag.behind.max_s == pytest.approx(0.4)


def test_a_second_translation_of_one_revision_does_not_count_again() -> None:
    lag = measured(
        (1.0, caption("good", 1)), (1.1, translation("bom", 1)), (9.0, translation("boa", 2, of=1))
    )
    assert lag.behind is not None
    assert lag.behind.count == 1
    assert lag.behind.max_s == pytest.approx(0.1)


def test_one_who_translates_only_the_end_lets_readers_wait() -> None:
    lag = measured(
        (1.0, caption("good", 1)),
        (5.0, caption("good morning", 2, final=True)),
        (5.1, translation("bom dia", 2, final=True)),
    )
    assert lag.behind is not None
    assert lag.wait is not None
    assert lag.behind.max_s == pytest.approx(0.1)
    assert lag.wait.max_s == pytest.approx(4.1)


def test_text_that_does_not_change_needs_no_translation() -> None:
    lag = measured(
        (1.0, caption("good", 1)), (1.1, translation("bom", 1)), (1.2, caption("good|", 2))
    )
    assert lag.untranslated_changes == 0


def test_changes_and_finals_without_a_translation_are_told() -> None:
    lag = measured((1.0, caption("good", 1)), (2.0, caption("good morning", 2, final=True)))
    assert lag == TranslationLag(behind=None, wait=None, untranslated_changes=2, unfinished=1)


def test_a_caption_that_became_empty_needs_no_translation() -> None:
    lag = measured((1.0, caption("", 1, final=True)))
    assert (lag.untranslated_changes, lag.unfinished) == (0, 0)
