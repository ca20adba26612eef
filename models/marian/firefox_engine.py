"""Translates with Firefox Translations models, Marian students of 17 MB, on the CPU.

The native engine (fxtranslate) belongs to the thread that loads it and holds the interpreter's lock
while it translates, so it lives in worker processes: the service's threads and its event loop never
wait for it. Texts are cut into sentences here; a request to a worker is a handful of them, so that
a long text takes turns with the captions of a live conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from models.errors import UnsupportedLanguagePair
from models.interfaces import SentenceSplitter
from models.marian.firefox_process import WorkerProcess
from models.marian.firefox_protocol import Direction, Request
from models.marian.passages import Passage, cut_passages
from models.marian.worker_pool import WorkerPool
from models.sentences import SentencexSplitter
from models.types import LanguagePair, TranslatedText

_PASSAGES_AT_ONCE: Final = 16
"""Passages in one request to a worker: about 60 ms of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxModel:
    """One model on this machine."""

    key: str
    """Its key in the catalog."""
    folder: Path
    """Holds ``model.bin`` and ``vocab.spm``."""
    lead_in: str = ""
    """What opens every sentence for this model; see ``models/marian/wording.py``."""


class FirefoxTranslator:
    """A ``Translator`` over worker processes, each with all models. For any number of threads."""

    def __init__(
        self,
        models: Mapping[LanguagePair, FirefoxModel],
        *,
        workers: int = 1,
        split_sentences: SentenceSplitter | None = None,
    ) -> None:
        """Start the workers and load the models, in about 0.3 s.

        Args:
            models: what translates each pair.
            workers: processes, each of which keeps a core busy and takes 96 MB with one pair.
            split_sentences: None for the built-in rules.

        Raises:
            ModelError: a model cannot be loaded.
        """
        self._models = dict(models)
        self._split_sentences = split_sentences or SentencexSplitter()
        directions = [
            Direction(
                source=pair.source,
                target=pair.target,
                folder=str(model.folder),
                lead_in=model.lead_in,
            )
            for pair, model in self._models.items()
        ]
        self._pool = WorkerPool(partial(WorkerProcess, directions), workers)

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates."""
        return frozenset(self._models)

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Ids of the worker processes, for those who measure them."""
        return self._pool.pids

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text, of any length, by itself; see ``Translator``.

        Passages without words, and words that the model cannot spell, stay as they are.

        Raises:
            UnsupportedLanguagePair: the pair is not in ``pairs``.
            InferenceFailed: a worker died twice with these texts, did not answer, or was closed.
        """
        del alternatives  # the engine's search is greedy
        if pair not in self._models:
            raise UnsupportedLanguagePair(pair)
        cut = [cut_passages(text, pair.source, self._split_sentences) for text in texts]
        translations = self._translations(cut, pair)
        return [
            TranslatedText(
                text="".join(
                    next(translations) if passage.translatable else passage.text
                    for passage in passages
                ),
                pair=pair,
                model=self._models[pair].key,
            )
            for passages in cut
        ]

    def close(self) -> None:
        """End the workers, also in the middle of a translation. Idempotent."""
        self._pool.close()

    def _translations(self, cut: list[list[Passage]], pair: LanguagePair) -> Iterator[str]:
        """The translations of all translatable passages, in order."""
        passages = (p.text for text in cut for p in text if p.translatable)
        while batch := tuple(islice(passages, _PASSAGES_AT_ONCE)):
            request = Request(source=pair.source, target=pair.target, passages=batch)
            yield from self._pool.translate(request)
