"""Real models and real speech on a GPU; benchmarks/gpu.sh says where they lie on its host."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from marian_fixture import TinyMarian, tiny_marian

from benchmarks.corpus import LIBRIVOX_DIR, Sentence, librivox_sentences
from models.catalog import Catalog
from service.settings import Settings

__all__ = ["tiny_marian"]


@pytest.fixture(scope="session")
def marian(request: pytest.FixtureRequest) -> TinyMarian:
    """Trained models that were carried here, or else are trained here."""
    carried = os.environ.get("MARIAN")
    if carried:
        return TinyMarian(Path(carried))
    trained: TinyMarian = request.getfixturevalue("tiny_marian")
    return trained


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalog over the data folder of the settings."""
    return Catalog.load(Settings().data_dir)


@pytest.fixture(scope="session")
def sentences() -> tuple[Sentence, ...]:
    """Five English sentences read aloud."""
    return librivox_sentences(Path(os.environ.get("LIBRIVOX", LIBRIVOX_DIR)))
