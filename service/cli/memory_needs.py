"""Whether models fit into main memory and that of every GPU, and what translators may take.

On a GPU compute the speech model and the MarianMT models, all of them on each GPU; Firefox models
stay on the processor. So translation models share two budgets: one of main memory, one of each GPU.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from models.catalog import Catalog
from models.catalog_entries import WEIGHT_BYTES, CatalogEntry, FirefoxEntry, FolderSource
from models.devices import CUDA, Machine, Placement, pytorch_compute_type
from models.loading import language_identifier_bytes
from models.memory import (
    MemoryNeed,
    Shelf,
    budget_for,
    estimate_from_files,
    largest_of,
    require_memory,
)
from service.settings import Settings

_MB: Final = 1_000_000
_OF_FIREFOX_MODELS: Final = "int8"
_CUDA: Final = MemoryNeed(key="CUDA", memory_bytes=500 * _MB)
"""What a process takes on a GPU before any model. Assumed: no GPU was at hand to measure it."""
_NEED_LESS: Final = (
    "Choose a smaller recognizer, smaller or fewer translators, or a smaller translation_memory_mb;"
    " or end what else runs"
)
_NEED_LESS_OF_A_GPU: Final = (
    "Choose a smaller recognizer, smaller or fewer translators, compute_type int8_float16 or a "
    "smaller translation_gpu_memory_mb, end what else computes there, or set device to cpu"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryNeeds:
    """What some models take."""

    settings: Settings
    """How they run."""
    catalog: Catalog
    """What is known of them."""
    placement: Placement
    """Where they compute."""
    translators: Sequence[str]
    """The translation models."""
    recognizer: str | None
    """The speech model; None where nothing is recognized."""

    def shelves(self, machine: Machine) -> tuple[Shelf, ...]:
        """Share the memory: the translators that compute on the processor, those on the GPUs.

        What the machine does not tell is not checked, and bounds nothing.

        Raises:
            models.errors.TooLittleMemory: what must be there does not fit with the largest
                translator, or with what translators will take of a budget that somebody set; tells
                the sum.
        """
        return tuple(shelf for shelf in (self._main(machine), self._gpus(machine)) if shelf.needs)

    def translator(self, key: str) -> MemoryNeed:
        """What one translation model takes where it computes."""
        entry = self.catalog.entry(key)
        if isinstance(entry, FirefoxEntry):
            of_each_worker = _memory_bytes(entry, _OF_FIREFOX_MODELS)
            workers = self.settings.translation_workers
            return MemoryNeed(key=key, memory_bytes=workers * of_each_worker)
        converted = self.catalog.is_converted(key)
        wanted = self.placement.compute_type
        compute_type = wanted if converted else pytorch_compute_type(self.placement)
        return MemoryNeed(key=key, memory_bytes=_memory_bytes(entry, compute_type))

    def _main(self, machine: Machine) -> Shelf:
        needs = [self.translator(key) for key in self.translators if not self._computes_on_gpu(key)]
        beside = list(self._beside_in_main())
        free_bytes = machine.free_memory_bytes
        budget = _budget("translation_memory_mb", self.settings.translation_memory_mb)
        require_memory([*beside, *_required(needs, budget)], free_bytes, remedy=_NEED_LESS)
        return Shelf(
            needs=tuple(needs),
            budget_bytes=budget.memory_bytes
            if budget
            else budget_for(needs, beside=beside, free_bytes=free_bytes),
        )

    def _gpus(self, machine: Machine) -> Shelf:
        """What is on every GPU alike: the one with the least room decides."""
        needs = [self.translator(key) for key in self.translators if self._computes_on_gpu(key)]
        if not self._on_gpu or not (needs or self.recognizer):
            return Shelf(needs=(), budget_bytes=0)
        beside = [_CUDA, *self._speech()]
        budget = _budget("translation_gpu_memory_mb", self.settings.translation_gpu_memory_mb)
        budgets_bytes = []
        for index in self.placement.device_indices:
            free_bytes = None if machine.gpu_free_bytes is None else machine.gpu_free_bytes[index]
            require_memory(
                [*beside, *_required(needs, budget)],
                free_bytes,
                remedy=_NEED_LESS_OF_A_GPU,
                where=f"on GPU {index}",
            )
            budgets_bytes.append(budget_for(needs, beside=beside, free_bytes=free_bytes))
        return Shelf(
            needs=tuple(needs),
            budget_bytes=budget.memory_bytes if budget else min(budgets_bytes),
        )

    @property
    def _on_gpu(self) -> bool:
        return self.placement.device == CUDA

    def _computes_on_gpu(self, key: str) -> bool:
        return self._on_gpu and not isinstance(self.catalog.entry(key), FirefoxEntry)

    def _beside_in_main(self) -> Iterator[MemoryNeed]:
        if not self._on_gpu:
            yield from self._speech()
        if self.recognizer is not None:
            pairs = [pair for key in self.translators for pair in self.catalog.entry(key).pairs]
            written = {code for pair in pairs for code in (pair.source, pair.target)}
            memory_bytes = language_identifier_bytes(written)
            if memory_bytes:
                yield MemoryNeed(key="telling languages", memory_bytes=memory_bytes)

    def _speech(self) -> Iterator[MemoryNeed]:
        if self.recognizer is not None:
            entry = self.catalog.entry(self.recognizer)
            memory_bytes = _memory_bytes(entry, self.placement.compute_type)
            yield MemoryNeed(key=entry.key, memory_bytes=memory_bytes)


def _budget(name: str, budget_mb: int | None) -> MemoryNeed | None:
    """The budget that somebody set."""
    return None if budget_mb is None else MemoryNeed(key=name, memory_bytes=budget_mb * _MB)


def _required(needs: Sequence[MemoryNeed], budget: MemoryNeed | None) -> Sequence[MemoryNeed]:
    """What there must be room for: the largest, and what all will take of a budget."""
    largest = largest_of(needs)
    if budget is None or not largest:
        return largest
    if sum(need.memory_bytes for need in needs) <= budget.memory_bytes:
        return needs
    return max((budget,), largest, key=lambda some: some[0].memory_bytes)


def _memory_bytes(entry: CatalogEntry, compute_type: str) -> int:
    """By its number of weights, where that and what one takes are known; else by its files."""
    counted = entry.memory_bytes(compute_type) if compute_type in WEIGHT_BYTES else None
    return estimate_from_files(_size_bytes(entry)) if counted is None else counted


def _size_bytes(entry: CatalogEntry) -> int:
    """Of all files; those of an operator's own folder are counted, as nobody said how large."""
    if not isinstance(entry.source, FolderSource):
        return entry.size_bytes
    files = (path for path in entry.source.path.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files)
