"""Any interleaving of writing, reading, leaving, coming back and the passing of time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from caption_logs import LogFactory
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from service.feed.limits import LogLimits
from service.feed.log import (
    Delivery,
    Entry,
    Position,
    ReaderTooSlow,
    Subscription,
)

R = TypeVar("R")

LIMITS = LogLimits(finals=6, finals_s=10.0, final_keys=4, passing_keys=3, waiting=5)
KEYS = st.sampled_from(["a", "b", "c", "d", "e"])
LANGUAGES = st.sampled_from([None, "en", "pt"])
CHOICES = st.sampled_from([None, frozenset({"en"}), frozenset({"pt"}), frozenset({"en", "pt"})])


@dataclass(slots=True)
class LogModel:
    """What a log should hold, in the plainest way: every entry for ever."""

    now_s: float = 0.0
    finals: list[tuple[Entry[str], float]] = field(default_factory=list)
    passing: dict[str, Entry[str]] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        return len(self.finals)

    def keeps(self, seq: int) -> bool:
        """True where this final entry may still be replayed."""
        aged = self.now_s - self.finals[seq - 1][1] > LIMITS.finals_s
        return seq > self.newest - LIMITS.finals and not aged

    def snapshot(self) -> list[tuple[Entry[str], int]]:
        latest = {entry.key: (entry, seq) for seq, (entry, _) in enumerate(self.finals, start=1)}
        return sorted(latest.values(), key=lambda pair: pair[1])[-LIMITS.final_keys :]


@dataclass(slots=True, eq=False)
class Reader:
    """A reader at work, and what it should be given."""

    context: AbstractAsyncContextManager[Subscription[str]]
    subscription: Subscription[str]
    snapshot: list[tuple[Entry[str], int]]
    languages: frozenset[str] | None
    seen_seq: int
    opened_seq: int
    passing: dict[str, Entry[str]]
    cut: bool = False

    def wants(self, entry: Entry[str]) -> bool:
        return self.languages is None or entry.language is None or entry.language in self.languages


class CaptionLogMachine(RuleBasedStateMachine):
    readers: Bundle[Reader] = Bundle("readers")
    positions: Bundle[Position] = Bundle("positions")

    def __init__(self, log_factory: LogFactory) -> None:
        super().__init__()
        self.model = LogModel()
        self.reading: set[Reader] = set()
        self.runner = asyncio.Runner(debug=True)
        self.log = log_factory(LIMITS, lambda: self.model.now_s)
        self.count = 0

    def run(self, work: Awaitable[R]) -> R:
        async def soon() -> R:
            async with asyncio.timeout(5):
                return await work

        return self.runner.run(soon())

    # --- writing --------------------------------------------------------------------------------

    def new_entry(self, key: str, language: str | None, *, final: bool) -> Entry[str]:
        self.count += 1
        return Entry(key=key, payload=str(self.count), final=final, language=language)

    @rule(key=KEYS, language=LANGUAGES)
    def append_final(self, key: str, language: str | None) -> None:
        entry = self.new_entry(key, language, final=True)
        self.model.finals.append((entry, self.model.now_s))
        self.model.passing.pop(key, None)
        for reader in self.reading:
            reader.passing.pop(key, None)
        assert self.run(self.log.append(entry)) == self.model.newest  # no hole

    @rule(key=KEYS, language=LANGUAGES)
    def append_passing(self, key: str, language: str | None) -> None:
        entry = self.new_entry(key, language, final=False)
        self.model.passing.pop(key, None)
        self.model.passing[key] = entry
        gone = list(self.model.passing)[: -LIMITS.passing_keys]
        for old in gone:
            del self.model.passing[old]
        for reader in self.reading:
            reader.passing.pop(key, None)
            if reader.wants(entry):
                reader.passing[key] = entry
            for old in gone:
                reader.passing.pop(old, None)
        assert self.run(self.log.append(entry)) is None

    @rule(seconds=st.sampled_from([0.5, 4.0, 11.0]))
    def time_passes(self, seconds: float) -> None:
        self.model.now_s += seconds

    # --- opening --------------------------------------------------------------------------------

    @initialize(target=positions)
    def first_position(self) -> Position:
        return Position(self.log.epoch, 0)

    @rule(target=positions, seq=st.integers(-1, 12))
    def any_position(self, seq: int) -> Position:
        return Position(self.log.epoch, seq)

    @rule(target=positions, seq=st.integers(0, 12))
    def foreign_position(self, seq: int) -> Position:
        return Position("foreign", seq)

    @rule(target=readers, languages=CHOICES)
    def follow_from_nowhere(self, languages: frozenset[str] | None) -> Reader:
        return self.open(None, languages)

    @rule(target=readers, position=positions, languages=CHOICES)
    def follow_from_a_position(
        self, position: Position, languages: frozenset[str] | None
    ) -> Reader:
        return self.open(position, languages)

    def open(self, after: Position | None, languages: frozenset[str] | None) -> Reader:
        model = self.model
        recovers = (
            after is not None
            and after.epoch == self.log.epoch
            and 0 <= after.seq <= model.newest
            and all(model.keeps(seq) for seq in range(after.seq + 1, model.newest + 1))
        )
        context = self.log.follow(after, languages=languages)
        subscription = self.run(context.__aenter__())
        assert subscription.recovered == recovers
        expected = after if recovers else Position(self.log.epoch, model.newest)
        assert subscription.position == expected
        reader = Reader(
            context=context,
            subscription=subscription,
            snapshot=[] if recovers else model.snapshot(),
            languages=languages,
            seen_seq=subscription.position.seq,
            opened_seq=model.newest,
            passing={},
        )
        reader.passing = {key: entry for key, entry in model.passing.items() if reader.wants(entry)}
        self.reading.add(reader)
        return reader

    # --- reading --------------------------------------------------------------------------------

    @rule(reader=readers, most=st.integers(1, 6))
    def read(self, reader: Reader, most: int) -> None:
        for _ in range(most):
            if not self.read_one(reader):
                break

    def read_one(self, reader: Reader) -> bool:
        """Read one delivery if the model says that there is one."""
        model = self.model
        pending = range(reader.seen_seq + 1, model.newest + 1)
        live = model.newest - max(reader.seen_seq, reader.opened_seq)
        behind = live + len(reader.passing) > LIMITS.waiting
        if not (reader.cut or reader.snapshot or pending or reader.passing):
            return False
        try:
            delivery = self.run(anext(aiter(reader.subscription)))
        except ReaderTooSlow:
            assert reader.cut or behind or not all(model.keeps(seq) for seq in pending)
            reader.cut = True
            return False
        assert not reader.cut
        assert not behind
        self.check(reader, delivery)
        return True

    def check(self, reader: Reader, delivery: Delivery[str]) -> None:
        if reader.snapshot:
            assert (delivery.entry, delivery.seq) == reader.snapshot.pop(0)
        elif delivery.seq is not None:
            reader.seen_seq += 1
            assert delivery.seq == reader.seen_seq
            assert delivery.entry == self.model.finals[delivery.seq - 1][0]
        else:
            assert reader.passing.pop(delivery.entry.key) == delivery.entry
            assert reader.wants(delivery.entry)
            older = self.model.finals[reader.seen_seq :]
            assert delivery.entry.key not in {entry.key for entry, _ in older}

    @rule(reader=readers, languages=CHOICES)
    def read_other_languages(self, reader: Reader, languages: frozenset[str] | None) -> None:
        reader.languages = languages
        reader.passing = {
            key: entry for key, entry in reader.passing.items() if reader.wants(entry)
        }
        reader.subscription.languages = languages

    @rule(target=positions, reader=consumes(readers))
    def leave(self, reader: Reader) -> Position | MultipleResults[Position]:
        self.reading.discard(reader)
        self.run(reader.context.__aexit__(None, None, None))
        if reader.snapshot:  # has not seen what its position stands for
            return multiple()
        return Position(self.log.epoch, reader.seen_seq)

    # --- the end --------------------------------------------------------------------------------

    def teardown(self) -> None:
        try:
            self.run(self.log.close())
            for reader in self.reading:
                while self.read_one(reader):
                    pass
                if not reader.cut:
                    self.run(self.expect_end(reader))
                self.run(reader.context.__aexit__(None, None, None))
        finally:
            self.runner.close()

    async def expect_end(self, reader: Reader) -> None:
        with pytest.raises(StopAsyncIteration):
            await anext(aiter(reader.subscription))


def test_every_reader_sees_every_final_once_in_order_or_is_told(log_factory: LogFactory) -> None:
    class Machine(CaptionLogMachine):
        def __init__(self) -> None:
            super().__init__(log_factory)

    run_state_machine_as_test(
        Machine, settings=settings(max_examples=80, stateful_step_count=50, deadline=None)
    )
