"""Which translation models run, and how they come into memory: one rule for every command."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Final

from models.catalog import Catalog
from models.catalog_translators import EngineOptions, missing_extra, models_of_pairs
from models.errors import ModelNotFound
from models.interfaces import Translator
from models.loading import load_pairs
from models.memory import Shelf
from models.on_demand import OnDemandModel, OnDemandTranslator
from models.routing import RoutedTranslator
from models.types import LanguagePair
from service.settings import Settings

logger = logging.getLogger(__name__)

_MB: Final = 1_000_000


def translators_of_pairs(settings: Settings, catalog: Catalog) -> dict[LanguagePair, str]:
    """The key of the model that translates each pair: of several models the first.

    The models are those of the setting ``translators``, or, where it says nothing, all that need
    not be fetched: the operator's own, those that were pulled, those that packages hold. Of the
    latter, those that lack a library here are left out, with a warning.

    Raises:
        ModelNotFound: one of the setting is unknown, or is no translation model; or there is none.
    """
    if settings.translators is not None:
        return models_of_pairs(catalog, settings.translators)
    chosen = models_of_pairs(catalog, filter(partial(_can_run, catalog), catalog.translators))
    if not chosen:
        raise ModelNotFound(
            "no translation model that can run is here. Run: pip install 'tulkki[embedded]', or: "
            "tulkki models pull KEY, with a key of: tulkki models list"
        )
    return chosen


def load_shelves(
    catalog: Catalog,
    models: Mapping[LanguagePair, str],
    shelves: Sequence[Shelf],
    options: EngineOptions,
) -> list[Translator]:
    """Load translation models: all at once where they fit, else each when it is first used.

    Args:
        catalog: where they are.
        models: for each pair the key of its model.
        shelves: all of these models, each on one shelf.
        options: how they run.

    Raises:
        ModelError: a model cannot be had or loaded; nothing is left running.
    """
    together = {need.key for shelf in shelves if shelf.holds_all for need in shelf.needs}
    translators: list[Translator] = []
    with ExitStack() as on_failure:
        for shelf in shelves:
            if not shelf.holds_all:
                _tell_budget(shelf)
                translators.append(_on_demand(catalog, models, shelf, options))
                on_failure.callback(translators[-1].close)
        if together:
            mine = {pair: key for pair, key in models.items() if key in together}
            translators.append(load_pairs(catalog, mine, options))
        on_failure.pop_all()
    return translators


def routed(settings: Settings, translators: Sequence[Translator]) -> RoutedTranslator:
    """One translator of all, with the pivots of the settings."""
    return RoutedTranslator(translators, pivots=settings.pivots)


def _can_run(catalog: Catalog, key: str) -> bool:
    extra = missing_extra(catalog, key)
    if extra is not None:
        logger.warning(
            "%s is here, but cannot run without what the extra %s brings, and is left out."
            " Run: pip install 'tulkki[%s]'",
            key,
            extra,
            extra,
        )
    return extra is None


def _on_demand(
    catalog: Catalog, models: Mapping[LanguagePair, str], shelf: Shelf, options: EngineOptions
) -> OnDemandTranslator:
    entries = []
    for need in shelf.needs:
        mine = {pair: key for pair, key in models.items() if key == need.key}
        entries.append(
            OnDemandModel(
                need=need, pairs=frozenset(mine), load=partial(load_pairs, catalog, mine, options)
            )
        )
    return OnDemandTranslator(entries, budget_bytes=shelf.budget_bytes)


def _tell_budget(shelf: Shelf) -> None:
    logger.warning(
        "%s take about %s MB together and may take %s MB: each is loaded when it is used, and the"
        " one that was not used for the longest time makes room",
        ", ".join(need.key for need in shelf.needs),
        f"{shelf.total_bytes // _MB:,}",
        f"{shelf.budget_bytes // _MB:,}",
    )
