"""How one desk is set up. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from models.letters import is_plain
from models.types import LONGEST_PROMPT, LanguagePair, Vocabulary
from service.usage.visit import Variant

DEFAULT_DESK: Final = "desk"
"""Its slug; made by the first migration, and where conversations are opened that name no desk."""
SLUG_PATTERN: Final = r"^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$"
"""Letters, digits and dashes, as they stand in addresses."""
MOST_REASONS: Final = 12
"""Reasons for a hand-over that fit on a screen."""
MOST_GLOSSARIES: Final = 16
MAX_LINE: Final = 80
"""Longest name, reason or telephone number, in characters."""
MAX_CONTACT: Final = 500
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")

RetentionHours = Literal[0, 1, 24]
"""How long a text is kept after its conversation."""


class DeskInvalid(ValueError):
    """A desk cannot be set up like this; the message says which field and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A second way to set a desk up, which every other conversation gets.

    The desk's own glossaries and phrases are variant ``a``, these are variant ``b``.
    """

    name: str
    glossaries: tuple[str, ...] = ()
    phrase_set: str = ""

    def __post_init__(self) -> None:
        _check_line("experiment", self.name, required=True)
        _check_slugs("experiment glossaries", self.glossaries)
        _check_optional_slug("experiment phrase_set", self.phrase_set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One place where staff serve clients, and how conversations there begin."""

    slug: str
    """Its identity; never changes."""
    name: str
    """What people call it."""
    pair: LanguagePair | None = None
    """Languages of staff and client that the page proposes; None: those used last."""
    handover_contact: str = ""
    """How staff reach a human interpreter, in the operator's words."""
    handover_phone: str = ""
    """Number of the interpreters, which a telephone may dial."""
    handover_reasons: tuple[str, ...] = ()
    """What staff may choose from; the choice is counted nowhere."""
    retention_h: RetentionHours = 0
    """Hours for which the text can be had after the end; the client is told."""
    glossaries: tuple[str, ...] = ()
    """Slugs of the glossaries that count here."""
    phrase_set: str = ""
    """Slug of the ready phrases; empty for the general ones."""
    prompts: Mapping[str, str] = field(default_factory=dict)
    """What the recognizer is told before it listens, by language, in place of the server's."""
    experiment: Experiment | None = None
    """What is being compared here; None for nothing."""
    variant: Variant = ""
    """Which setting of the experiment a conversation has; empty in the book of desks."""

    def __post_init__(self) -> None:
        _check_slugs("slug", (self.slug,))
        _check_line("name", self.name, required=True)
        _check_line("handover_phone", self.handover_phone)
        if len(self.handover_contact) > MAX_CONTACT:
            raise DeskInvalid(f"handover_contact: {MAX_CONTACT} characters at most")
        if len(self.handover_reasons) > MOST_REASONS:
            raise DeskInvalid(f"handover_reasons: {MOST_REASONS} at most")
        for reason in self.handover_reasons:
            _check_line("handover_reasons", reason, required=True)
        if self.retention_h not in {0, 1, 24}:
            raise DeskInvalid("retention_h: 0, 1 or 24")
        _check_slugs("glossaries", self.glossaries)
        _check_optional_slug("phrase_set", self.phrase_set)
        for language, prompt in self.prompts.items():
            _check_prompt(language, prompt)

    def listens(self, told: Mapping[str, Vocabulary]) -> Mapping[str, Vocabulary]:
        """What the recognizer is told here, where the server tells it this."""
        here = {
            language: replace(told.get(language, Vocabulary()), prompt=prompt)
            for language, prompt in self.prompts.items()
        }
        return {**told, **here}


def _check_line(field: str, text: str, *, required: bool = False) -> None:
    if required and not text.strip():
        raise DeskInvalid(f"{field}: must not be empty")
    if len(text) > MAX_LINE or any(not letter.isprintable() for letter in text):
        raise DeskInvalid(f"{field}: one line of {MAX_LINE} characters at most")


def _check_prompt(language: str, prompt: str) -> None:
    if _LANGUAGE.fullmatch(language) is None:
        raise DeskInvalid("prompts: a language is two or three small letters")
    if not prompt.strip() or len(prompt) > LONGEST_PROMPT or not is_plain(prompt):
        raise DeskInvalid(f"prompts: one line of {LONGEST_PROMPT} characters at most")


def _check_slugs(field: str, slugs: tuple[str, ...]) -> None:
    if len(slugs) > MOST_GLOSSARIES or len(set(slugs)) < len(slugs):
        raise DeskInvalid(f"{field}: {MOST_GLOSSARIES} at most, each once")
    if any(re.fullmatch(SLUG_PATTERN, slug) is None for slug in slugs):
        raise DeskInvalid(f"{field}: small letters, digits and dashes, 32 at most")


def _check_optional_slug(field: str, slug: str) -> None:
    if slug:
        _check_slugs(field, (slug,))
