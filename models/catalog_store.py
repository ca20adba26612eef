"""Models in the data folder: put together from packages, checked, and found again quickly.

A model lies in ``<data>/models/<key>/<revision>/``. It is put together beside that folder and
renamed when every file has been checked, so a half model is never seen, and a second process waits
for the first. ``verified.json`` in it remembers size and time of each file when its checksum was
right: while they stay the same, a start does not read the files again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from models.catalog_entries import CatalogEntry, PackageFile
from models.catalog_files import (
    Counter,
    ProgressListener,
    appearing_whole,
    check_file,
    is_stamped,
    join_parts,
    locked,
    write_stamp,
)
from models.catalog_packages import find_package_file
from models.errors import ModelNotFound

logger = logging.getLogger(__name__)


class ModelStore:
    """The models in one data folder."""

    def __init__(
        self, data_dir: Path, *, find_part: Callable[[PackageFile], Path] = find_package_file
    ) -> None:
        self._root = data_dir / "models"
        self._find_part = find_part

    def folder(self, entry: CatalogEntry) -> Path:
        """Where a model lies, or would."""
        return self._root / entry.key / entry.revision

    def is_installed(self, entry: CatalogEntry) -> bool:
        """True where the model has been put together; says nothing of damage since."""
        return self.folder(entry).is_dir()

    def resolve(self, entry: CatalogEntry, on_progress: ProgressListener) -> Path:
        """Return the folder of a model, put together where it is not there yet, and checked.

        Raises:
            ModelNotFound: it is not here and cannot be put together.
            ModelCorrupt: a file is not the one that the catalog names.
        """
        if not self.is_installed(entry):
            self._assemble(entry, on_progress, replace=False)
        self._check(entry, on_progress, trust_stamp=True)
        return self.folder(entry)

    def pull(self, entry: CatalogEntry, on_progress: ProgressListener) -> Path:
        """Put a model together anew, in place of what is there; raises what ``resolve`` does."""
        self._assemble(entry, on_progress, replace=True)
        return self.folder(entry)

    def verify(self, entry: CatalogEntry, on_progress: ProgressListener) -> None:
        """Read every file of a model and compare its checksum.

        Raises:
            ModelNotFound: the model or a file of it is not here.
            ModelCorrupt: a file is not the one that the catalog names.
        """
        if not self.is_installed(entry):
            raise ModelNotFound(f"{entry.key} is not installed. {_how_to_pull(entry)}")
        self._check(entry, on_progress, trust_stamp=False)

    def _check(
        self, entry: CatalogEntry, on_progress: ProgressListener, *, trust_stamp: bool
    ) -> None:
        folder = self.folder(entry)
        try:
            if trust_stamp and is_stamped(folder, entry.files):
                return
            counter = Counter(entry.key, entry.size_bytes, on_progress)
            for file in entry.files:
                check_file(folder / file.name, file, counter, _how_to_pull(entry))
        except OSError as error:
            raise ModelNotFound(
                f"{error.filename or folder} cannot be read: {error.strerror}."
                f" {_how_to_pull(entry)}"
            ) from error
        try:
            write_stamp(folder, entry.files)
        except OSError as error:
            logger.warning("%s is read again at every start: %s", folder, error)

    def _assemble(
        self, entry: CatalogEntry, on_progress: ProgressListener, *, replace: bool
    ) -> None:
        target = self.folder(entry)
        parts = {part: self._find_part(part) for file in entry.files for part in file.parts}
        counter = Counter(entry.key, entry.size_bytes, on_progress)
        try:
            with locked(target.parent):
                if target.exists() and not replace:
                    return  # another process was quicker
                with appearing_whole(target) as unfinished:
                    for file in entry.files:
                        join_parts(file, parts, unfinished / file.name, counter)
                    write_stamp(unfinished, entry.files)
        except OSError as error:
            raise ModelNotFound(
                f"{entry.key} cannot be put into {target}: {error.strerror}."
                " Make room there, or choose another folder with TULKKI_DATA_DIR"
            ) from error


def _how_to_pull(entry: CatalogEntry) -> str:
    return f"Run: tulkki models pull {entry.key}"
