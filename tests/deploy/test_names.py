"""Names of settings in what operators copy: each is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.settings import CHECKOUT, PREFIX, Settings

OF_THE_PROXY = {"TULKKI_HOSTNAME", "TULKKI_UPSTREAM"}
FILES = [
    *sorted(file for file in (CHECKOUT / "deploy").iterdir() if file.is_file()),
    *sorted((CHECKOUT / "docs" / "operators").glob("*.md")),
    CHECKOUT / "Dockerfile.gpu",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_name_with_the_prefix_is_a_setting(file: Path) -> None:
    settings = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    named = re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", file.read_text(encoding="utf-8"))
    assert set(named) <= settings | OF_THE_PROXY
