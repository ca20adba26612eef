"""Models in the data folder: put together or fetched, checked, and found again quickly.

A model lies in ``<data>/models/<key>/<revision>/``, and what was converted from it beside that in
``<revision>.ctranslate2/``. Every such folder is made under another name and renamed when all its
files have been checked, so a half model is never seen, and a second process waits for the first.
``verified.json`` in it remembers size and time of each file when its checksum was right: while they
stay the same, a start does not read the files again.
"""

from __future__ import annotations

import filecmp
import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from models.catalog_convert import convert_marian
from models.catalog_entries import (
    CatalogEntry,
    FolderSource,
    HubSource,
    MarianEntry,
    ModelFile,
    PackageFile,
    PackageSource,
    WebSource,
)
from models.catalog_errors import ConversionFailed
from models.catalog_fetch import fetch_repository
from models.catalog_files import (
    Counter,
    ProgressListener,
    appearing_whole,
    check_file,
    describe_folder,
    is_stamped,
    is_there,
    join_parts,
    locked,
    write_stamp,
)
from models.catalog_manifest import Manifest, finish_folder, has_manifest, read_manifest
from models.catalog_network import OFFLINE, Network
from models.catalog_packages import find_package_file
from models.catalog_web import fetch_files
from models.errors import ModelNotFound
from models.marian.model_files import SHARED_VOCABULARY, SOURCE_VOCABULARY, TARGET_VOCABULARY

logger = logging.getLogger(__name__)

CONVERTED: Final = ".ctranslate2"
"""What the name of a folder with a conversion ends with."""


