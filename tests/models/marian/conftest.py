"""The three engines: two on the tiny trained models of the test run, one on its embedded models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from marian_fixture import EN_FI, FI_EN, TinyMarian, tiny_marian

from models.catalog import Catalog
from models.interfaces import Translator
from models.marian.firefox_engine import FirefoxModel, FirefoxTranslator
from models.types import LanguagePair

if TYPE_CHECKING:
    from models.marian.ctranslate2_engine import CTranslate2MarianTranslator
    from models.marian.transformers_engine import TransformersMarianTranslator

__all__ = ["tiny_marian"]

NAMES = {EN_FI: "en-fi", FI_EN: "fi-en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine with its models, and what is known of them."""

    translator: Translator
    there: LanguagePair
    back: LanguagePair
    known: tuple[tuple[str, str], ...]
    """Texts in the language ``there`` comes from, and their translations."""
    gives_scores: bool


@pytest.fixture(scope="session")
def ctranslate2_translator(tiny_marian: TinyMarian) -> Iterator[CTranslate2MarianTranslator]:
    from models.marian.ctranslate2_engine import CTranslate2MarianTranslator, CTranslate2Model

    models = {
        pair: CTranslate2Model(key=name, folder=tiny_marian.ctranslate2(name))
        for pair, name in NAMES.items()
    }
    with closing(CTranslate2MarianTranslator(models, compute_type="float32")) as translator:
        yield translator


@pytest.fixture(scope="session")
def transformers_translator(tiny_marian: TinyMarian) -> Iterator[TransformersMarianTranslator]:
    from models.marian.transformers_engine import TransformersMarianTranslator, TransformersModel

    models = {
        pair: TransformersModel(key=name, folder=tiny_marian.transformers(name))
        for pair, name in NAMES.items()
    }
    with closing(TransformersMarianTranslator(models, threads=1)) as translator:
        yield translator


@pytest.fixture(scope="session")
def firefox_translator(catalog: Catalog) -> Iterator[FirefoxTranslator]:
    pairs = {"firefox-en-pt": LanguagePair("en", "pt"), "firefox-pt-en": LanguagePair("pt", "en")}
    models = {
        pair: FirefoxModel(key=key, folder=catalog.resolve(key), lead_in="- ")
        for key, pair in pairs.items()
    }
    with closing(FirefoxTranslator(models)) as translator:
        yield translator


@pytest.fixture(scope="session", params=["ctranslate2", "transformers", "firefox"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the three."""
    translator = request.getfixturevalue(f"{request.param}_translator")
    if request.param == "firefox":
        return Engine(
            translator=translator,
            there=LanguagePair("en", "pt"),
            back=LanguagePair("pt", "en"),
            known=(("Good morning.", "Bom dia."), ("Thank you.", "Obrigado.")),
            gives_scores=False,
        )
    return Engine(
        translator=translator,
        there=EN_FI,
        back=FI_EN,
        known=(("Good morning.", "Hyvää huomenta."), ("Thank you.", "Kiitos.")),
        gives_scores=True,
    )
