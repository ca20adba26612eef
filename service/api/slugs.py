"""Short names in addresses, of desks, glossaries and sets of phrases."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from service.storage.desk import SLUG_PATTERN

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]
