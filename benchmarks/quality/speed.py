"""How quick a translation model is, and what memory it takes.

Each model is measured in a fresh process of its own: what the ones before it loaded does not count.
Memory is the proportional set size of that process and its children, minus what it was before the
model was loaded: libraries count, pages that several processes share count once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.quality.fresh import in_fresh_process, memory_bytes, timed
from benchmarks.quality.phrases import load_phrases
from benchmarks.quality.running import pairs_in
from models.catalog import Catalog, load_translator
from models.interfaces import Translator
from models.types import LanguagePair

_WARM_UP: Final = 5
"""Sentences that are translated before anything is timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Figures of one model and pair."""

    model: str
    pair: LanguagePair
    sentences: int
    """In a batch; one by one they were translated ``rounds`` times."""
    rounds: int
    load_s: float
    p50_s: float
    """Of one sentence, nothing else at work."""
    p99_s: float
    single_per_s: float
    """Sentences a second, one after the other."""
    batch_per_s: float
    """Sentences a second, all in one call; the median of the rounds."""
    memory_bytes: int


def measure(
    open_catalog: Callable[[], Catalog], key: str, set_name: str, *, rounds: int
) -> tuple[Speed, ...]:
    """Measure a model in a fresh process, for each of its pairs that the set has.

    Args:
        open_catalog: reads the catalog; called in the fresh process, so it must be picklable.
        key: the model.
        set_name: whose phrases are translated.
        rounds: times that they all are.

    Raises:
        ModelError: the model cannot be loaded or broke.
        PhrasesUnusable: there is no such set.
    """
    return in_fresh_process(_measure_here, open_catalog, key, set_name, rounds)


def _measure_here(
    open_catalog: Callable[[], Catalog], key: str, set_name: str, rounds: int
) -> tuple[Speed, ...]:
    phrases, catalog = load_phrases(set_name), open_catalog()
    before_bytes = memory_bytes()
    translator, load_s = timed(lambda: load_translator(catalog, [key]))
    try:
        return tuple(
            _measure_pair(
                _Task(
                    translator=translator,
                    key=key,
                    pair=pair,
                    texts=[phrase.texts[pair.source] for phrase in phrases.phrases],
                ),
                rounds=rounds,
                load_s=load_s,
                before_bytes=before_bytes,
            )
            for pair in pairs_in(phrases, translator.pairs)
        )
    finally:
        translator.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    translator: Translator
    key: str
    pair: LanguagePair
    texts: Sequence[str]

    def translate(self, texts: Sequence[str]) -> None:
        self.translator.translate(texts, self.pair)


def _measure_pair(task: _Task, *, rounds: int, load_s: float, before_bytes: int) -> Speed:
    task.translate(task.texts[:_WARM_UP])
    single_s = [
        timed(partial(task.translate, [text]))[1] for _ in range(rounds) for text in task.texts
    ]
    batch_s = [timed(partial(task.translate, task.texts))[1] for _ in range(rounds)]
    p50_s, p99_s = np.percentile(single_s, (50, 99))
    return Speed(
        model=task.key,
        pair=task.pair,
        sentences=len(task.texts),
        rounds=rounds,
        load_s=load_s,
        p50_s=float(p50_s),
        p99_s=float(p99_s),
        single_per_s=len(single_s) / sum(single_s),
        batch_per_s=len(task.texts) / float(np.median(batch_s)),
        memory_bytes=memory_bytes() - before_bytes,
    )
