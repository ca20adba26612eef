"""Wording: what is added for the model is taken away; case and end mark follow the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.wording import Wording

to_portuguese = Wording(lead_in="- ", target="pt")
to_english = Wording(lead_in="- ", target="en")
plain = Wording(lead_in="", target="pt")


@pytest.mark.parametrize(
    ("sentence", "prepared"),
    [
        ("thank you", "- Thank you."),
        ("Thank you!", "- Thank you!"),
        ("where do you live", "- Where do you live"),
        ("Hello,", "- Hello,"),
        ("HELLO, I NEED HELP", "- Hello, i need help"),
        ("KELA", "- KELA."),
        ('"yes"', '- "Yes".'),
        ("5 days of rest", "5 days of rest"),
        ("-5 degrees today", "-5 degrees today"),
        ("ßig", "- ßig."),
    ],
)
def test_sentence_is_shaped_for_the_model(sentence: str, prepared: str) -> None:
    assert to_portuguese.prepare(sentence).text == prepared


@pytest.mark.parametrize(
    ("sentence", "translation", "finished"),
    [
        ("thank you", "- Obrigado.", "obrigado"),
        ("Thank you.", "- Obrigado.", "Obrigado."),
        ("Thank you.", "Obrigado.", "Obrigado."),
        ("Thank you!", "- - Obrigado", "Obrigado!"),
        ("Where", "- onde.", "Onde"),
        ("HELLO, I NEED HELP", "- Olá, eu preciso de ajuda.", "OLÁ, EU PRECISO DE AJUDA"),
        ("HELLO, HELP!", "- Olá, socorro!", "OLÁ, SOCORRO!"),
        ("-5 degrees today", "-5 graus hoje", "-5 graus hoje"),
        ("child", "- A criança.", "a criança"),
        ("the office", "- KELA.", "KELA"),
        ("What?", "- O quê?!", "O quê?!"),
        ('"yes"', '- "Sim".', '"sim"'),
        ("Wait…", "- Espere...", "Espere..."),
        ("hm", "", ""),
    ],
)
def test_shaping_is_undone_in_the_translation(
    sentence: str, translation: str, finished: str
) -> None:
    prepared = to_portuguese.prepare(sentence)

    assert to_portuguese.finish(translation, prepared) == finished


@pytest.mark.parametrize(
    ("translation", "finished"),
    [
        ("- I know.", "I know"),
        ("- I'm ill.", "I'm ill"),
        ("- Monday.", "Monday"),
        ("- May I?", "may I"),
        ("- Yes.", "yes"),
    ],
)
def test_english_words_keep_their_capital_when_the_source_starts_small(
    translation: str, finished: str
) -> None:
    assert to_english.finish(translation, to_english.prepare("eu sei")) == finished


def test_nothing_opens_the_sentence_when_the_model_has_no_lead_in() -> None:
    prepared = plain.prepare("thank you")

    assert prepared.text == "Thank you."
    assert plain.finish("- obrigado.", prepared) == "- obrigado"


@given(st.text(min_size=1).map(str.strip).filter(lambda text: any(map(str.isalpha, text))))
def test_copy_of_any_sentence_is_never_empty(sentence: str) -> None:
    prepared = to_portuguese.prepare(sentence)

    assert to_portuguese.finish(prepared.text, prepared)
