"""Translators that are all alike, one for each device."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.errors import InferenceFailed
from models.fakes import ScriptedTranslator
from models.replicas import ReplicatedTranslator
from models.types import LanguagePair, TranslatedText

EN_FI = LanguagePair("en", "fi")
DEADLINE_S = 5


class Device(ScriptedTranslator):
    """Translates when all devices do, and never twice at one time."""

    def __init__(self, name: str, together: threading.Barrier | None = None) -> None:
        super().__init__(lambda text, _pair: f"{name}:{text}", pairs=[EN_FI])
        self._together = together
        self._busy = threading.Lock()
        self.calls = 0
        self.closed = 0
        self.failure: Exception | None = None

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        assert self._busy.acquire(blocking=False)
        try:
            self.calls += 1
            if self.failure is not None:
                raise self.failure
            if self._together is not None:
                self._together.wait(DEADLINE_S)
            return super().translate(texts, pair, alternatives=alternatives)
        finally:
            self._busy.release()

    def close(self) -> None:
        self.closed += 1
        if self.failure is not None:
            raise self.failure


def test_every_device_works_when_as_many_ask() -> None:
    together = threading.Barrier(3)
    devices = [Device(name, together) for name in "abc"]
    translator = ReplicatedTranslator(devices)
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(translator.translate, ["hi"], EN_FI) for _ in range(6)]
        told = sorted(one.result(DEADLINE_S)[0].text for one in asked)
    assert len(told) == 6
    assert {text[0] for text in told} == {"a", "b", "c"}
    assert [device.calls for device in devices] == [2, 2, 2]


def test_as_many_calls_as_devices_use_each_of_them() -> None:
    """However quick they are: warm-up counts on it."""
    devices = [Device("a"), Device("b"), Device("c")]
    translator = ReplicatedTranslator(devices)
    for _ in devices:
        translator.translate(["hi"], EN_FI)
    assert [device.calls for device in devices] == [1, 1, 1]


def test_device_works_for_one_at_a_time_when_more_ask() -> None:
    devices = [Device("a"), Device("b")]
    translator = ReplicatedTranslator(devices)
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda n: translator.translate([n], EN_FI)[0].text[2:], "12345678"))
    assert told == list("12345678")
    assert sum(device.calls for device in devices) == 8


def test_device_is_used_again_when_it_has_failed() -> None:
    device = Device("a")
    translator = ReplicatedTranslator([device])
    device.failure = InferenceFailed("broke")
    with pytest.raises(InferenceFailed):
        translator.translate(["hi"], EN_FI)
    device.failure = None
    assert translator.translate(["hi"], EN_FI)[0].text == "a:hi"
    assert translator.pairs == {EN_FI}


def test_all_are_closed_whatever_happens_to_one() -> None:
    devices = [Device("a"), Device("b"), Device("c")]
    devices[1].failure = InferenceFailed("broke")
    with pytest.raises(InferenceFailed):
        ReplicatedTranslator(devices).close()
    assert [device.closed for device in devices] == [1, 1, 1]
