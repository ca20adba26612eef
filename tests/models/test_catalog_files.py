"""A folder that is replaced: never half, never gone, whenever the process ends."""

from __future__ import annotations

import errno
import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.catalog_files import appearing_whole, is_there, locked, put_in_place


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A model in its place."""
    folder = tmp_path / "tiny" / "7"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_text("old")
    return folder


def finished(target: Path) -> Path:
    folder = target.with_name("7.partial")
    folder.mkdir()
    (folder / "model.bin").write_text("new")
    return folder


def folders(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir() if path.is_dir()}


def test_new_folder_takes_the_place_of_the_old_one(target: Path) -> None:
    put_in_place(finished(target), target)

    assert (target / "model.bin").read_text() == "new"
    assert folders(target) == {"7"}


def test_old_folder_is_there_after_an_end_between_both_renames(target: Path) -> None:
    target.rename(target.with_name("7.discarded"))
    finished(target)

    assert is_there(target)
    assert (target / "model.bin").read_text() == "old"
    assert folders(target) == {"7", "7.partial"}


def test_new_folder_counts_after_an_end_behind_both_renames(target: Path) -> None:
    target.rename(target.with_name("7.discarded"))
    finished(target).rename(target)
    assert is_there(target)

    with locked(target.parent), appearing_whole(target) as unfinished:
        (unfinished / "model.bin").write_text("newest")

    assert (target / "model.bin").read_text() == "newest"
    assert folders(target) == {"7"}


def test_who_looks_while_it_is_replaced_waits_for_the_moment(target: Path) -> None:
    new = finished(target)
    with ThreadPoolExecutor(1) as thread:
        with locked(target.parent):
            target.rename(target.with_name("7.discarded"))
            looking = thread.submit(is_there, target)
            new.rename(target)
        assert looking.result()

    assert (target / "model.bin").read_text() == "new"


def test_nothing_is_waited_for_where_nothing_is_replaced(target: Path) -> None:
    """A first pull takes its time, and a server says at once that the model is not there."""
    with locked(target.parent):
        assert not is_there(target.with_name("8"))


def test_old_folder_comes_back_when_the_new_one_cannot_be_renamed(target: Path) -> None:
    with pytest.raises(FileNotFoundError):
        put_in_place(target.with_name("not there"), target)

    assert (target / "model.bin").read_text() == "old"


def test_who_may_only_look_is_told_what_is_to_be_seen(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock of a folder on a read-only disk cannot be taken."""
    target.rename(target.with_name("7.discarded"))
    refusal = OSError(errno.EROFS, os.strerror(errno.EROFS))

    def refuse(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert not is_there(target)

    refusal.errno = errno.EIO
    with pytest.raises(OSError, match=r"Read-only|Input/output"):
        is_there(target)
