"""How much memory models need, and which of them stay in it. Pure."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.errors import TooLittleMemory

_SHARE_OF_FILES: Final = 2
"""Memory of a model whose weights nobody has counted, for each byte of its files."""
_ENGINE_BYTES: Final = 64_000_000
"""On top of it, whatever the model's size."""
_MB: Final = 1_000_000
_SHARE_OF_ROOM: Final = 0.75
"""Of what is free beside the models that must be there; the rest is left for conversations."""
_OUT_OF_MEMORY: Final = ("out of memory", "ALLOC_FAILED")
"""How CUDA and the libraries on it say so."""
_RAISE_THE_BUDGET: Final = (
    "Set a larger translation_memory_mb (for models on GPUs translation_gpu_memory_mb), or none"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryNeed:
    """What one model takes."""

    key: str
    memory_bytes: int


def estimate_from_files(size_bytes: int) -> int:
    """Estimate what a model takes of which nothing is known but the size of its files."""
    return _SHARE_OF_FILES * size_bytes + _ENGINE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Models that compute in one place, and what they may take of its memory."""

    needs: tuple[MemoryNeed, ...]
    """What each takes."""
    budget_bytes: int
    """What those may take together that are in memory at one time."""

    @property
    def total_bytes(self) -> int:
        """What all take together."""
        return sum(need.memory_bytes for need in self.needs)

    @property
    def holds_all(self) -> bool:
        """True where none must leave for another."""
        return self.total_bytes <= self.budget_bytes


def budget_for(
    needs: Sequence[MemoryNeed], *, beside: Sequence[MemoryNeed], free_bytes: int | None
) -> int:
    """Compute what models may take together that need not all be in memory at one time.

    That is all they want where it fits into three quarters of what is free beside the others, or
    else these three quarters, but never less than the largest of them takes.

    Args:
        needs: What each takes.
        beside: What is in memory whatever is used.
        free_bytes: What is free; None where nobody knows.
    """
    total = sum(need.memory_bytes for need in needs)
    if free_bytes is None:
        return total
    room = free_bytes - sum(need.memory_bytes for need in beside)
    largest = max((need.memory_bytes for need in needs), default=0)
    return min(total, max(largest, int(_SHARE_OF_ROOM * room)))


def largest_of(needs: Sequence[MemoryNeed]) -> tuple[MemoryNeed, ...]:
    """The one that takes most, for which there must be room; nothing where there is none."""
    return (max(needs, key=lambda need: need.memory_bytes),) if needs else ()


def require_memory(
    needs: Sequence[MemoryNeed], free_bytes: int | None, *, remedy: str, where: str = ""
) -> None:
    """Refuse what does not fit; passes where nobody knows how much is free.

    Args:
        needs: What must be in memory at once.
        free_bytes: What is free of it.
        remedy: What to do, for people.
        where: Whose memory it is, for example ``on GPU 0``; nothing for main memory.

    Raises:
        TooLittleMemory: they do not fit; tells the sum.
    """
    if free_bytes is None or sum(need.memory_bytes for need in needs) <= free_bytes:
        return
    needs_mb = {need.key: math.ceil(need.memory_bytes / _MB) for need in needs}
    total_mb, free_mb = sum(needs_mb.values()), free_bytes // _MB
    place = f"{where} " if where else ""
    terms = " + ".join(f"{key} {need_mb:,}" for key, need_mb in needs_mb.items())
    raise TooLittleMemory(
        f"about {total_mb:,} MB of memory {place}are needed ({terms}), "
        f"and {free_mb:,} MB are free: {total_mb - free_mb:,} MB too little. {remedy}"
    )


def says_out_of_memory(error: Exception) -> bool:
    """True for what an engine raises where the memory of a GPU has run out."""
    return any(words in str(error) for words in _OUT_OF_MEMORY)


def ran_out(key: str, device: str) -> TooLittleMemory:
    """The error for a model that takes more of a GPU than was estimated, or than was still free."""
    return TooLittleMemory(
        f"the memory of {device} ran out while {key} was loaded. Set a smaller "
        "translation_gpu_memory_mb, choose smaller or fewer translators, end what else computes "
        "there, or set device to cpu"
    )


class Residents:
    """Which models are in memory: never more than a budget, never without one that is in use.

    Args:
        budget_bytes: What all together may take.
    """

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._residents: OrderedDict[str, _Resident] = OrderedDict()  # longest unused first

    @property
    def keys(self) -> tuple[str, ...]:
        """Those in memory, the one that has not been used for the longest time first."""
        return tuple(self._residents)

    @property
    def used_bytes(self) -> int:
        """What they take together."""
        return sum(resident.need.memory_bytes for resident in self._residents.values())

    def admit(self, need: MemoryNeed) -> tuple[str, ...] | None:
        """Begin to use a model; each use ends with a ``release``.

        Returns:
            The models that must leave for it, or None: nothing has begun, since so much is in use
            that there is no room for it now.

        Raises:
            TooLittleMemory: it would not even fit alone.
        """
        require_memory([need], self._budget_bytes, remedy=_RAISE_THE_BUDGET)
        leaving = () if need.key in self._residents else self._leaving_for(need)
        if leaving is None:
            return None
        for key in leaving:
            del self._residents[key]
        self._residents.setdefault(need.key, _Resident(need)).users += 1
        self._residents.move_to_end(need.key)
        return leaving

    def release(self, key: str) -> None:
        """End one use of a model; it stays."""
        self._residents[key].users -= 1
        self._residents.move_to_end(key)

    def remove(self, key: str) -> None:
        """A model is not in memory after all: it could not be loaded."""
        del self._residents[key]

    def _leaving_for(self, need: MemoryNeed) -> tuple[str, ...] | None:
        room = self._budget_bytes - self.used_bytes
        leaving: list[str] = []
        for key, resident in self._residents.items():
            if room >= need.memory_bytes:
                break
            if not resident.users:
                leaving.append(key)
                room += resident.need.memory_bytes
        return tuple(leaving) if room >= need.memory_bytes else None


@dataclass(slots=True)
class _Resident:
    need: MemoryNeed
    users: int = 0
