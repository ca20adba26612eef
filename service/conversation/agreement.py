"""Which words of an utterance never change again: LocalAgreement-n.

Decoding audio again and again as it grows gives hypotheses that change mostly at their end. The
prefix on which n decodings in a row agree is *committed*: it never changes, whatever later
decodings say. The rest is *tentative* (Macháček, Dabre, Bojar 2023, arXiv 2307.14743, with n = 2).

Beyond the paper:

- Words are compared without case and punctuation; what is committed is the newer spelling.
- The end of a hypothesis is where the audio was cut, perhaps in a word, and what is near it was
  heard without what follows. Its last words are never committed, and a committed prefix ends with a
  word that all n decodings wrote in the same way, so that a full stop that is about to become a
  comma is not carved in stone.
- A decoding that contradicts what is committed is lined up with all that is shown (``alignment``),
  and only what follows the committed words is taken from it.
- A decoding that was stopped by a guard (``cut``) is shown and commits nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.types import Word
from service.conversation.alignment import align, common_prefix
from service.conversation.end_marks import END_MARKS

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementConfig:
    """How sure a word must be. A committed word stays, right or wrong: late is better than wrong.

    Tentative words are on screen at once, so waiting costs no reader a word. ``benchmarks.policy``
    prints what each choice costs: 6.5 % word errors with 2 decodings and 1 word held, 3.0 % with
    these, 2.5 % where nothing is committed before the final.
    """

    decodings: int = 3
    """Decodings in a row that must agree."""
    held_words: int = 4
    """Words at the end of a decoding that are not committed."""

    def __post_init__(self) -> None:
        if self.decodings <= 1 or self.held_words <= 0:
            raise ValueError("at least two decodings must agree, and the last word is held back")


class Agreement:
    """The committed and the tentative words of one utterance."""

    def __init__(self, config: AgreementConfig) -> None:
        self._config = config
        self._committed: Words = ()
        self._tentative: Words = ()
        self._earlier: deque[Words] = deque(maxlen=config.decodings - 1)
        """What the decodings before said after the committed words, as long as all are trusted."""

    @property
    def committed(self) -> Words:
        """Never shrinks or changes."""
        return self._committed

    @property
    def tentative(self) -> Words:
        """What the last decoding says after the committed words."""
        return self._tentative

    def observe(self, words: Sequence[Word], *, cut: bool) -> None:
        """Take a decoding of the utterance so far."""
        rest = self._after_committed(words)
        if cut:
            self._earlier.clear()
            self._tentative = rest
            return
        agreed = self._agreed(rest)
        self._committed += rest[:agreed]
        self._tentative = rest[agreed:]
        for _ in range(len(self._earlier)):
            self._earlier.append(self._earlier.popleft()[agreed:])
        self._earlier.append(self._tentative)

    def finish(self, words: Sequence[Word]) -> None:
        """Take the decoding of the whole utterance: all of it is committed."""
        self._committed += self._after_committed(words)
        self._tentative = ()

    def give_up(self) -> None:
        """No decoding of the whole utterance will come: what is shown stays."""
        self._committed += self._tentative
        self._tentative = ()

    def _agreed(self, rest: Words) -> int:
        """How many words this decoding and those before agree on for good."""
        if len(self._earlier) < self._config.decodings - 1:
            return 0
        agreed = max(len(rest) - self._config.held_words, 0)
        for before in self._earlier:
            agreed = min(agreed, common_prefix(_texts(before), _texts(rest)))
        while agreed > 0 and any(
            b[agreed - 1].text != rest[agreed - 1].text for b in self._earlier
        ):
            agreed -= 1
        return agreed

    def _after_committed(self, words: Sequence[Word]) -> Words:
        if not self._committed:
            return tuple(words)
        # Tentative words are lined up too: they anchor what comes after the committed ones.
        shown = _texts(self._committed + self._tentative)
        taken = align(shown, _texts(words))[len(self._committed)]
        rest = tuple(words[taken:])
        return _with_space(rest) if taken == 0 else rest


def _with_space(words: Words) -> Words:
    """The first word of a decoding may come without the space that it needs after others."""
    spaced = any(word.text[:1].isspace() for word in words)
    if not spaced or words[0].text[:1].isspace():
        return words
    return (replace(words[0], text=" " + words[0].text), *words[1:])


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def without_end_mark(words: Words) -> Words:
    """The words without the full stop that a decoding puts where its audio ends.

    It comes and goes with every decoding, and somebody who is still speaking has not ended.
    """
    if not words:
        return words
    text = words[-1].text.rstrip(END_MARKS)
    return (*words[:-1], replace(words[-1], text=text)) if text.strip() else words[:-1]


def written(words: Sequence[Word]) -> str:
    """The words as one string, with the space before the first one."""
    return "".join(word.text for word in words)
