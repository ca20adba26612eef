"""Texts that are translated again: corrected ones, and those whose translation failed."""

from __future__ import annotations

import pytest
from translated_desk import PAIR, Desk

from models.types import TranslatedText
from service.conversation.events import Noticed, TranslationChanged


def test_a_correction_is_translated_anew_and_may_replace_everything() -> None:
    desk = Desk("I live here. Good.", final=True)
    desk.answer()
    desk.correct("I leave here.")
    assert desk.asked[-1] == "I leave here."
    assert len(desk.changes) == 1
    desk.answer()
    assert desk.shown == "pt:I leave here.|!"
    assert desk.changes[-1].corrected
    assert desk.changes[-1].revision == 2
    assert desk.changes[-1].source_revision == 2


def test_a_correction_waits_for_the_answer_under_way_and_drops_it() -> None:
    desk = Desk("I live here.", final=True)
    desk.correct("I leave here.")
    assert len(desk.asked) == 1
    desk.answer()
    assert desk.changes == []
    desk.answer()
    assert desk.shown == "pt:I leave here.|!"


def test_a_correction_with_the_same_translation_names_its_new_source() -> None:
    desk = Desk("Hello", final=True)
    desk.answer()
    desk.correct("Hello there")
    desk.translation.answered(TranslatedText(text="pt:Hello", pair=PAIR, model="mt"))
    desk.correct("Hello, there")
    step = desk.translation.answered(TranslatedText(text="pt:Hello", pair=PAIR, model="mt"))
    (change,) = step.changes
    assert isinstance(change, TranslationChanged)
    assert change.source_revision == 3


def test_a_failed_tail_is_made_up_for_by_the_next_one() -> None:
    desk = Desk("", "I")
    desk.fail()
    assert (desk.asked, desk.notices) == (["I"], [])
    desk.update("", "I live")
    assert desk.asked == ["I", "I live"]


def test_a_failed_final_is_asked_for_again() -> None:
    desk = Desk("I live here.", final=True)
    desk.fail()
    assert desk.asked == ["I live here."] * 2
    desk.answer()
    assert desk.shown == "pt:I live here.|!"
    assert desk.notices == []


def test_a_final_that_keeps_failing_is_said_and_ends_with_what_there_is() -> None:
    desk = Desk("A. B", "")
    desk.answer()
    desk.answer()
    desk.update("A. B. C.", final=True)
    desk.fail()
    desk.fail()
    assert desk.notices == [
        Noticed(code="translation_failed", participant="anna", caption="c1", language="pt")
    ]
    assert desk.shown == "pt:A.|!"


def test_a_final_that_keeps_failing_shows_nothing_when_nothing_was_shown() -> None:
    desk = Desk("A.", final=True)
    desk.fail()
    desk.fail()
    assert len(desk.notices) == 1
    assert desk.changes == []


def test_a_correction_is_tried_as_often_as_any_other_text() -> None:
    desk = Desk("A.", final=True)
    desk.fail()
    desk.fail()
    desk.correct("B.")
    desk.fail()
    assert len(desk.notices) == 1
    desk.answer()
    assert desk.shown == "pt:B.|!"


def test_an_answer_to_nothing_is_an_error_of_the_caller() -> None:
    desk = Desk("A.", final=True)
    desk.answer()
    with pytest.raises(RuntimeError, match="under way"):
        desk.answer()
