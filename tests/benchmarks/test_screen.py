from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lag_logs import caption, log_of, translation, updates

from benchmarks.event_log import ScreenShown
from benchmarks.screen import by_block, screen_of
from service.wire.messages import Lag


def test_captions_and_translations_become_columns() -> None:
    log = log_of(
        (0.5, caption("good| mor", 1)),
        (0.6, translation("bom", 1)),
        (0.7, Lag(participant="p1", seconds=0.3)),
        (0.9, caption("good morning", 2, final=True)),
    )
    screen = screen_of(log)
    assert [(u.at_s, u.text, u.committed, u.final) for u in screen.source] == [
        (0.5, "good mor", "good", False),
        (0.9, "good morning", "good morning", True),
    ]
    assert [(language, [u.text for u in column]) for language, column in screen.translations] == [
        ("pt", ["bom"])
    ]


def test_an_older_revision_that_comes_late_is_not_shown() -> None:
    log = log_of((0.5, caption("good morning", 2)), (0.6, caption("good", 1)))
    assert [update.text for update in screen_of(log).source] == ["good morning"]


def test_captions_stand_in_the_order_in_which_they_appeared() -> None:
    log = log_of(
        (0.5, caption("one", 1, key="k2")),
        (0.6, caption("two", 1, key="k1")),
        (0.7, caption("one more", 2, key="k2")),
    )
    blocks = by_block(screen_of(log).source)
    assert {key: [u.text for u in block] for key, block in blocks.items()} == {
        "k2": ["one", "one more"],
        "k1": ["two"],
    }
    assert list(blocks) == ["k2", "k1"]


def test_screens_of_another_program_are_one_block() -> None:
    screens = (
        ScreenShown(at_s=0.5, committed="good", tentative=" mor", final=False),
        ScreenShown(at_s=0.7, committed="good morning", tentative="", final=True),
    )
    screen = screen_of(replace(log_of(), screens=screens))
    assert [(u.at_s, u.text, u.revision, u.final) for u in screen.source] == [
        (0.5, "good mor", 0, False),
        (0.7, "good morning", 1, True),
    ]
    assert list(by_block(screen.source)) == ["screen"]
    assert screen.translations == ()


MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(["caption", "translation"]),
        st.sampled_from(["k1", "k2"]),
        st.integers(0, 5),
        st.sampled_from(["good", "good day", ""]),
    ),
    max_size=12,
)


@given(messages=MESSAGES)
def test_revisions_rise_in_every_block_whatever_order_they_came_in(
    messages: list[tuple[str, str, int, str]],
) -> None:
    log = log_of(
        *(
            (
                float(number),
                caption(text, revision, key=key)
                if kind == "caption"
                else translation(text, revision).model_copy(update={"caption": key}),
            )
            for number, (kind, key, revision, text) in enumerate(messages)
        )
    )
    screen = screen_of(log)
    columns = [screen.source, *(column for _, column in screen.translations)]
    for column in columns:
        for block in by_block(column).values():
            revisions = [update.revision for update in block]
            assert revisions == sorted(set(revisions))
            assert [u.at_s for u in block] == sorted(u.at_s for u in block)
    for kind, column in (("caption", screen.source), ("translation", sum(columns[1:], ()))):
        newest = {
            key: max(revision for other, of, revision, _ in messages if (other, of) == (kind, key))
            for other, key, _, _ in messages
            if other == kind
        }
        last = {key: block[-1].revision for key, block in by_block(column).items()}
        assert last == newest


@given(order=st.lists(st.sampled_from(["k1", "k2", "k3"]), max_size=12))
def test_blocks_hold_every_update_once_in_the_order_of_receipt(order: list[str]) -> None:
    column = tuple(
        replace(update, at_s=float(number))
        for number, key in enumerate(order)
        for update in updates((0.0, key), block=key)
    )
    blocks = by_block(column)
    assert list(blocks) == list(dict.fromkeys(order))
    assert sorted((u for block in blocks.values() for u in block), key=lambda u: u.at_s) == list(
        column
    )
