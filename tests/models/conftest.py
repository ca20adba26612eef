"""Real models, put together once for a run, and real speech."""

from __future__ import annotations

import pytest
from bundles import bundle, here, there
from speech import Reading, librivox

from models.catalog import Catalog

__all__ = ["bundle", "here", "there"]


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalog, with a data folder of its own that is empty at first."""
    return Catalog.load(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """Five English sentences read aloud."""
    return librivox()
