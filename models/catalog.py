"""The models that can be had, by their keys, and what is done with them on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from models.catalog_bundle import BundledFolder, write_bundle
from models.catalog_convert import DEFAULT_QUANTIZATION
from models.catalog_entries import (
    CatalogEntry,
    FolderSource,
    MarianEntry,
    PackageSource,
)
from models.catalog_errors import BundleInvalid
from models.catalog_files import ProgressListener, ignore_progress
from models.catalog_install import install_bundle
from models.catalog_manifest import Manifest, has_manifest, read_manifest
from models.catalog_network import OFFLINE, Hub, Network, Web
from models.catalog_packing import pack, require_same
from models.catalog_reader import (
    CATALOG_FILE,
    read_entries,
    read_language_sets,
    read_local_entries,
)
from models.catalog_store import ModelStore
from models.errors import ModelNotFound, UnsupportedLanguagePair
from models.routing import first_of_each_pair
from models.types import LanguagePair

_NOT_HERE: Final = 3


class Catalog:
    """The models that can be had, and where they are on this machine.

    Args:
        entries: by key.
        store: where the models lie.
    """

    def __init__(self, entries: Mapping[str, CatalogEntry], store: ModelStore) -> None:
        self._entries = dict(entries)
        self._store = store

    @classmethod
    def load(
        cls,
        data_dir: Path,
        *,
        file: Path = CATALOG_FILE,
        extra: Mapping[str, Mapping[str, object]] | None = None,
        offline: bool = False,
    ) -> Catalog:
        """Read a catalog whose models lie, or will lie, in ``data_dir``.

        Args:
            data_dir: the folder.
            file: the catalog.
            extra: the operator's own models, the table ``models`` of ``tulkki.toml``; one with a
                key of the catalog takes its place.
            offline: no model is to be fetched. Only ``pull`` would fetch one.

        Raises:
            CatalogInvalid: the file, or an own model's description, cannot be used.
        """
        own = read_local_entries(extra or {}, read_language_sets(file))
        network = OFFLINE if offline else _NETWORK
        return cls({**read_entries(file), **own}, ModelStore(data_dir, network=network))

    @property
    def entries(self) -> tuple[CatalogEntry, ...]:
        """All models, in the order of the file."""
        return tuple(self._entries.values())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all models, in the order of the file."""
        return tuple(self._entries)

    def keys_without_network(self) -> tuple[str, ...]:
        """The models that are here or in packages that are, in the order of the file."""
        store = self._store
        return tuple(
            entry.key
            for entry in self.entries
            if isinstance(entry.source, FolderSource)
            or store.is_installed(entry)
            or store.can_assemble(entry)
        )

    def entry(self, key: str) -> CatalogEntry:
        """Return what is known of a model.

        Raises:
            ModelNotFound: there is no such key.
        """
        if key not in self._entries:
            known = ", ".join(self._entries)
            raise ModelNotFound(f"the catalog has no model {key!r}; it has {known}")
        return self._entries[key]

    @property
    def translators(self) -> tuple[str, ...]:
        """The translation models that can be had without fetching anything, the preferred first.

        First the operator's own, then those that were pulled or installed, then those that packages
        hold, whether they were put together already or not; each in the order of the file.
        """
        here = [entry for entry in self.entries if self._rank(entry) < _NOT_HERE]
        return tuple(entry.key for entry in sorted(here, key=self._rank) if entry.pairs)

    @property
    def own_translators_missing(self) -> tuple[str, ...]:
        """The operator's own translation models whose folder is not there."""
        return tuple(
            entry.key
            for entry in self.entries
            if isinstance(entry.source, FolderSource)
            and entry.pairs
            and not self._store.is_installed(entry)
        )

    @property
    def pairs(self) -> Mapping[LanguagePair, str]:
        """The pairs that can be translated without fetching anything, each with a model's key.

        Of several models the first of ``translators``.
        """
        return first_of_each_pair((key, self._entries[key].pairs) for key in self.translators)

    def translator_for(self, pair: LanguagePair) -> str:
        """Return the key of the model that translates a pair.

        Raises:
            UnsupportedLanguagePair: no model does.
        """
        if pair not in self.pairs:
            raise UnsupportedLanguagePair(pair)
        return self.pairs[pair]

    def keys_for(self, pair: LanguagePair) -> tuple[str, ...]:
        """All models that translate a pair, here or not, in the order of the file."""
        return tuple(entry.key for entry in self.entries if pair in entry.pairs)

    def folder(self, key: str) -> Path:
        """Where a model lies, or would; raises ``ModelNotFound`` for an unknown key."""
        return self._store.folder(self.entry(key))

    def installed_folders(self, key: str) -> tuple[Path, ...]:
        """What is here of a model: its files as they come, its conversion, both or nothing."""
        return self._store.folders(self.entry(key))

    def is_installed(self, key: str) -> bool:
        """True where the model is in the data folder; says nothing of damage since."""
        return self._store.is_installed(self.entry(key))

    def is_converted(self, key: str) -> bool:
        """True for a MarianMT model that CTranslate2 can run."""
        entry = self.entry(key)
        made_for_it = isinstance(entry, MarianEntry) and entry.format == "ctranslate2"
        return made_for_it or self._store.is_converted(entry)

    def manifest(self, key: str) -> Manifest | None:
        """What is known of an installed model's files; None where the catalog says it all."""
        folders = (folder for folder in self.installed_folders(key) if has_manifest(folder))
        return next((read_manifest(folder) for folder in folders), None)

    def resolve(self, key: str, on_progress: ProgressListener = ignore_progress) -> Path:
        """Return the folder of a model, put together where it is not there yet, and checked.

        Raises:
            ModelNotFound: it is not here and cannot be put together; says what to do.
            ModelCorrupt: a file is not the one that the catalog names; says what to do.
        """
        return self._store.resolve(self.entry(key), on_progress)

    def resolve_source(self, key: str, on_progress: ProgressListener = ignore_progress) -> Path:
        """Like ``resolve``, but gives the model's files as they came, never its conversion."""
        return self._store.resolve_source(self.entry(key), on_progress)

    def pull(
        self,
        key: str,
        on_progress: ProgressListener = ignore_progress,
        *,
        newest: bool = False,
    ) -> Path:
        """Put a model together, or fetch it, anew, in place of what is there.

        A model whose commit the catalog does not name comes at the one that it came at before, and
        must have the checksums that it had; with ``newest`` it comes at the newest one.

        Raises:
            DownloadFailed: it comes from the network and could not be fetched; what came is kept.
            ModelError: what ``resolve`` raises.
        """
        return self._store.pull(self.entry(key), on_progress, newest=newest)

    def verify(self, key: str, on_progress: ProgressListener = ignore_progress) -> int:
        """Read every file of an installed model; returns how many had a checksum.

        Raises what ``resolve`` does.
        """
        return self._store.verify(self.entry(key), on_progress)

    def convert(self, key: str, *, quantization: str = DEFAULT_QUANTIZATION) -> Path:
        """Make an installed MarianMT model one that CTranslate2 runs; returns its folder.

        Raises:
            ModelNotFound: it is not here.
            ConversionFailed: it is no such model, or the libraries are missing.
        """
        return self._store.convert(self.entry(key), quantization)

    def remove(self, key: str) -> int:
        """Delete all that is here of a model; returns the bytes freed. An own folder is left."""
        return self._store.remove(self.entry(key))

    def bundle(
        self, keys: Iterable[str], out: Path, on_progress: ProgressListener = ignore_progress
    ) -> None:
        """Write one archive with all that is installed of some models.

        Raises:
            ModelNotFound: one is not here.
            ModelCorrupt: a file is not what it should be; there is no archive.
            BundleInvalid: the archive cannot be written.
        """
        packed = [item for key in keys for item in pack(self._store, self.entry(key))]
        write_bundle(out, packed, on_progress)

    def place(self, folder: BundledFolder) -> Path:
        """Where an installed folder lies."""
        return self._store.root / folder.key / folder.folder

    def install(
        self, bundle: Path, on_progress: ProgressListener = ignore_progress
    ) -> tuple[BundledFolder, ...]:
        """Install the models of an archive; needs no network.

        Raises:
            BundleInvalid: it is damaged, or made for another catalog; no half model is left.
        """
        return install_bundle(bundle, self._store.root, self._accept, on_progress)

    def _rank(self, entry: CatalogEntry) -> int:
        """Which of several models is taken: the one with the lowest number."""
        match entry.source:
            case PackageSource():
                return 2
            case source if self._store.is_installed(entry):
                return 0 if isinstance(source, FolderSource) else 1
            case _:
                return _NOT_HERE

    def _accept(self, folder: BundledFolder) -> None:
        """Refuse a bundled model that this catalog knows otherwise."""
        entry = self._entries.get(folder.key)
        if entry is None:
            if not folder.setting:
                raise BundleInvalid(f"this catalog has no model {folder.key!r}")
            return
        require_same(entry, folder)


@contextmanager
def _hub_of_environment() -> Iterator[Hub]:
    from models.catalog_hub import hub_from_environment

    with hub_from_environment(os.environ) as hub:
        yield hub


@contextmanager
def _web_of_environment() -> Iterator[Web]:
    from models.catalog_http import web_from_environment

    with web_from_environment() as web:
        yield web


_NETWORK: Final = Network(open_hub=_hub_of_environment, open_web=_web_of_environment)
