"""Captions that do not look as a reader expects, rule by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.phrases import load_phrases
from benchmarks.quality.surface import Rule, violations


@pytest.mark.parametrize(
    ("source", "translation", "rule"),
    [
        ("Wait here.", "", Rule.NOT_EMPTY),
        ("Wait here.", "espere aqui.", Rule.SENTENCE_CASE),
        ("Wait here.", "ESPERE AQUI.", Rule.NO_SHOUTING),
        ("Wait here.", "Espere aqui", Rule.END_MARK),
        ("Wait here", "Espere aqui.", Rule.END_MARK),
        ("Can I?", "Posso.", Rule.END_MARK),
        ("Wait here.", "Espere aqui..", Rule.NO_DOUBLED_MARKS),
        ("Can I?", "Posso??", Rule.NO_DOUBLED_MARKS),
        ("Can I?", "Posso.?", Rule.NO_DOUBLED_MARKS),
        ("Wait here.", "Espere  aqui.", Rule.SPACING),
        ("Wait here.", "Espere aqui .", Rule.SPACING),
        ("Wait here.", "- Espere aqui.", Rule.NO_ADDED_MARKS),
        ("Wait here.", "“Espere aqui”.", Rule.NO_ADDED_MARKS),
        ("Wait here.", "Espere▁aqui.", Rule.NO_MODEL_MARKS),
        ("Wait here.", "Espere <unk>.", Rule.NO_MODEL_MARKS),
        ("Wait here.", "Espere aqui aqui.", Rule.NO_REPEATED_WORDS),
        ("Wait here.", "Espere aqui. Obrigado.", Rule.NO_ADDED_SENTENCES),
    ],
)
def test_a_broken_rule_is_named(source: str, translation: str, rule: Rule) -> None:
    assert rule in violations(source, translation)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Wait here.", "Espere aqui."),
        ("Well... yes.", "Bem... sim."),
        ("Well... yes.", "Bem… sim."),
        ("- Yes.", "- Sim."),
        ("She said “wait”.", "Ela disse «espere»."),
        ("and then", "e depois"),
        ("At 9 a.m. today?", "Hoje às 9?"),
        ("STOP NOW!", "PARE AGORA!"),
        ("", ""),
    ],
)
def test_nothing_is_broken_when_the_source_is_so(source: str, translation: str) -> None:
    assert violations(source, translation) == ()


def test_our_own_references_break_no_rule() -> None:
    for phrase in load_phrases().phrases:
        for text in phrase.texts.values():
            assert violations(phrase.texts["en"], text) == (), text


@given(st.text(max_size=60))
def test_a_caption_that_stays_as_it_is_breaks_no_rule(text: str) -> None:
    assert violations(text, text) == ()
