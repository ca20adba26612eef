"""Texts that people wrote before the conversation: ready phrases, and the words of cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedText:
    """One text that staff show with one tap."""

    id: str
    """Group and name: ``identity.show``."""
    texts: Mapping[str, str]
    """What it says, by language; never empty. Where it does not have the language of the staff, it
    is shown in the first language that the conversation has.
    """

    def shown_in(self, preferred: str, languages: frozenset[str]) -> str | None:
        """The language in which it is shown; None where the conversation has none of its own.

        Args:
            preferred: the language of whoever shows it.
            languages: those in which there can be text.
        """
        if preferred in self.texts:
            return preferred
        return next((language for language in self.texts if language in languages), None)
