"""Bundles that are damaged, or made to do harm, are refused, and nothing of them is left."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bundles import FILES, Machine

from models.catalog_errors import BundleInvalid

Member = tuple[tarfile.TarInfo, bytes]


def members(path: Path) -> list[Member]:
    with tarfile.open(path) as archive:
        return [(m, _content(archive, m)) for m in archive.getmembers()]


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    assert stream is not None
    return stream.read()


def write(path: Path, content: list[Member]) -> None:
    with tarfile.open(path, "w") as archive:
        for member, data in content:
            archive.addfile(member, io.BytesIO(data))


def _change_index(
    change: Callable[[dict[str, list[dict[str, object]]]], None],
) -> Callable[[list[Member]], list[Member]]:
    def apply(content: list[Member]) -> list[Member]:
        document = json.loads(content[0][1])
        change(document)
        data = json.dumps(document).encode()
        content[0][0].size = len(data)
        return [(content[0][0], data), *content[1:]]

    return apply


def _first(document: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    return document["models"][0]


def _rename(content: list[Member], name: str) -> list[Member]:
    content[1][0].name = name
    return content


def _link(content: list[Member], kind: bytes) -> list[Member]:
    content[1][0].type = kind
    content[1][0].linkname = "/etc/passwd"
    content[1][0].size = 0
    return [content[0], (content[1][0], b""), *content[2:]]


def _flip(content: list[Member]) -> list[Member]:
    member, data = content[1]
    return [content[0], (member, b"W" + data[1:]), *content[2:]]


def _name_of_file(document: dict[str, list[dict[str, object]]], name: str) -> None:
    _first(document)["files"] = [{"name": name, "size": 1, "sha256": "0"}]


BAD = {
    "a wrong checksum": (_flip, "is damaged: expected sha256"),
    "a path upwards": (lambda c: _rename(c, "../../etc/passwd"), "where its index names"),
    "an absolute path": (lambda c: _rename(c, "/etc/passwd"), "where its index names"),
    "a symbolic link": (lambda c: _link(c, tarfile.SYMTYPE), "where its index names"),
    "a hard link": (lambda c: _link(c, tarfile.LNKTYPE), "where its index names"),
    "a device": (lambda c: _link(c, tarfile.CHRTYPE), "where its index names"),
    "a file too few": (lambda c: c[:-1], "is not whole"),
    "a file too many": (lambda c: [*c, c[-1]], "more in it than its index names"),
    "another order": (lambda c: [c[0], c[2], c[1]], "where its index names"),
    "no index": (lambda c: c[1:], "does not begin with bundle.json"),
    "an index of another kind": (
        _change_index(lambda d: d.clear()),
        "cannot be used",
    ),
    "a key upwards": (_change_index(lambda d: _first(d).update(key="..")), "is no name"),
    "a key with a slash": (_change_index(lambda d: _first(d).update(key="a/b")), "is no name"),
    "a folder upwards": (_change_index(lambda d: _first(d).update(folder="../x")), "is no name"),
    "a file upwards": (_change_index(lambda d: _name_of_file(d, "../model.bin")), "is no name"),
    "no files": (_change_index(lambda d: _first(d).update(files=[])), "not at all"),
    "an unknown key": (_change_index(lambda d: _first(d).update(key="big")), "no model 'big'"),
    "another revision": (
        _change_index(lambda d: _first(d).update(folder="old")),
        "has revision old of tiny, and this catalog wants main",
    ),
    "an unknown field": (_change_index(lambda d: _first(d).update(run="x")), "unknown field run"),
    "a setting with line breaks": (
        _change_index(lambda d: _first(d).update(setting={"engine": "x\n[evil]"})),
        "is no line of a setting",
    ),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=list(BAD))
def test_bundle_is_refused_and_nothing_is_left_when_it_has(
    bundle: Path,
    there: Machine,
    change: Callable[[list[Member]], list[Member]],
    message: str,
) -> None:
    write(bundle, change(members(bundle)))

    with pytest.raises(BundleInvalid, match=message):
        there.catalog.install(bundle)

    whole = ["tiny/main"] if "more in it" in message else []
    assert there.models() == whole


@pytest.mark.parametrize("length", [0, 100, 512, 3000, 9000])
def test_cut_bundle_is_refused(bundle: Path, there: Machine, length: int) -> None:
    bundle.write_bytes(bundle.read_bytes()[:length])

    with pytest.raises(BundleInvalid):
        there.catalog.install(bundle)

    assert there.models() == []


def test_compressed_archive_is_refused(there: Machine, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bomb.tar", "w:gz"):
        pass

    with pytest.raises(BundleInvalid, match="is no bundle"):
        there.catalog.install(tmp_path / "bomb.tar")


def test_bundle_that_is_not_there_is_told(there: Machine, tmp_path: Path) -> None:
    with pytest.raises(BundleInvalid, match="No such file"):
        there.catalog.install(tmp_path / "none.tar")


def test_damaged_model_is_replaced_only_by_a_whole_one(bundle: Path, there: Machine) -> None:
    there.put("tiny")
    (there.folder("tiny") / "vocab.json").write_bytes(b"damaged")
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[:3000])
    with pytest.raises(BundleInvalid):
        there.catalog.install(bundle)
    assert (there.folder("tiny") / "vocab.json").read_bytes() == b"damaged"

    bundle.write_bytes(whole)
    there.catalog.install(bundle)

    assert there.catalog.verify("tiny") == len(FILES)
