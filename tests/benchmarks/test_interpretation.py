from __future__ import annotations

import re

from benchmarks.interpretation import (
    TRANSLATE_S,
    Interpreter,
    at_clauses,
    source_updates,
    steady,
)
from benchmarks.screen import Updates
from benchmarks.simulation import Shown
from models.types import LanguagePair
from service.conversation.events import CaptionChanged
from service.conversation.stability import StabilityConfig

AS_IT_COMES = StabilityConfig(translations=1, held_words=0, patience=1, as_sentence=False)


def split(text: str, language: str) -> list[str]:
    del language
    return re.findall(r".*?[.!?]\s+|.+$", text, flags=re.DOTALL)


def timed(
    at_s: float, revision: int, committed: str, tentative: str = "", *, final: bool = False
) -> Shown:
    caption = CaptionChanged(
        caption="c1",
        revision=revision,
        participant="staff",
        language="en",
        committed=committed,
        tentative=tentative,
        final=final,
    )
    return Shown(at_s=at_s, caption=caption)


GROWING = (
    timed(1.0, 1, "", "good"),
    timed(1.5, 2, "", "good evening"),
    timed(2.0, 3, "", "good morning"),
    timed(3.0, 4, "good morning", final=True),
)


def interpreted(stability: StabilityConfig) -> tuple[Updates, int]:
    interpreter = Interpreter(
        LanguagePair("en", "pt"), str.upper, stability=stability, split_sentences=split
    )
    return interpreter.interpret(GROWING), interpreter.asked


def test_each_translation_comes_after_the_latency_of_the_model() -> None:
    updates, asked = interpreted(AS_IT_COMES)
    assert [one.text for one in updates] == ["GOOD", "GOOD EVENING", "GOOD MORNING", "GOOD MORNING"]
    assert [one.at_s for one in updates] == [
        1.0 + TRANSLATE_S,
        1.5 + TRANSLATE_S,
        2.0 + TRANSLATE_S,
        3.0,
    ]
    assert asked == 3


def test_a_rule_holds_back_what_does_not_stay() -> None:
    updates, _ = interpreted(StabilityConfig(held_words=0))
    assert [one.text for one in updates] == ["GOOD", "GOOD MORNING"]


def test_the_last_answers_are_waited_for() -> None:
    interpreter = Interpreter(
        LanguagePair("en", "pt"), str.upper, stability=AS_IT_COMES, split_sentences=split
    )
    (update,) = interpreter.interpret([timed(1.0, 1, "hello", final=True)])
    assert (update.text, update.final, update.at_s) == ("HELLO", True, 1.0 + TRANSLATE_S)


def test_a_steady_source_has_the_words_that_came_twice() -> None:
    captions = [
        one.caption
        for one in steady(
            [
                timed(1.0, 1, "", "good evening"),
                timed(2.0, 2, "", "good morning"),
                timed(3.0, 3, "Good morning", " to"),
            ]
        )
    ]
    assert [one.committed + one.tentative for one in captions] == ["", "good", "Good morning"]


def test_the_source_is_read_as_it_is() -> None:
    first, *_, last = source_updates(GROWING)
    assert (first.at_s, first.block, first.text, first.final) == (1.0, "c1", "good", False)
    assert (last.source_revision, last.final) == (4, True)


def test_clauses_end_at_commas() -> None:
    text = "Well, I live. Here; now"
    assert at_clauses(split)(text, "en") == ["Well, ", "I live. ", "Here; ", "now"]
