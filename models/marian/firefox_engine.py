"""Translates with Firefox Translations models, Marian students of 17 MB, on the CPU.

The native engine (fxtranslate) belongs to the thread that loads it and holds the interpreter's lock
while it translates, so it lives in worker processes: the service's threads and its event loop never
wait for it. A request to a worker is a handful of passages, so that a long text takes turns with
the captions of a live conversation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from models.interfaces import SentenceSplitter
from models.marian.firefox_files import FirefoxFiles, find_files, read_spelling
from models.marian.firefox_process import WorkerProcess
from models.marian.firefox_protocol import Direction, Request
from models.marian.passages import PassageLimit
from models.marian.search import Candidate, NBest, Search, SpelledSearch
from models.marian.text_translator import PairTranslators, TextTranslator, TranslatingModel
from models.marian.wording import Wording
from models.marian.worker_pool import WorkerPool
from models.sentences import SentencexSplitter
from models.types import LanguagePair, TranslatedText

_PASSAGES_AT_ONCE: Final = 16
"""Passages in one request to a worker: about 60 ms of work."""

PASSAGE_LIMIT: Final = PassageLimit(longest=64)
"""Measured on the English-Portuguese students: up to about 90 pieces a sentence without punctuation
is translated to its end, from 105 on the decoder turns in circles and the end is lost.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxModel:
    """One model on this machine."""

    key: str
    """Its key in the catalog."""
    folder: Path
    """Holds its files; see ``models/marian/firefox_files.py``.

    A shortlist is used where there is one. Translation is then 1.2 times as fast and takes 15 MB
    more, but the English-Portuguese one loses English contractions ("I're sorry").
    """
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
            ModelNotFound: a file of a model is missing.
            ModelUnusable: a file of a model is damaged, or belongs to another.
            InferenceFailed: no worker can be started.
        """
        files = {pair: find_files(model.folder, model.key) for pair, model in models.items()}
        spellings = {pair: read_spelling(files[pair], model.key) for pair, model in models.items()}
        directions = [_direction(pair, model.key, files[pair]) for pair, model in models.items()]
        self._pool = WorkerPool(partial(WorkerProcess, directions), workers)
        self._translators = PairTranslators(
            {
                pair: TextTranslator(
                    _WordedSearch(
                        SpelledSearch(_FirefoxSearch(self._pool, pair), spellings[pair]),
                        Wording(lead_in=model.lead_in, target=pair.target),
                    ),
                    model=TranslatingModel(key=model.key, pair=pair),
                    spelling=spellings[pair],
                    limit=PASSAGE_LIMIT,
                    split_sentences=split_sentences or SentencexSplitter(),
                )
                for pair, model in models.items()
            }
        )

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates."""
        return self._translators.pairs

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
        return self._translators.translate(texts, pair, alternatives)

    def close(self) -> None:
        """End the workers, also in the middle of a translation. Idempotent."""
        self._pool.close()


class _FirefoxSearch:
    """The search of one model, which is greedy and gives no scores."""

    def __init__(self, pool: WorkerPool, pair: LanguagePair) -> None:
        self._pool = pool
        self._pair = pair

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        del alternatives  # there are none
        found: list[NBest] = []
        for start in range(0, len(passages), _PASSAGES_AT_ONCE):
            batch = tuple(passages[start : start + _PASSAGES_AT_ONCE])
            request = Request(source=self._pair.source, target=self._pair.target, passages=batch)
            found += ((Candidate(text=text),) for text in self._pool.translate(request))
        return found


class _WordedSearch:
    """Shapes passages for a search, and undoes it in what is found."""

    def __init__(self, search: Search, wording: Wording) -> None:
        self._search = search
        self._wording = wording

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        prepared = [self._wording.prepare(passage) for passage in passages]
        found = self._search([sentence.text for sentence in prepared], alternatives)
        return [
            tuple(replace(one, text=self._wording.finish(one.text, sentence)) for one in n_best)
            for n_best, sentence in zip(found, prepared, strict=True)
        ]


def _direction(pair: LanguagePair, key: str, files: FirefoxFiles) -> Direction:
    return Direction(
        key=key,
        source=pair.source,
        target=pair.target,
        model=str(files.model),
        source_vocabulary=str(files.source_vocabulary),
        target_vocabulary=str(files.target_vocabulary),
        shortlist=None if files.shortlist is None else str(files.shortlist),
    )
