"""The search of engines that take and give tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from models.marian.passages import PassageLimit
from models.marian.search import Candidate, NBest
from models.marian.tokenizer import MarianTokens

LONGEST_PASSAGE: Final = 128
"""In pieces; MarianMT models have learned from sentences and have 512 positions."""

_EXTRA_TOKENS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSettings:
    """How an engine searches."""

    beam_size: int = 1
    """Hypotheses that compete; 1 is greedy.

    Captions are translated again and again while a sentence grows: greedy search is several times
    as quick and changes less. Marian's own default is 6.
    """
    batch_tokens: int = 1024
    """Source tokens, padding included, that are computed at once."""
    workers: int = 1
    """Batches that are computed side by side on each device."""


GREEDY: Final = SearchSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """One hypothesis of a decoder."""

    tokens: tuple[str, ...]
    """Without the end mark."""
    log_probability: float
    """Mean over the tokens and the end mark."""
    ended: bool
    """True where the decoder came to the end mark."""


class TokenDecoder(Protocol):
    """A model that continues tokens with tokens."""

    def __call__(
        self, sources: Sequence[Sequence[str]], *, beam_size: int, hypotheses: int, longest: int
    ) -> list[list[Decoded]]:
        """Decode every source by itself, the best hypothesis first.

        Args:
            sources: tokens, each source with its end mark.
            beam_size: hypotheses that compete, at least ``hypotheses``.
            hypotheses: how many are wanted.
            longest: tokens after which decoding stops.
        """
        ...


class TokenSearch:
    """A ``Search`` over a decoder."""

    def __init__(self, decoder: TokenDecoder, tokens: MarianTokens, *, beam_size: int) -> None:
        self._decoder = decoder
        self._tokens = tokens
        self._beam_size = beam_size

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        """See ``Search``. The translation is the same, whether alternatives are wanted or not."""
        found = self._find(passages, self._beam_size, 1)
        if not alternatives:
            return found
        wanted = alternatives + 1
        wider = self._find(passages, max(self._beam_size, wanted), wanted)
        return [
            (best, *[other for other in others if other.text != best.text][:alternatives])
            for (best, *_), others in zip(found, wider, strict=True)
        ]

    def _find(self, passages: Sequence[str], beam_size: int, hypotheses: int) -> list[NBest]:
        sources = [self._tokens.encode(passage) for passage in passages]
        budgets = [longest_translation(len(source)) for source in sources]
        decoded = self._decoder(
            sources, beam_size=beam_size, hypotheses=hypotheses, longest=max(budgets)
        )
        return [
            tuple(self._candidate(one, budget) for one in n_best)
            for n_best, budget in zip(decoded, budgets, strict=True)
        ]

    def _candidate(self, decoded: Decoded, budget: int) -> Candidate:
        """A hypothesis beyond its own budget has not ended, whatever others were allowed."""
        return Candidate(
            text=self._tokens.decode(decoded.tokens),
            log_probability=decoded.log_probability,
            finished=decoded.ended and len(decoded.tokens) <= budget,
        )


def passage_limit(tokens: MarianTokens) -> PassageLimit:
    """Return how long a passage a MarianMT model translates in one pass."""
    return PassageLimit(longest=LONGEST_PASSAGE, measure=tokens.count)


def longest_translation(source_tokens: int) -> int:
    """Return how many tokens a translation may have; a longer one turns in circles."""
    return 2 * source_tokens + _EXTRA_TOKENS
