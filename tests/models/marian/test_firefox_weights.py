"""The head of a file of weights tells how large its vocabularies are, or that it is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marian_binary import embeddings, written

from models.marian.firefox_weights import VocabularySizes, read_vocabulary_sizes

WHOLE = written(embeddings(Wemb=7))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights") / "model.bin"


def test_one_vocabulary_has_the_rows_of_the_shared_embeddings(file: Path) -> None:
    file.write_bytes(WHOLE)

    assert read_vocabulary_sizes(file) == VocabularySizes(source=7, target=7)


def test_two_vocabularies_have_the_rows_of_each_side(file: Path) -> None:
    file.write_bytes(written(embeddings(encoder_Wemb=7, decoder_Wemb=5)))

    assert read_vocabulary_sizes(file) == VocabularySizes(source=7, target=5)


@pytest.mark.parametrize("kept", range(len(WHOLE)))
def test_weights_are_refused_wherever_they_were_cut_off(file: Path, kept: int) -> None:
    file.write_bytes(WHOLE[:kept])

    with pytest.raises(ValueError, match="it ends"):
        read_vocabulary_sizes(file)


@pytest.mark.parametrize(
    "other",
    [
        bytes(1000),
        b"\x06\0\0\0\x10\0TransformerSpec\0" + bytes(1000),  # a model of CTranslate2
        written(embeddings(Wemb=7), version=2),
        written(embeddings(encoder_Wemb=7)),
        written(embeddings(decoder_W=7)),
    ],
)
def test_other_files_are_refused(file: Path, other: bytes) -> None:
    file.write_bytes(other)

    with pytest.raises(ValueError, match=r"it does not begin|it has no embeddings"):
        read_vocabulary_sizes(file)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(file: Path, data: bytes, begun: bool) -> None:
    file.write_bytes((WHOLE[:16] if begun else b"") + data)
    try:
        sizes = read_vocabulary_sizes(file)
    except ValueError:
        return
    assert sizes.source == sizes.target
