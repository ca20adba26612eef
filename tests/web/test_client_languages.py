"""The pages call the clients' languages by the names that the service has for them."""

from __future__ import annotations

import re
from pathlib import Path

from models.language_names import DESK_CODES, language_name

I18N = Path(__file__).parents[2] / "clients" / "web" / "i18n"
ENTRY = re.compile(r"^  (\w+): \{ endonym: '([^']+)', dir: '(\w+)' \},$", re.MULTILINE)


def test_client_languages_are_named_as_the_service_names_them() -> None:
    """Code, endonym and direction are the same in the pages and in the service."""
    entries = ENTRY.findall((I18N / "client-languages.js").read_text(encoding="utf-8"))
    assert {code for code, _, _ in entries} == DESK_CODES
    for code, endonym, direction in entries:
        name = language_name(code)
        assert (endonym, direction) == (name.endonym, name.direction)
