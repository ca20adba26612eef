"""Which words of an utterance never change again: LocalAgreement-2.

Decoding audio again and again as it grows gives hypotheses that change mostly at their end. The
prefix on which two decodings in a row agree is *committed*: it never changes, whatever later
decodings say. The rest is *tentative* (Macháček, Dabre, Bojar 2023, arXiv 2307.14743).

Beyond the paper:

- Words are compared without case and punctuation; what is committed is the newer spelling.
- The end of a hypothesis is where the audio was cut, perhaps in a word. Its last word is never
  committed, and a committed prefix ends with a word that both decodings wrote in the same way, so
  that a full stop that is about to become a comma is not carved in stone.
- A decoding that contradicts what is committed is lined up with all that is shown (``alignment``),
  and only what follows the committed words is taken from it.
- A decoding that was stopped by a guard (``cut``) is shown and commits nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.types import Word
from service.conversation.alignment import align, common_prefix

Words = tuple[Word, ...]


class Agreement:
    """The committed and the tentative words of one utterance."""

    def __init__(self) -> None:
        self._committed: Words = ()
        self._tentative: Words = ()
        self._trusted = False
        """Whether the tentative words may agree with the next decoding."""

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
        agreed = 0
        if self._trusted and not cut:
            agreed = _agreed(self._tentative, rest)
        self._committed += rest[:agreed]
        self._tentative = rest[agreed:]
        self._trusted = not cut

    def finish(self, words: Sequence[Word]) -> None:
        """Take the decoding of the whole utterance: all of it is committed."""
        self._committed += self._after_committed(words)
        self._tentative = ()

    def give_up(self) -> None:
        """No decoding of the whole utterance will come: what is shown stays."""
        self._committed += self._tentative
        self._tentative = ()

    def _after_committed(self, words: Sequence[Word]) -> Words:
        if not self._committed:
            return tuple(words)
        # Tentative words are lined up too: they anchor what comes after the committed ones.
        shown = _texts(self._committed + self._tentative)
        taken = align(shown, _texts(words))[len(self._committed)]
        rest = tuple(words[taken:])
        return _with_space(rest) if taken == 0 else rest


def _agreed(before: Words, now: Words) -> int:
    """How many words two decodings in a row agree on for good."""
    agreed = min(common_prefix(_texts(before), _texts(now)), len(now) - 1)
    while agreed > 0 and before[agreed - 1].text != now[agreed - 1].text:
        agreed -= 1
    return max(agreed, 0)


def _with_space(words: Words) -> Words:
    """The first word of a decoding may come without the space that it needs after others."""
    spaced = any(word.text[:1].isspace() for word in words)
    if not spaced or words[0].text[:1].isspace():
        return words
    return (replace(words[0], text=" " + words[0].text), *words[1:])


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def written(words: Sequence[Word]) -> str:
    """The words as one string, with the space before the first one."""
    return "".join(word.text for word in words)
