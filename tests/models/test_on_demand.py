"""Translation models that come into memory when they are used, and leave when it is short."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from models.errors import InferenceFailed, ModelNotFound, TooLittleMemory, UnsupportedLanguagePair
from models.fakes import ScriptedTranslator
from models.interfaces import Translator
from models.memory import MemoryNeed
from models.on_demand import OnDemandModel, OnDemandTranslator
from models.types import LanguagePair, TranslatedText

MB = 1_000_000
PAIRS = {key: LanguagePair("en", key) for key in ("fi", "sv", "pt")}
DEADLINE_S = 5


class Model:
    """Loads translators, and knows what became of them."""

    def __init__(self, key: str, memory_mb: int = 40) -> None:
        self.key = key
        self.loads = 0
        self.open = 0
        self.failure: Exception | None = None
        self.entered = threading.Semaphore(0)
        """Released by every translation that has begun."""
        self.gate = threading.Event()
        """Translations wait for it."""
        self.gate.set()
        self.loading = threading.Event()
        self.may_load = threading.Event()
        self.may_load.set()
        self.entry = OnDemandModel(
            need=MemoryNeed(key=key, memory_bytes=memory_mb * MB),
            pairs=frozenset({PAIRS[key]}),
            load=self.load,
        )

    def load(self) -> Translator:
        self.loads += 1
        self.loading.set()
        assert self.may_load.wait(DEADLINE_S)
        if self.failure is not None:
            raise self.failure
        self.open += 1
        return Loaded(self)


class Loaded(ScriptedTranslator):
    """A model in memory; refuses to work once it was closed."""

    def __init__(self, model: Model) -> None:
        super().__init__(lambda text, pair: f"{pair.target}:{text}", pairs=model.entry.pairs)
        self._model = model
        self._closed = False

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self._model.entered.release()
        assert self._model.gate.wait(DEADLINE_S)
        assert not self._closed
        return super().translate(texts, pair, alternatives=alternatives)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._model.open -= 1


class Shelf:
    """Three models of 40 MB, of which two fit."""

    def __init__(self) -> None:
        self.fi, self.sv, self.pt = Model("fi"), Model("sv"), Model("pt")
        self.models = (self.fi, self.sv, self.pt)
        self.translator = OnDemandTranslator(
            [model.entry for model in self.models], budget_bytes=100 * MB
        )

    def translate(self, key: str) -> str:
        return self.translator.translate(["hi"], PAIRS[key])[0].text

    @property
    def open(self) -> list[str]:
        return [model.key for model in self.models if model.open]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def begun(model: Model, pool: ThreadPoolExecutor, shelf: Shelf) -> Future[str]:
    """A translation that stays in its model until the gate opens."""
    model.gate.clear()
    running = pool.submit(shelf.translate, model.key)
    assert model.entered.acquire(timeout=DEADLINE_S)
    return running


def test_model_is_loaded_once_when_it_is_first_used(shelf: Shelf) -> None:
    assert shelf.translator.pairs == frozenset(PAIRS.values())
    assert shelf.open == []
    assert [shelf.translate("fi"), shelf.translate("fi")] == ["fi:hi", "fi:hi"]
    assert (shelf.fi.loads, shelf.open) == (1, ["fi"])


def test_longest_unused_model_is_unloaded_when_memory_is_short(shelf: Shelf) -> None:
    for key in ("fi", "sv", "fi", "pt"):
        shelf.translate(key)
    assert shelf.open == ["fi", "pt"]
    shelf.translate("sv")
    assert shelf.open == ["sv", "pt"]
    assert shelf.sv.loads == 2


def test_model_in_use_is_not_unloaded_though_it_was_not_used_for_longest(shelf: Shelf) -> None:
    with ThreadPoolExecutor() as pool:
        running = begun(shelf.fi, pool, shelf)
        shelf.translate("sv")
        shelf.translate("pt")
        assert shelf.open == ["fi", "pt"]
        shelf.fi.gate.set()
        assert running.result(DEADLINE_S) == "fi:hi"


def test_request_waits_when_all_models_in_memory_are_in_use(shelf: Shelf) -> None:
    with ThreadPoolExecutor() as pool:
        running = [begun(model, pool, shelf) for model in (shelf.fi, shelf.sv)]
        waiting = pool.submit(shelf.translate, "pt")
        behind = pool.submit(shelf.translate, "fi")
        shelf.sv.gate.set()
        assert waiting.result(DEADLINE_S) == "pt:hi"
        assert shelf.open == ["fi", "pt"]
        shelf.fi.gate.set()
        assert [one.result(DEADLINE_S) for one in (*running, behind)] == ["fi:hi", "sv:hi", "fi:hi"]


def test_requests_share_a_load_when_they_come_together(shelf: Shelf) -> None:
    shelf.fi.may_load.clear()
    with ThreadPoolExecutor() as pool:
        asked = [pool.submit(shelf.translate, "fi") for _ in range(4)]
        assert shelf.fi.loading.wait(DEADLINE_S)
        assert shelf.translate("sv") == "sv:hi"  # others need not wait for a load
        shelf.fi.may_load.set()
        assert {one.result(DEADLINE_S) for one in asked} == {"fi:hi"}
    assert shelf.fi.loads == 1


def test_model_is_tried_again_when_it_could_not_be_loaded(shelf: Shelf) -> None:
    shelf.fi.failure = ModelNotFound("no weights")
    with pytest.raises(ModelNotFound, match="no weights"):
        shelf.translate("fi")
    shelf.fi.failure = None
    assert shelf.translate("fi") == "fi:hi"


def test_failed_load_gives_its_room_back(shelf: Shelf) -> None:
    shelf.translate("fi")
    shelf.sv.failure = ModelNotFound("no weights")
    with pytest.raises(ModelNotFound):
        shelf.translate("sv")
    shelf.translate("pt")
    assert shelf.open == ["fi", "pt"]


def test_all_who_wait_for_a_load_are_told_when_it_fails(shelf: Shelf) -> None:
    shelf.fi.failure = ModelNotFound("no weights")
    shelf.fi.may_load.clear()
    with ThreadPoolExecutor() as pool:
        asked = [pool.submit(shelf.translate, "fi") for _ in range(3)]
        assert shelf.fi.loading.wait(DEADLINE_S)
        shelf.fi.may_load.set()
        assert all(isinstance(one.exception(DEADLINE_S), ModelNotFound) for one in asked)
    shelf.fi.failure = None
    assert shelf.translate("fi") == "fi:hi"


def test_model_that_never_fits_is_refused_and_holds_nobody_up() -> None:
    large, small = Model("fi", 200), Model("sv", 50)
    translator = OnDemandTranslator([large.entry, small.entry], budget_bytes=100 * MB)
    with pytest.raises(TooLittleMemory, match="fi 200"):
        translator.translate(["hi"], PAIRS["fi"])
    assert translator.translate(["hi"], PAIRS["sv"])[0].text == "sv:hi"


def test_first_model_is_used_when_two_translate_a_pair() -> None:
    first, second = Model("fi"), Model("fi")
    translator = OnDemandTranslator([first.entry, second.entry], budget_bytes=100 * MB)
    translator.translate(["hi"], PAIRS["fi"])
    assert (first.loads, second.loads) == (1, 0)


def test_unknown_pair_is_refused(shelf: Shelf) -> None:
    with pytest.raises(UnsupportedLanguagePair):
        shelf.translator.translate(["hi"], LanguagePair("fi", "en"))


def test_nothing_stays_loaded_when_it_is_closed(shelf: Shelf) -> None:
    shelf.translate("fi")
    shelf.translate("sv")
    shelf.translator.close()
    shelf.translator.close()
    assert shelf.open == []
    with pytest.raises(InferenceFailed, match="closed"):
        shelf.translate("pt")
    assert shelf.pt.loads == 0


def test_model_that_is_being_loaded_is_dropped_when_all_are_closed(shelf: Shelf) -> None:
    shelf.fi.may_load.clear()
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(shelf.translate, "fi")
        assert shelf.fi.loading.wait(DEADLINE_S)
        shelf.translator.close()
        shelf.fi.may_load.set()
        assert isinstance(asked.exception(DEADLINE_S), InferenceFailed)
    assert shelf.open == []


def test_those_who_wait_for_room_are_told_when_all_are_closed(shelf: Shelf) -> None:
    with ThreadPoolExecutor() as pool:
        running = [begun(model, pool, shelf) for model in (shelf.fi, shelf.sv)]
        waiting = pool.submit(shelf.translate, "pt")
        shelf.translator.close()
        assert isinstance(waiting.exception(DEADLINE_S), InferenceFailed)
        shelf.fi.gate.set()
        shelf.sv.gate.set()
        for one in running:  # closed in the middle, as a translator may be
            assert isinstance(one.exception(DEADLINE_S), AssertionError)


def test_budget_is_kept_when_many_ask_at_once(shelf: Shelf) -> None:
    keys = ["fi", "sv", "pt", "fi", "pt", "sv"] * 20
    with ThreadPoolExecutor(max_workers=8) as pool:
        told = list(pool.map(shelf.translate, keys))
    assert told == [f"{key}:hi" for key in keys]
    assert len(shelf.open) == 2
    assert all(model.open <= 1 for model in shelf.models)
