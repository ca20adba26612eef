"""The glossaries that come with Tulkki: data files beside this module."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints

from service.glossary.concepts import ANY_LANGUAGE, Concept, Glossary

SHIPPED: Final = ("employment-services", "customer-service", "identity-papers")
"""The names of the sets."""


class _SetFile(BaseModel):
    """One data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reviewed: bool
    note: str
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], ...]
    concepts: tuple[tuple[str, ...], ...]
    """Of each its terms, in the order of the languages."""
    keep: tuple[str, ...] = ()
    """What is not to be translated."""


def shipped_glossary(name: str) -> Glossary:
    """Read one of the sets that ``SHIPPED`` names."""
    text = files("service.glossary").joinpath("sets", f"{name}.toml").read_text(encoding="utf-8")
    found = _SetFile.model_validate(tomllib.loads(text))
    concepts = (
        Concept(terms=dict(zip(found.languages, terms, strict=True))) for terms in found.concepts
    )
    kept = (Concept(terms={ANY_LANGUAGE: term}, case_sensitive=True) for term in found.keep)
    return Glossary(
        name=name, concepts=(*concepts, *kept), reviewed=found.reviewed, note=found.note
    )
