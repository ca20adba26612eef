"""Tokens of a MarianMT model: those of transformers' own tokenizer; no text chooses a language."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import pytest
from marian_fixture import PHRASES, TinyMarian

from models.errors import ModelNotFound, ModelUnusable
from models.marian.model_files import read_numbered_vocabulary
from models.marian.tokenizer import MarianTokens, is_language_token

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute


def load(folder: Path, target_token: str = "") -> MarianTokens:
    vocabulary = read_numbered_vocabulary(folder / "vocab.json", "tiny")
    return MarianTokens(folder, key="tiny", vocabulary=vocabulary, target_token=target_token)


@pytest.fixture
def folder(tiny_marian: TinyMarian, tmp_path: Path) -> Path:
    """A copy that a test may harm."""
    return Path(shutil.copytree(tiny_marian.transformers("en-fi"), tmp_path / "model"))


def test_tokens_are_those_of_the_reference_tokenizer(tiny_marian: TinyMarian) -> None:
    from sentencepiece import SentencePieceProcessor
    from transformers import MarianTokenizer

    folder = tiny_marian.transformers("en-fi")
    target = SentencePieceProcessor(model_file=str(folder / "target.spm"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it recommends a library that it then does not use here
        reference = MarianTokenizer.from_pretrained(folder, local_files_only=True)
    numbers = read_numbered_vocabulary(folder / "vocab.json", "tiny")
    tokens = load(folder)

    for english, finnish, _ in (*PHRASES, ("xyz  Öljy 99 %", "", "")):
        encoded = tokens.encode(english)
        known = [numbers.get(token, numbers["<unk>"]) for token in encoded]
        assert known == reference(english).input_ids
        assert tokens.count(english) == len(encoded) - 1
        said = [*target.encode(finnish, out_type=str), "</s>", "<pad>"]
        assert tokens.decode(said) == finnish


def test_language_is_what_the_model_was_set_to_whatever_a_text_says(
    tiny_marian: TinyMarian,
) -> None:
    tokens = load(tiny_marian.transformers("en-group"), ">>fin<<")

    encoded = tokens.encode(">>swe<< Thank you.")

    assert encoded[0] == ">>fin<<"
    assert not any(map(is_language_token, encoded[1:]))


def test_piece_that_the_vocabulary_lacks_makes_its_letters_unknown(folder: Path) -> None:
    """Some models were saved with fewer tokens than their SentencePiece model has pieces."""
    path = folder / "vocab.json"
    numbers = json.loads(path.read_text())
    path.write_text(json.dumps({t: n for t, n in numbers.items() if "K" not in t and "k" not in t}))

    runs = load(folder).spelling.cut("Thank kk")

    assert [(run.text, run.spellable) for run in runs] == [("Thank ", True), ("kk", False)]


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("", "writes several languages.*>>fin<<, >>swe<<"),
        (">>est<<", "does not know.*>>est<<.*>>fin<<, >>swe<<"),
    ],
)
def test_target_token_must_be_one_that_the_model_knows(
    tiny_marian: TinyMarian, token: str, message: str
) -> None:
    with pytest.raises(ModelUnusable, match=message):
        load(tiny_marian.transformers("en-group"), token)


@pytest.mark.parametrize("name", ["source.spm", "target.spm"])
def test_missing_and_damaged_pieces_are_told(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"no pieces")
    with pytest.raises(ModelUnusable, match=rf"{name} is damaged.*tulkki models pull tiny"):
        load(folder)

    (folder / name).unlink()
    with pytest.raises(ModelNotFound, match=rf"{name} is missing.*tulkki models pull tiny"):
        load(folder)
