"""What a glossary asks of a conversation; it may change while people talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.types import NO_TERMS, LanguagePair, TermList, Vocabulary


@dataclass(slots=True, kw_only=True)
class TermsInUse:
    """The terms at present."""

    between: Mapping[LanguagePair, TermList] = field(default_factory=dict)
    """How they are translated, for each pair that has any."""
    kept: TermList = NO_TERMS
    """The terms of every other pair."""
    hotwords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Those to listen for, by language."""

    def of(self, pair: LanguagePair) -> TermList:
        """The terms from one language into another."""
        return self.between.get(pair, self.kept)

    def vocabulary(self, told: Mapping[str, Vocabulary]) -> Mapping[str, Vocabulary]:
        """Add the hotwords to what is listened for anyway, behind it."""
        both = dict(told)
        for language, words in self.hotwords.items():
            before = both.get(language, Vocabulary())
            both[language] = replace(before, hotwords=(*before.hotwords, *words))
        return both
