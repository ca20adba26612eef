"""How quick a translation model is, and what memory it takes.

Each is measured in a fresh process of its own: what the ones before it loaded does not count. A
MarianMT model that was converted is measured on the engine it came for, the reference, and on
CTranslate2.

Only phrases without numbers, names and the like are timed: a model that loses one of these is asked
again with something in its place, so that its faults would count as slowness.

Memory is the proportional set size of that process and its children, minus what it was before the
model was loaded: libraries count, pages that several processes share count once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.quality.fresh import in_fresh_process, memory_bytes, timed
from benchmarks.quality.phrases import load_phrases
from benchmarks.quality.running import pairs_in
from models.catalog import Catalog
from models.catalog_entries import MarianEntry, MarianFormat
from models.interfaces import Translator
from models.loading import load_translator
from models.marian.protected import find_protected
from models.types import LanguagePair

_WARM_UP: Final = 5
"""Sentences that are translated before anything is timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Figures of one model, engine and pair."""

    model: str
    engine: str
    pair: LanguagePair
    sentences: int
    """Of the set, without anything to protect: in a batch; one by one ``rounds`` times."""
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
) -> Iterator[Speed]:
    """Measure a model on each engine that can run it, for each of its pairs that the set has.

    Args:
        open_catalog: reads the catalog; called in the fresh process too, so it must be picklable.
        key: the model.
        set_name: whose phrases are translated.
        rounds: times that they all are.

    Raises:
        ModelError: the model cannot be loaded or broke.
        PhrasesUnusable: there is no such set.
    """
    load_phrases(set_name)  # told before anything is loaded
    for engine in engines_of(open_catalog(), key):
        yield from in_fresh_process(
            _measure_here, partial(_load, open_catalog, key, engine), set_name, rounds
        )


def plain(texts: Iterable[str]) -> list[str]:
    """Those that have nothing in them that must come out as it went in."""
    return [text for text in texts if not find_protected(text)]


def engines_of(catalog: Catalog, key: str) -> tuple[str, ...]:
    """The engines that can run a model, the one that it came for first."""
    entry = catalog.entry(key)
    if not isinstance(entry, MarianEntry):
        return (entry.engine,)
    return (entry.format, "ctranslate2") if _runs_on_both(catalog, entry) else (entry.format,)


def _runs_on_both(catalog: Catalog, entry: MarianEntry) -> bool:
    return entry.format != "ctranslate2" and catalog.is_converted(entry.key)


def _load(open_catalog: Callable[[], Catalog], key: str, engine: str) -> _Loaded:
    prefer: MarianFormat = "transformers" if engine == "transformers" else "ctranslate2"
    translator = load_translator(open_catalog(), [key], prefer=prefer)
    return _Loaded(key=key, engine=engine, translator=translator)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    key: str
    engine: str
    translator: Translator


def _measure_here(load: Callable[[], _Loaded], set_name: str, rounds: int) -> tuple[Speed, ...]:
    phrases, before_bytes = load_phrases(set_name), memory_bytes()
    loaded, load_s = timed(load)
    try:
        return tuple(
            _measure_pair(
                loaded,
                _Task(
                    translator=loaded.translator,
                    pair=pair,
                    texts=plain(phrase.texts[pair.source] for phrase in phrases.phrases),
                    rounds=rounds,
                ),
                load_s=load_s,
                before_bytes=before_bytes,
            )
            for pair in pairs_in(phrases, loaded.translator.pairs)
        )
    finally:
        loaded.translator.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    translator: Translator
    pair: LanguagePair
    texts: Sequence[str]
    rounds: int

    def translate(self, texts: Sequence[str]) -> None:
        self.translator.translate(texts, self.pair)


def _measure_pair(loaded: _Loaded, task: _Task, *, load_s: float, before_bytes: int) -> Speed:
    task.translate(task.texts[:_WARM_UP])
    single_s = [
        timed(partial(task.translate, [text]))[1] for _ in range(task.rounds) for text in task.texts
    ]
    batch_s = [timed(partial(task.translate, task.texts))[1] for _ in range(task.rounds)]
    p50_s, p99_s = np.percentile(single_s, (50, 99))
    return Speed(
        model=loaded.key,
        engine=loaded.engine,
        pair=task.pair,
        sentences=len(task.texts),
        rounds=task.rounds,
        load_s=load_s,
        p50_s=float(p50_s),
        p99_s=float(p99_s),
        single_per_s=len(single_s) / sum(single_s),
        batch_per_s=len(task.texts) / float(np.median(batch_s)),
        memory_bytes=memory_bytes() - before_bytes,
    )
