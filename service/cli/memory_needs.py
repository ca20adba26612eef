"""Whether the models of the settings fit into main memory and into the memory of every GPU.

On a GPU compute the speech model and the MarianMT models; Firefox models stay on the processor.
Each GPU holds all models of CTranslate2; those of PyTorch are on the first only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from models.catalog import Catalog
from models.catalog_entries import WEIGHT_BYTES, CatalogEntry, FirefoxEntry, FolderSource
from models.devices import CUDA, Machine, Placement, pytorch_compute_type
from models.memory import MemoryNeed, estimate_from_files, require_memory
from service.settings import Settings

_MB: Final = 1_000_000
_OF_FIREFOX_MODELS: Final = "int8"
_CUDA: Final = MemoryNeed(key="CUDA", memory_bytes=500 * _MB)
"""What a process takes on a GPU before any model. Assumed: no GPU was at hand to measure it."""
_BUDGET: Final = "translation_memory_mb"
_NEED_LESS: Final = (
    "Choose a smaller recognizer or fewer translators, or set translation_memory_mb, so that not "
    "all translators are in memory at once"
)
_NEED_LESS_OF_A_GPU: Final = (
    "Choose a smaller recognizer, fewer translators or compute_type int8_float16, set "
    "translation_memory_mb, end what else computes there, or set device to cpu"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryNeeds:
    """What the models of some settings take."""

    settings: Settings
    """Which models."""
    catalog: Catalog
    """What is known of them."""
    placement: Placement
    """Where they compute."""

    def require(self, machine: Machine) -> None:
        """Refuse what does not fit; what the machine does not tell is not checked.

        Raises:
            models.errors.TooLittleMemory: tells the sum.
        """
        require_memory(list(self.main()), machine.free_memory_bytes, remedy=_NEED_LESS)
        if machine.gpu_free_bytes is not None and self._on_gpu:
            for index in self.placement.device_indices:
                require_memory(
                    list(self.gpu(index)),
                    machine.gpu_free_bytes[index],
                    remedy=_NEED_LESS_OF_A_GPU,
                    where=f"on GPU {index}",
                )

    def main(self) -> Iterator[MemoryNeed]:
        """What is in main memory at once, whatever is translated."""
        if not self._on_gpu:
            yield self._recognizer()
        yield from self._together(
            [key for key in self.settings.translators if not self._computes_on_gpu(key)]
        )

    def gpu(self, index: int) -> Iterator[MemoryNeed]:
        """What is in the memory of a GPU at once, whatever is translated."""
        yield _CUDA
        yield self._recognizer()
        first = index == self.placement.device_indices[0]
        yield from self._together(
            [
                key
                for key in self.settings.translators
                if self._computes_on_gpu(key) and (first or self.catalog.is_converted(key))
            ]
        )

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

    @property
    def _on_gpu(self) -> bool:
        return self.placement.device == CUDA

    def _computes_on_gpu(self, key: str) -> bool:
        return self._on_gpu and not isinstance(self.catalog.entry(key), FirefoxEntry)

    def _recognizer(self) -> MemoryNeed:
        entry = self.catalog.entry(self.settings.recognizer)
        memory_bytes = _memory_bytes(entry, self.placement.compute_type)
        return MemoryNeed(key=entry.key, memory_bytes=memory_bytes)

    def _together(self, keys: Sequence[str]) -> Iterator[MemoryNeed]:
        """All of these models, or the budget that they share."""
        if self.settings.translation_memory_mb is None:
            yield from map(self.translator, keys)
        elif keys:
            budget_bytes = self.settings.translation_memory_mb * _MB
            yield MemoryNeed(key=_BUDGET, memory_bytes=budget_bytes)


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
