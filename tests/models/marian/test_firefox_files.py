"""Files of a Firefox Translations model, under the catalog's names or Mozilla's."""

from __future__ import annotations

from pathlib import Path

import pytest
from marian_binary import embeddings, written

from models.errors import ModelNotFound, ModelUnusable
from models.marian.firefox_files import FirefoxFiles, find_files, read_spelling

KEY = "firefox-en-zh"
REMEDY = "Run: tulkki models pull firefox-en-zh"

PIECES = {
    "vocab.spm": "abc",
    "srcvocab.enzh.spm": "abc",
    "trgvocab.enzh.spm": "abcde",
}


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


def vocabulary(letters: str) -> bytes:
    """A SentencePiece vocabulary with a piece for each letter."""
    return b"".join(b"\x0a\x03\x0a\x01" + letter.encode() for letter in letters)


def put_model(folder: Path, *vocabularies: str, **rows: int) -> FirefoxFiles:
    (folder / "model.bin").write_bytes(written(embeddings(**rows)))
    for name in vocabularies:
        (folder / name).write_bytes(vocabulary(PIECES[name]))
    return find_files(folder, KEY)


def test_one_vocabulary_serves_both_languages_when_they_share_it(tmp_path: Path) -> None:
    put(tmp_path, "model.bin", "vocab.spm")

    files = find_files(tmp_path, KEY)

    assert files.model == tmp_path / "model.bin"
    assert files.source_vocabulary == files.target_vocabulary == tmp_path / "vocab.spm"
    assert files.shortlist is None


def test_two_vocabularies_and_a_shortlist_are_found_under_their_published_names(
    tmp_path: Path,
) -> None:
    put(tmp_path, "model.enzh.intgemm.alphas.bin", "srcvocab.enzh.spm", "trgvocab.enzh.spm")
    put(tmp_path, "lex.50.50.enzh.s2t.bin")

    files = find_files(tmp_path, KEY)

    assert files.source_vocabulary.name == "srcvocab.enzh.spm"
    assert files.target_vocabulary.name == "trgvocab.enzh.spm"
    assert files.shortlist == tmp_path / "lex.50.50.enzh.s2t.bin"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), r"no file model\*\.bin"),
        (("model.bin",), r"no vocabulary, vocab\*\.spm"),
        (("model.bin", "trgvocab.spm"), r"no file srcvocab\*\.spm"),
        (("model.bin", "srcvocab.spm"), r"no file trgvocab\*\.spm"),
        (("model.a.bin", "model.b.bin", "vocab.spm"), "more than one.*model.a.bin, model.b.bin"),
    ],
)
def test_folder_is_refused_when_it_is_not_clear_what_to_load(
    tmp_path: Path, names: tuple[str, ...], message: str
) -> None:
    put(tmp_path, *names)

    with pytest.raises(ModelNotFound, match=message):
        find_files(tmp_path, KEY)


@pytest.mark.parametrize("names", [(), ("model.bin",), ("model.bin", "srcvocab.spm")])
def test_missing_file_is_told_with_what_brings_it(tmp_path: Path, names: tuple[str, ...]) -> None:
    put(tmp_path, *names)

    with pytest.raises(ModelNotFound, match=REMEDY):
        find_files(tmp_path, KEY)


def test_letters_are_those_of_the_source_when_vocabularies_fit_the_weights(tmp_path: Path) -> None:
    shared = put_model(tmp_path, "vocab.spm", Wemb=3)
    assert read_spelling(shared, KEY).spell("a").text == "a"

    (tmp_path / "vocab.spm").unlink()
    names = ("srcvocab.enzh.spm", "trgvocab.enzh.spm")
    two = put_model(tmp_path, *names, encoder_Wemb=3, decoder_Wemb=5)
    assert read_spelling(two, KEY).cut("c e")[-1].spellable is False


@pytest.mark.parametrize(
    ("rows", "damaged"),
    [
        ({"encoder_Wemb": 4, "decoder_Wemb": 5}, r"srcvocab\.enzh\.spm has 3 pieces.* for 4"),
        ({"encoder_Wemb": 3, "decoder_Wemb": 3}, r"trgvocab\.enzh\.spm has 5 pieces.* for 3"),
    ],
)
def test_vocabulary_of_another_model_is_refused(
    tmp_path: Path, rows: dict[str, int], damaged: str
) -> None:
    files = put_model(tmp_path, "srcvocab.enzh.spm", "trgvocab.enzh.spm", **rows)

    with pytest.raises(ModelUnusable, match=rf"{damaged}.*{REMEDY}"):
        read_spelling(files, KEY)


def test_vocabulary_is_refused_when_it_ends_between_two_pieces(tmp_path: Path) -> None:
    files = put_model(tmp_path, "vocab.spm", Wemb=3)
    files.source_vocabulary.write_bytes(vocabulary("ab"))

    with pytest.raises(ModelUnusable, match=r"vocab\.spm has 2 pieces"):
        read_spelling(files, KEY)


@pytest.mark.parametrize("name", ["model.bin", "srcvocab.enzh.spm", "trgvocab.enzh.spm"])
def test_file_is_refused_when_it_is_damaged_or_gone(tmp_path: Path, name: str) -> None:
    names = ("srcvocab.enzh.spm", "trgvocab.enzh.spm")
    files = put_model(tmp_path, *names, encoder_Wemb=3, decoder_Wemb=5)

    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ModelUnusable, match=rf"{name} is damaged.*{REMEDY}"):
        read_spelling(files, KEY)

    (tmp_path / name).unlink()
    with pytest.raises(ModelNotFound, match=rf"{name} cannot be read.*{REMEDY}"):
        read_spelling(files, KEY)
