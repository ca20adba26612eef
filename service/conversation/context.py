"""What the parts of one conversation share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from models.types import LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig
from service.conversation.events import PAIR
from service.conversation.terms import TermsInUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One conversation, as its tracks and translations see it."""

    pair: LanguagePair
    """Language of the staff, language of the client."""
    abilities: Abilities
    config: ConversationConfig
    captions: Captions
    new_request: Callable[[], int]
    """Gives the id of the next request; no two are the same."""
    terms: TermsInUse = field(default_factory=TermsInUse)
    """Set anew by ``GlossaryChanged``."""

    @property
    def languages(self) -> frozenset[str]:
        """Languages in which there can be text."""
        return self.abilities.written | {self.pair.source, self.pair.target}

    def spoken(self, speaks: str) -> tuple[str, ...]:
        """The languages in which a track may be spoken."""
        return (self.pair.source, self.pair.target) if speaks == PAIR else (speaks,)

    def other_than(self, language: str) -> str | None:
        """The other language of the pair; None where there is none that can be recognized."""
        others = {self.pair.source: self.pair.target, self.pair.target: self.pair.source}
        other = others.get(language)
        return other if other in self.abilities.recognizes else None

    def understands(self, speaks: str) -> bool:
        """True where the recognizer knows all of them."""
        return self.abilities.recognizes.issuperset(self.spoken(speaks))
