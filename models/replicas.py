"""Several translators that are all alike, one for each device: whichever is free is used."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from queue import SimpleQueue

from models.interfaces import Translator
from models.types import LanguagePair, TranslatedText


class ReplicatedTranslator:
    """A ``Translator`` that gives each call to a replica that has nothing to do. Thread-safe.

    A call stays whole: as many devices work as calls are made side by side. The replica that has
    been free for the longest time is used, so as many calls as there are replicas use each of them.
    Owns the replicas.

    Args:
        replicas: At least one; all translate the same pairs.
    """

    def __init__(self, replicas: Sequence[Translator]) -> None:
        self._replicas = tuple(replicas)
        self._free: SimpleQueue[Translator] = SimpleQueue()
        for replica in replicas:
            self._free.put(replica)

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that each of them translates."""
        return self._replicas[0].pairs

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text by itself, once a replica is free; see ``Translator``."""
        replica = self._free.get()
        try:
            return replica.translate(texts, pair, alternatives=alternatives)
        finally:
            self._free.put(replica)

    def close(self) -> None:
        """Close all, whatever happens to one of them. Idempotent."""
        with ExitStack() as closing:
            for replica in self._replicas:
                closing.callback(replica.close)
