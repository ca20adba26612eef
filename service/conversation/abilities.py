"""What the models behind a conversation can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.interfaces import SentenceSplitter
from models.types import LanguagePair, Route, VoiceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a conversation may ask for; fixed for its lifetime."""

    recognizer: str
    """Catalog key of the speech model."""
    recognizes: frozenset[str]
    """Languages that may be spoken."""
    translates: frozenset[LanguagePair]
    """Pairs of which any text is translated, however it came about."""
    voice_frame_samples: int
    """Length of the frames that are scored for voice."""
    initial_voice_state: VoiceState
    split_sentences: SentenceSplitter
    speech_routes: Mapping[LanguagePair, Route] = field(default_factory=dict)
    """Pairs that only speech is translated of, by the recognizer; none of ``translates``."""

    @property
    def written(self) -> frozenset[str]:
        """Languages in which there can be text: spoken, typed or translated."""
        return self.recognizes.union(*((pair.source, pair.target) for pair in self.translates))
