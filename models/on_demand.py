"""Translation models that are loaded when they are first used, and leave when memory is short.

Requests are admitted in the order in which they come: one that waits for room is not overtaken for
ever by others whose models are in memory. Room is only waited for while other models translate, and
no request holds two models, so the wait ends.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from models.errors import InferenceFailed, UnsupportedLanguagePair
from models.interfaces import Translator
from models.memory import MemoryNeed, Residents
from models.routing import first_of_each_pair
from models.types import LanguagePair, TranslatedText


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDemandModel:
    """A translation model that need not be in memory."""

    need: MemoryNeed
    pairs: frozenset[LanguagePair]
    load: Callable[[], Translator]
    """Blocking; raises ``ModelError`` and leaves nothing behind where it cannot."""


class OnDemandTranslator:
    """A ``Translator`` of several models that share a budget of memory. Thread-safe.

    Args:
        models: Of two that translate a pair the first does it.
        budget_bytes: What all that are loaded may take, by their estimates.
    """

    def __init__(self, models: Sequence[OnDemandModel], *, budget_bytes: int) -> None:
        self._of_pair = first_of_each_pair((model, model.pairs) for model in models)
        self._changed = threading.Condition()
        # All below is touched by one thread at a time, the one that holds the condition.
        self._residents = Residents(budget_bytes)
        self._loaded: dict[str, Future[Translator]] = {}
        self._waiting: deque[object] = deque()
        self._closed = False

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates, their models in memory or not."""
        return frozenset(self._of_pair)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text by itself, once the model is in memory; see ``Translator``.

        Raises:
            UnsupportedLanguagePair: the pair is not in ``pairs``.
            TooLittleMemory: its model alone takes more than the budget.
            InferenceFailed: the model broke, or this was closed.
            ModelError: the model cannot be loaded.
        """
        if pair not in self._of_pair:
            raise UnsupportedLanguagePair(pair)
        with self._using(self._of_pair[pair]) as translator:
            return translator.translate(texts, pair, alternatives=alternatives)

    def close(self) -> None:
        """Unload all, also those that translate; what is being loaded is dropped. Idempotent."""
        with self._changed, ExitStack() as closing:
            self._closed = True
            self._changed.notify_all()
            for loaded in self._loaded.values():
                if loaded.done():
                    closing.callback(loaded.result().close)

    @contextmanager
    def _using(self, model: OnDemandModel) -> Iterator[Translator]:
        translator = self._begin(model).result()
        try:
            yield translator
        finally:
            with self._changed:
                self._residents.release(model.need.key)
                self._changed.notify_all()

    def _begin(self, model: OnDemandModel) -> Future[Translator]:
        """Admit a use; the first one loads the model, further ones wait for it."""
        key = model.need.key
        with self._changed:
            leaving = self._admit(model)
            if key in self._loaded:
                return self._loaded[key]
            loaded = self._loaded[key] = Future()
            departed = [self._loaded.pop(other).result() for other in leaving]
            # Under the lock, so that nobody else loads into memory that is not free yet.
            with self._losing_when_failed(key, loaded):
                for translator in departed:
                    translator.close()
        with self._losing_when_failed(key, loaded):
            translator = model.load()
            with self._changed:
                if not self._closed:
                    loaded.set_result(translator)
                    return loaded
            translator.close()
            raise _closed()

    def _admit(self, model: OnDemandModel) -> tuple[str, ...]:
        """Wait for this use's turn, and for room; gives the models that must leave."""
        me = object()
        self._waiting.append(me)
        try:
            while not self._closed:
                if self._waiting[0] is me:
                    leaving = self._residents.admit(model.need)
                    if leaving is not None:
                        return leaving
                self._changed.wait()
        finally:
            self._waiting.remove(me)
            self._changed.notify_all()
        raise _closed()

    @contextmanager
    def _losing_when_failed(self, key: str, loaded: Future[Translator]) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            with self._changed:
                self._residents.remove(key)
                del self._loaded[key]
                self._changed.notify_all()
            loaded.set_exception(error)
            raise


def _closed() -> InferenceFailed:
    return InferenceFailed("the translation models were closed")
