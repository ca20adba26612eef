"""What the engine alone translates: no server, no queue, as many texts in a call as there are."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from benchmarks.errors import BenchmarkError
from models.catalog_translators import EngineOptions
from models.devices import choose_placement
from models.errors import ModelError
from models.interfaces import Translator
from models.loading import load_pairs
from models.machine import look_at_machine
from models.types import LanguagePair
from service.cli.loading import open_catalog
from service.cli.translators import translators_of_pairs
from service.settings import Settings


def running_models(settings: Settings) -> tuple[str, ...]:
    """The keys of the translation models that a server with these settings runs."""
    catalog = open_catalog(settings, offline=True)
    return tuple(dict.fromkeys(translators_of_pairs(settings, catalog).values()))


@contextmanager
def raw_engine(settings: Settings) -> Iterator[Translator]:
    """The translator that a server with these settings loads, with as many processes.

    Raises:
        BenchmarkError: it cannot be loaded.
    """
    placement = choose_placement(
        look_at_machine(),
        device=settings.device,
        compute_type=settings.compute_type,
        cpu_threads=settings.recognizer_threads,
    )
    try:
        catalog = open_catalog(settings, offline=True)
        translator = load_pairs(
            catalog,
            translators_of_pairs(settings, catalog),
            EngineOptions(
                workers=settings.translation_workers, placement=placement, prefer="ctranslate2"
            ),
        )
    except ModelError as error:
        raise BenchmarkError(str(error)) from error
    try:
        yield translator
    finally:
        translator.close()


def raw_rate(
    translator: Translator,
    texts: Sequence[str],
    pair: LanguagePair,
    *,
    callers: int,
    seconds: float,
) -> float:
    """Sentences a second of callers that each have all texts translated in one call, repeatedly.

    Args:
        translator: any number of callers may use it at one time.
        texts: those of one call.
        pair: what is translated into what.
        callers: one for each process of the engine.
        seconds: no call but the first of a caller begins later; the last ones count until they end.
    """
    translator.translate(texts, pair)  # warms up
    begun_s = time.monotonic()

    def call(_: int) -> int:
        calls = 0
        while True:
            translator.translate(texts, pair)
            calls += 1
            if time.monotonic() >= begun_s + seconds:
                return calls

    with ThreadPoolExecutor(callers) as side_by_side:
        calls = sum(side_by_side.map(call, range(callers)))
    return calls * len(texts) / (time.monotonic() - begun_s)