class ModelStore:
    """The models in one data folder.

    Args:
        data_dir: the folder.
        find_part: finds files inside packages.
        network: connects to the hub and to the web.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        find_part: Callable[[PackageFile], Path] = find_package_file,
        network: Network = OFFLINE,
    ) -> None:
        self.root = data_dir / "models"
        self._find_part = find_part
        self._network = network

    def folder(self, entry: CatalogEntry) -> Path:
        """Where a model lies, or would."""
        if isinstance(entry.source, FolderSource):
            return entry.source.path
        return self.root / entry.key / entry.revision

    def converted_folder(self, entry: CatalogEntry) -> Path:
        """Where its conversion for CTranslate2 lies, or would."""
        return self.root / entry.key / f"{entry.revision}{CONVERTED}"

    def is_installed(self, entry: CatalogEntry) -> bool:
        """True where the model, or its conversion, is here; says nothing of damage since."""
        return is_there(self.folder(entry)) or self.is_converted(entry)

    def is_converted(self, entry: CatalogEntry) -> bool:
        """True where the model can be run by CTranslate2 besides its own engine.

        A conversion that lacks a vocabulary of the model does not count: it says other words.
        """
        return (
            isinstance(entry, MarianEntry)
            and is_there(self.converted_folder(entry))
            and not self._lacks_a_vocabulary(entry)
        )

    def can_assemble(self, entry: CatalogEntry) -> bool:
        """True for a model whose packages are installed."""
        if not isinstance(entry.source, PackageSource):
            return False
        try:
            for file in entry.source.files:
                for part in file.parts:
                    self._find_part(part)
        except ModelNotFound:
            return False
        return True

    def folders(self, entry: CatalogEntry) -> tuple[Path, ...]:
        """What is installed of a model."""
        source, converted = self.folder(entry), self.converted_folder(entry)
        return (
            *((source,) if is_there(source) else ()),
            *((converted,) if self.is_converted(entry) else ()),
        )

    def files(self, entry: CatalogEntry, folder: Path) -> tuple[ModelFile, ...]:
        """What the files in one of a model's folders must be; none where nobody knows.

        Raises:
            ModelNotFound: the description beside them cannot be read.
        """
        if folder == self.folder(entry):
            if isinstance(entry.source, PackageSource):
                return entry.source.files
            if isinstance(entry.source, FolderSource) and not has_manifest(folder):
                return ()
        return read_manifest(folder).files

    def resolve(self, entry: CatalogEntry, on_progress: ProgressListener) -> Path:
        """Return the folder of a model, put together where it is not there yet, and checked.

        The conversion's folder is returned where there is one. The network is never used.

        Raises:
            ModelNotFound: it is not here and cannot be put together.
            ModelCorrupt: a file is not the one that the catalog names.
        """
        if not self.is_installed(entry):
            if not isinstance(entry.source, PackageSource):
                raise not_installed(entry)
            self._assemble(entry, entry.source, on_progress, replace=False)
        folder = self.converted_folder(entry) if self.is_converted(entry) else self.folder(entry)
        self._check(entry, folder, on_progress, trust_stamp=True)
        return folder

    def resolve_source(self, entry: CatalogEntry, on_progress: ProgressListener) -> Path:
        """Like ``resolve``, but never the conversion."""
        if not is_there(self.folder(entry)):
            raise ModelNotFound(f"{entry.key} is here only as converted. {_how_to_pull(entry)}")
        self._check(entry, self.folder(entry), on_progress, trust_stamp=True)
        return self.folder(entry)

    def pull(
        self, entry: CatalogEntry, on_progress: ProgressListener, *, newest: bool = False
    ) -> Path:
        """Put a model together anew, in place of what is there; raises what ``resolve`` does.

        Args:
            entry: the model.
            on_progress: is told how far it is.
            newest: where the catalog names a branch, its newest commit, though another was pulled
                before. Otherwise the commit and the checksums of the first pull hold.

        Raises:
            DownloadFailed: it comes from the network and could not be fetched.
        """
        target = self.folder(entry)
        match entry.source:
            case PackageSource() as source:
                self._assemble(entry, source, on_progress, replace=True)
            case HubSource() as source:
                wanted = source if newest else self._as_pulled_before(entry, source)
                fetch_repository(entry.key, wanted, target, self._network, on_progress)
                _remove(self.converted_folder(entry))  # was made from what is no more
            case WebSource() as source:
                fetch_files(entry.key, source, target, self._network, on_progress)
            case FolderSource():
                self.verify(entry, on_progress)
        return target

    def _as_pulled_before(self, entry: CatalogEntry, source: HubSource) -> HubSource:
        """The source with the commit, and the checksums, that came the first time."""
        folder = self.folder(entry)
        if not (is_there(folder) and has_manifest(folder)):
            return source
        try:
            before = read_manifest(folder)
        except ModelNotFound as error:
            logger.warning("%s. The commit that was pulled before is not known", error)
            return source
        known = {file.name: file.sha256 for file in before.files}
        return replace(source, revision=before.commit, sha256={**known, **source.sha256})

    def verify(self, entry: CatalogEntry, on_progress: ProgressListener) -> int:
        """Read every file of a model and compare its checksum; returns how many had one.

        Raises:
            ModelNotFound: the model or a file of it is not here.
            ModelCorrupt: a file is not the one that the catalog names.
        """
        if not self.is_installed(entry):
            raise not_installed(entry)
        if isinstance(entry, MarianEntry) and self._lacks_a_vocabulary(entry):
            logger.warning(
                "%s lacks a vocabulary and is not used. Run: tulkki models convert %s",
                self.converted_folder(entry),
                entry.key,
            )
        return sum(
            self._check(entry, folder, on_progress, trust_stamp=False)
            for folder in self.folders(entry)
        )

    def convert(self, entry: CatalogEntry, quantization: str) -> Path:
        """Make a MarianMT model one that CTranslate2 runs.

        Raises:
            ModelNotFound: it is not here.
            ConversionFailed: it is no model of this kind, or the libraries are missing.
        """
        if not isinstance(entry, MarianEntry) or entry.format == "ctranslate2":
            raise ConversionFailed(f"{entry.key} is no model that can be converted")
        source, target = self.folder(entry), self.converted_folder(entry)
        if not source.is_dir():
            raise not_installed(entry)
        origin = f"{entry.origin}, converted to CTranslate2 with weights in {quantization}"
        with locked(target.parent), appearing_whole(target) as unfinished:
            convert_marian(source, unfinished, quantization=quantization)
            finish_folder(unfinished, Manifest(files=describe_folder(unfinished), origin=origin))
        return target

    def remove(self, entry: CatalogEntry) -> int:
        """Delete all of a model: older revisions and what a broken pull left, too.

        Returns the bytes freed. An operator's own folder stays.
        """
        place = self.root / entry.key
        if not place.is_dir():
            return 0
        with locked(place):
            folders = [path for path in place.iterdir() if path.is_dir()]
            freed = sum(
                path.stat().st_size
                for folder in folders
                for path in folder.rglob("*")
                if path.is_file()
            )
            for folder in folders:
                shutil.rmtree(folder)
        return freed

    def _lacks_a_vocabulary(self, entry: MarianEntry) -> bool:
        """True for a conversion in one vocabulary of a model that has another for each side.

        Told only where the model lies beside it.
        """
        source, target = (
            self.folder(entry) / name for name in (SOURCE_VOCABULARY, TARGET_VOCABULARY)
        )
        return (
            (self.converted_folder(entry) / SHARED_VOCABULARY).is_file()
            and source.is_file()
            and target.is_file()
            and not filecmp.cmp(source, target, shallow=False)
        )

    def _check(
        self,
        entry: CatalogEntry,
        folder: Path,
        on_progress: ProgressListener,
        *,
        trust_stamp: bool,
    ) -> int:
        if not folder.is_dir():
            raise ModelNotFound(f"{entry.key}: there is no folder {folder}")
        try:
            files = self.files(entry, folder)
        except ModelNotFound as error:
            raise ModelNotFound(f"{error}. {_how_to_pull(entry)}") from error
        try:
            if not files or (trust_stamp and is_stamped(folder, files)):
                return len(files)
            counter = Counter(entry.key, sum(f.size_bytes for f in files), on_progress)
            for file in files:
                check_file(folder / file.name, file, counter, _how_to_pull(entry))
        except OSError as error:
            raise ModelNotFound(
                f"{error.filename or folder} cannot be read: {error.strerror}."
                f" {_how_to_pull(entry)}"
            ) from error
        try:
            write_stamp(folder, files)
        except OSError as error:
            logger.warning("%s is read again at every start: %s", folder, error)
        return len(files)

    def _assemble(
        self,
        entry: CatalogEntry,
        source: PackageSource,
        on_progress: ProgressListener,
        *,
        replace: bool,
    ) -> None:
        target = self.folder(entry)
        parts = {part: self._find_part(part) for file in source.files for part in file.parts}
        counter = Counter(entry.key, entry.size_bytes, on_progress)
        try:
            with locked(target.parent):
                if target.exists() and not replace:
                    return  # another process was quicker
                with appearing_whole(target) as unfinished:
                    for file in source.files:
                        join_parts(file, parts, unfinished / file.name, counter)
                    write_stamp(unfinished, source.files)
        except OSError as error:
            raise ModelNotFound(
                f"{entry.key} cannot be put into {target}: {error.strerror}."
                " Make room there, or choose another folder with TULKKI_DATA_DIR"
            ) from error


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def not_installed(entry: CatalogEntry) -> ModelNotFound:
    """The error for a model that must be pulled first."""
    return ModelNotFound(f"{entry.key} is not installed. {_how_to_pull(entry)}")


def _how_to_pull(entry: CatalogEntry) -> str:
    if isinstance(entry.source, FolderSource):
        return f"Put its files into {entry.source.path}, or correct models.{entry.key}.folder"
    return f"Run: tulkki models pull {entry.key}"
