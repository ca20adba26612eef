"""Small files of a model: read, or refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.errors import ModelNotFound, ModelUnusable
from models.marian.model_files import (
    read_config,
    read_listed_vocabulary,
    read_numbered_vocabulary,
    require_files,
)


def test_file_that_is_missing_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    require_files(tmp_path, "tiny", "a")
    with pytest.raises(ModelNotFound, match=r"b is missing\. Run: tulkki models pull tiny"):
        require_files(tmp_path, "tiny", "a", "b")


def test_config_is_read_when_it_is_of_a_marian_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "marian", "d_model": 128}')

    assert read_config(tmp_path, "tiny")["d_model"] == 128


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"model_type": "t5"}', "kind 't5', not a MarianMT model.*Give tiny"),
        ("{}", "kind None, not a MarianMT"),
        ("[]", "is damaged: it is no object"),
        ("{", "is damaged.*Run: tulkki models pull tiny"),
    ],
)
def test_config_is_refused_when_it_is_another_models_or_damaged(
    tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "config.json").write_text(content)

    with pytest.raises(ModelUnusable, match=message):
        read_config(tmp_path, "tiny")


@pytest.mark.parametrize("content", ["{}", '{"a": "b"}', "[1]", "no json"])
def test_numbered_vocabulary_is_refused_when_it_has_no_numbers(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "vocab.json"
    path.write_text(content)

    with pytest.raises(ModelUnusable, match=r"vocab\.json"):
        read_numbered_vocabulary(path, "tiny")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("shared_vocabulary.json", '["</s>", "a"]'),
        ("source_vocabulary.json", '["</s>", "a"]'),
        ("source_vocabulary.txt", "</s>\na\n"),
    ],
)
def test_listed_vocabulary_is_read_from_whichever_file_the_converter_wrote(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "target_vocabulary.json").write_text(json.dumps(["b"]))

    assert read_listed_vocabulary(tmp_path, "tiny", "source") == ("</s>", "a")


def test_listed_vocabulary_is_refused_when_it_is_missing_or_no_list(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=r"no shared_vocabulary\.json"):
        read_listed_vocabulary(tmp_path, "tiny", "source")

    (tmp_path / "shared_vocabulary.json").write_text("{}")
    with pytest.raises(ModelUnusable, match="no list of tokens"):
        read_listed_vocabulary(tmp_path, "tiny", "source")
