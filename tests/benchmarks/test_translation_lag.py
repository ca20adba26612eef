from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lag_logs import caption, log_of, translation, updates

from benchmarks.screen import ScreenUpdate, Updates, screen_of
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


TEXTS = st.lists(st.sampled_from(["", "good", "good day", "bad day"]), min_size=1, max_size=6)


def sources(texts: list[str]) -> Updates:
    """One revision a second."""
    return updates(*((float(number), text) for number, text in enumerate(texts)))


@st.composite
def translated(draw: st.DrawFn) -> tuple[Updates, Updates]:
    """A caption, and translations that were made from some of its revisions, in their order."""
    source = sources(draw(TEXTS))
    made_from = sorted(draw(st.lists(st.sampled_from(source), max_size=6)), key=lambda u: u.at_s)
    delays_s = draw(st.lists(st.floats(0, 5), min_size=len(made_from), max_size=len(made_from)))
    versions: list[ScreenUpdate] = []
    for number, (update, delay_s) in enumerate(zip(made_from, delays_s, strict=True)):
        at_s = max([update.at_s + delay_s, *(version.at_s for version in versions)])
        versions.append(
            ScreenUpdate(
                at_s=at_s,
                block=update.block,
                revision=number,
                source_revision=update.revision,
                committed="",
                tentative=f"dia {number}",
                final=False,
            )
        )
    return source, tuple(versions)


def changes(source: Updates) -> int:
    """Revisions with words that differ from those before."""
    texts = ["", *(update.text for update in source)]
    return sum(text not in ("", before) for before, text in pairwise(texts))


@given(columns=translated())
def test_every_change_is_waited_for_or_never_translated(columns: tuple[Updates, Updates]) -> None:
    lag = translation_lag(*columns)
    waited = lag.wait.count if lag.wait else 0
    assert waited + lag.untranslated_changes == changes(columns[0])


@given(columns=translated())
def test_no_translation_comes_before_what_it_was_made_from(
    columns: tuple[Updates, Updates],
) -> None:
    source, versions = columns
    lag = translation_lag(source, versions)
    made_from = {version.source_revision for version in versions}
    assert (lag.behind.count if lag.behind else 0) == len(made_from)
    assert lag.behind is None or lag.behind.max_s >= lag.behind.p50_s >= 0
    assert lag.wait is None or lag.wait.p50_s >= 0


@given(texts=TEXTS, delay_s=st.floats(0, 0.9))
def test_who_translates_every_revision_at_once_lets_nobody_wait_longer(
    texts: list[str], delay_s: float
) -> None:
    source = sources(texts)
    versions = tuple(
        ScreenUpdate(
            at_s=update.at_s + delay_s,
            block=update.block,
            revision=update.revision,
            source_revision=update.revision,
            committed=update.committed,
            tentative=update.tentative,
            final=update.final,
        )
        for update in source
    )
    lag = translation_lag(source, versions)
    assert lag.untranslated_changes == lag.unfinished == 0
    assert lag.wait is None or lag.wait.max_s == pytest.approx(delay_s)
    assert lag.behind is not None
    assert lag.behind.max_s == pytest.approx(delay_s)
