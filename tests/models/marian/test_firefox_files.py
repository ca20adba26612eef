"""Files of a Firefox Translations model, under the catalog's names or Mozilla's."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import ModelNotFound, ModelUnusable
from models.marian.firefox_files import find_files, read_spelling


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


def test_one_vocabulary_serves_both_languages_when_they_share_it(tmp_path: Path) -> None:
    put(tmp_path, "model.bin", "vocab.spm")

    files = find_files(tmp_path)

    assert files.model == tmp_path / "model.bin"
    assert files.source_vocabulary == files.target_vocabulary == tmp_path / "vocab.spm"
    assert files.shortlist is None


def test_two_vocabularies_and_a_shortlist_are_found_under_their_published_names(
    tmp_path: Path,
) -> None:
    put(tmp_path, "model.enzh.intgemm.alphas.bin", "srcvocab.enzh.spm", "trgvocab.enzh.spm")
    put(tmp_path, "lex.50.50.enzh.s2t.bin")

    files = find_files(tmp_path)

    assert files.source_vocabulary.name == "srcvocab.enzh.spm"
    assert files.target_vocabulary.name == "trgvocab.enzh.spm"
    assert files.shortlist == tmp_path / "lex.50.50.enzh.s2t.bin"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), r"no file model\*\.bin"),
        (("model.bin",), r"no file srcvocab\*\.spm"),
        (("model.bin", "srcvocab.spm"), r"no file trgvocab\*\.spm"),
        (("model.a.bin", "model.b.bin", "vocab.spm"), "more than one.*model.a.bin, model.b.bin"),
    ],
)
def test_folder_is_refused_when_it_is_not_clear_what_to_load(
    tmp_path: Path, names: tuple[str, ...], message: str
) -> None:
    put(tmp_path, *names)

    with pytest.raises(ModelNotFound, match=message):
        find_files(tmp_path)


def test_vocabulary_is_refused_when_it_is_damaged_or_gone(tmp_path: Path) -> None:
    put(tmp_path, "model.bin", "vocab.spm")
    files = find_files(tmp_path)

    with pytest.raises(ModelUnusable, match=r"vocab\.spm is damaged"):
        read_spelling(files)

    files.source_vocabulary.unlink()
    with pytest.raises(ModelNotFound, match=r"vocab\.spm cannot be read"):
        read_spelling(files)
