"""What remains to be done for a model to be used, in words for whoever just brought it here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from models.catalog import Catalog
from models.catalog_entries import CatalogEntry, WhisperEntry
from models.catalog_translators import missing_extra
from models.types import LanguagePair
from service.cli.translators import translators_of_pairs
from service.settings import CONFIG_FILE, Settings

_FEW_PAIRS: Final = 3


def next_steps(settings: Settings, catalog: Catalog, keys: Iterable[str]) -> list[str]:
    """Say how models that are here come into use, one line for each step.

    Args:
        settings: which models run.
        catalog: what is known of them.
        keys: the models; those that need nothing to be said of are passed over.

    Raises:
        models.errors.ModelNotFound: a translation model of the settings is unknown.
    """
    lines: list[str] = []
    for entry in map(catalog.entry, dict.fromkeys(keys)):
        if isinstance(entry, WhisperEntry):
            lines += _recognizer(settings, entry.key)
        elif entry.pairs:
            extra = missing_extra(catalog, entry.key)
            lines += (
                _translator(settings, translators_of_pairs(settings, catalog), entry)
                if extra is None
                else [f"{entry.key} cannot run here yet. Run: pip install 'tulkki[{extra}]'"]
            )
    if lines:
        lines.append("A server that runs goes on with the models it has: start it again.")
    return lines


def _recognizer(settings: Settings, key: str) -> Iterator[str]:
    if settings.recognizer == key:
        yield f"{key} is the speech model."
    else:
        yield f'{key}: to recognize speech with it, say in {CONFIG_FILE}: recognizer = "{key}"'


def _translator(
    settings: Settings, runs: Mapping[LanguagePair, str], entry: CatalogEntry
) -> Iterator[str]:
    key, pairs = entry.key, entry.pairs
    mine = [pair for pair in pairs if runs.get(pair) == key]
    if mine:
        source, target = mine[0].source, mine[0].target
        yield (
            f"{key} translates {_arrows(mine)}. Try it: "
            f'tulkki translate "..." --from {source} --to {target}'
        )
        return
    others = dict.fromkeys(runs[pair] for pair in pairs if pair in runs)
    before = f", before {' and '.join(others)}" if others else ""
    listed = settings.translators or tuple(dict.fromkeys(runs.values()))
    wanted = json.dumps([key, *(other for other in listed if other != key)])
    yield (
        f"{key}: to translate {_arrows(pairs)} with it{before}, "
        f"say in {CONFIG_FILE}: translators = {wanted}"
    )


def _arrows(pairs: Iterable[LanguagePair]) -> str:
    told = [f"{pair.source} → {pair.target}" for pair in pairs]
    more = len(told) - _FEW_PAIRS
    return ", ".join(told[:_FEW_PAIRS]) + (f" and {more} other pairs" if more > 0 else "")
