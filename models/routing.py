"""Translates every pair that the models can reach: directly, or by way of a third language.

One language between is the most: with a second one too little of the meaning is left to be shown
at a desk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeVar

from models.errors import UnsupportedLanguagePair
from models.interfaces import Translator
from models.types import (
    DIRECT,
    FROM_SPEECH,
    SPEECH_TARGET,
    LanguagePair,
    Route,
    TranslatedText,
)

DEFAULT_PIVOTS: Final = ("en", "fi")
"""Languages that a translation may go through, the one to be preferred first."""

Model = TypeVar("Model")


def first_of_each_pair(
    models: Iterable[tuple[Model, Iterable[LanguagePair]]],
) -> dict[LanguagePair, Model]:
    """Tell what translates each pair: of several models the first.

    Args:
        models: each with its pairs.
    """
    chosen: dict[LanguagePair, Model] = {}
    for model, pairs in models:
        for pair in pairs:
            chosen.setdefault(pair, model)
    return chosen


def plan_routes(
    pairs: Collection[LanguagePair], pivots: Sequence[str] = DEFAULT_PIVOTS
) -> dict[LanguagePair, Route]:
    """Find the route of every pair that can be reached.

    Args:
        pairs: what models translate.
        pivots: what a route may go through; of two that can be used the first is taken.
    """
    routes = {pair: DIRECT for pair in pairs if pair.source != pair.target}
    direct = frozenset(routes)
    sources = {pair.source for pair in direct}
    targets = {pair.target for pair in direct}
    for pivot in pivots:
        reaching = {source for source in sources if LanguagePair(source, pivot) in direct}
        reached = {target for target in targets if LanguagePair(pivot, target) in direct}
        for source in reaching:
            for target in reached - {source}:
                routes.setdefault(LanguagePair(source, target), Route((pivot,)))
    return routes


def plan_speech_routes(
    spoken: Collection[str],
    text_routes: Mapping[LanguagePair, Route],
    pivots: Sequence[str] = DEFAULT_PIVOTS,
) -> dict[LanguagePair, Route]:
    """Find what speech reaches by way of the recognizer, where no text does.

    A language whose text reaches ``SPEECH_TARGET`` has no such route: words that people can correct
    are better. Into a third language the English of the recognizer is translated by one model.

    Args:
        spoken: Languages whose speech the recognizer translates into ``SPEECH_TARGET``.
        text_routes: What is reached from text.
        pivots: What a route may go through.
    """
    onward = {
        pair.target
        for pair, route in text_routes.items()
        if pair.source == SPEECH_TARGET and route == DIRECT and SPEECH_TARGET in pivots
    }
    routes: dict[LanguagePair, Route] = {}
    for source in spoken:
        into_english = LanguagePair(source, SPEECH_TARGET)
        if source == SPEECH_TARGET or into_english in text_routes:
            continue
        routes[into_english] = FROM_SPEECH
        for target in onward - {source}:
            pair = LanguagePair(source, target)
            if pair not in text_routes:
                routes[pair] = Route((SPEECH_TARGET,), from_speech=True)
    return routes


def steps(pair: LanguagePair, route: Route) -> list[LanguagePair]:
    """Give the pairs that are translated one after the other on a route."""
    stops = (pair.source, *route.via, pair.target)
    return [LanguagePair(*step) for step in pairwise(stops)]


class RoutedTranslator:
    """A ``Translator`` over others, with whole routes as its pairs. Owns the others.

    Args:
        translators: Of two that translate a pair the first does it.
        pivots: Languages that a translation may go through, the one to be preferred first.
    """

    def __init__(
        self, translators: Sequence[Translator], *, pivots: Sequence[str] = DEFAULT_PIVOTS
    ) -> None:
        self._translators = tuple(translators)
        self._of_pair = first_of_each_pair((one, one.pairs) for one in translators)
        self._pivots = tuple(pivots)
        self._routes = plan_routes(self._of_pair.keys(), pivots)

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates, on whatever route."""
        return frozenset(self._routes)

    @property
    def routes(self) -> Mapping[LanguagePair, Route]:
        """The route of each pair."""
        return self._routes

    def routes_from_speech(self, spoken: Collection[str]) -> dict[LanguagePair, Route]:
        """The routes that a recognizer adds which translates speech in these languages."""
        return plan_speech_routes(spoken, self._routes, self._pivots)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text by itself; see ``Translator``.

        By way of another language, the confidence is that of all steps together, and other wordings
        are those of the last step.

        Raises:
            UnsupportedLanguagePair: no route leads there.
            InferenceFailed: a model broke.
        """
        if pair not in self._routes:
            raise UnsupportedLanguagePair(pair)
        route = self._routes[pair]
        *before, last = steps(pair, route)
        made: list[TranslatedText] = []
        for step in before:
            made = _joined(made, self._of_pair[step].translate(texts, step))
            texts = [one.text for one in made]
        translated = self._of_pair[last].translate(texts, last, alternatives=alternatives)
        return [replace(one, pair=pair, route=route) for one in _joined(made, translated)]

    def close(self) -> None:
        """Close all, whatever happens to one of them. Idempotent."""
        with ExitStack() as closing:
            for translator in self._translators:
                closing.callback(translator.close)


def _joined(
    before: Sequence[TranslatedText], after: Sequence[TranslatedText]
) -> list[TranslatedText]:
    """What two steps made together; nothing came before the first."""
    if not before:
        return list(after)
    return [
        replace(
            second,
            model=f"{first.model}+{second.model}",
            confidence=_both(first.confidence, second.confidence),
        )
        for first, second in zip(before, after, strict=True)
    ]


def _both(first: float | None, second: float | None) -> float | None:
    """How likely both are right; unknown where one is."""
    return None if first is None or second is None else first * second
