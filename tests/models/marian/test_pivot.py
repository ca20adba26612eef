"""From Finnish into Portuguese: by way of English, with two models of two engines."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from marian_fixture import FI_EN, TinyMarian

from models.catalog import Catalog
from models.loading import load_translator
from models.marian.ctranslate2_engine import CTranslate2MarianTranslator, CTranslate2Model
from models.routing import RoutedTranslator
from models.types import LanguagePair

pytestmark = [
    pytest.mark.weights,
    pytest.mark.timeout(600),
    pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra marian"),
]

FI_PT = LanguagePair("fi", "pt")
EN_PT = LanguagePair("en", "pt")


@pytest.fixture(scope="module")
def routed(tiny_marian: TinyMarian, catalog: Catalog) -> Iterator[RoutedTranslator]:
    fixture = CTranslate2Model(key="fixture-fi-en", folder=tiny_marian.ctranslate2("fi-en"))
    engines = [
        CTranslate2MarianTranslator({FI_EN: fixture}),
        load_translator(catalog, ["firefox-en-pt", "firefox-pt-en"]),
    ]
    translator = RoutedTranslator(engines)
    yield translator
    translator.close()


def test_route_through_english_is_found_and_told(routed: RoutedTranslator) -> None:
    assert routed.routes[FI_PT].label == "pivot:en"
    assert routed.routes[FI_EN].label == routed.routes[EN_PT].label == "direct"
    assert LanguagePair("pt", "fi") not in routed.pairs


def test_finnish_arrives_in_portuguese(routed: RoutedTranslator) -> None:
    (morning, thanks) = routed.translate(["Hyvää huomenta.", "Kiitos."], FI_PT)
    assert (morning.text, thanks.text) == ("Bom dia.", "Obrigado.")
    assert morning.model == "fixture-fi-en+firefox-en-pt"
    assert (morning.pair, morning.route.label) == (FI_PT, "pivot:en")


def test_numbers_and_line_breaks_survive_both_models(routed: RoutedTranslator) -> None:
    (made,) = routed.translate(["Se maksaa 140 euroa.\n\n  Toimisto on suljettu.\n"], FI_PT)
    first, second = made.text.split("\n\n  ")
    assert "140" in first
    assert second.endswith("\n")


def test_texts_together_give_the_same_as_alone(routed: RoutedTranslator) -> None:
    texts = ["Kiitos.", "", "Voitte maksaa kortilla.", "Hyvää iltaa.", "Tulkaa takaisin huomenna."]
    together = [made.text for made in routed.translate(texts, FI_PT)]
    assert together == [routed.translate([text], FI_PT)[0].text for text in texts]
