"""The reference engine: arithmetic, groups, and what cannot be loaded."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
import torch
from marian_fixture import EN_FI, EN_SV, GROUP_TOKENS, PAIRS_OF_PHRASES, TinyMarian
from safetensors.torch import load_file, save_file
from transformers import MarianConfig, MarianMTModel

from models.errors import (
    InferenceFailed,
    ModelNotFound,
    ModelUnusable,
    TooLittleMemory,
    UnsupportedComputeType,
    UnsupportedDevice,
)
from models.marian.token_search import SearchSettings
from models.marian.transformers_engine import TransformersMarianTranslator, TransformersModel

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute


@pytest.fixture
def folder(tiny_marian: TinyMarian, tmp_path: Path) -> Path:
    """A copy that a test may harm."""
    return Path(shutil.copytree(tiny_marian.transformers("en-fi"), tmp_path / "model"))


def load(folder: Path) -> TransformersMarianTranslator:
    return TransformersMarianTranslator({EN_FI: TransformersModel(key="tiny", folder=folder)})


@pytest.mark.parametrize("compute_type", ["float32", "bfloat16", "float16"])
@pytest.mark.parametrize("beam_size", [1, 3])
def test_model_says_every_phrase_that_it_knows(
    tiny_marian: TinyMarian, compute_type: str, beam_size: int
) -> None:
    model = TransformersModel(key="tiny", folder=tiny_marian.transformers("en-fi"))
    settings = SearchSettings(beam_size=beam_size, batch_tokens=64)
    with closing(
        TransformersMarianTranslator({EN_FI: model}, compute_type=compute_type, settings=settings)
    ) as translator:
        translated = translator.translate([source for source, _ in PAIRS_OF_PHRASES[EN_FI]], EN_FI)

    assert [one.text for one in translated] == [target for _, target in PAIRS_OF_PHRASES[EN_FI]]
    assert all(one.confidence == 1.0 for one in translated)


def test_group_model_writes_the_language_of_each_pair(tiny_marian: TinyMarian) -> None:
    folder = tiny_marian.transformers("en-group")
    models = {
        pair: TransformersModel(key="group", folder=folder, target_token=token)
        for pair, token in GROUP_TOKENS.items()
    }
    with closing(TransformersMarianTranslator(models)) as translator:
        for pair in (EN_FI, EN_SV):
            known = PAIRS_OF_PHRASES[pair]
            said = translator.translate([source for source, _ in known], pair)
            assert [one.text for one in said] == [target for _, target in known]


def test_model_with_a_vocabulary_for_each_side_says_what_it_knows(
    tiny_marian: TinyMarian, folder: Path
) -> None:
    """The same weights, saved with the target's tokens in another order."""
    numbers: dict[str, int] = json.loads((folder / "vocab.json").read_text())
    reversed_numbers = {token: len(numbers) - 1 - number for token, number in numbers.items()}
    (folder / "target_vocab.json").write_text(json.dumps(reversed_numbers))
    shared = MarianMTModel.from_pretrained(folder, local_files_only=True)
    config = MarianConfig.from_pretrained(folder)
    config.share_encoder_decoder_embeddings = config.tie_word_embeddings = False
    config.decoder_vocab_size = len(numbers)
    split = MarianMTModel(config)
    tensors = {name: tensor.clone() for name, tensor in shared.state_dict().items()}
    for name in ("model.decoder.embed_tokens.weight", "lm_head.weight"):
        tensors[name] = tensors["model.shared.weight"].flip(0)
    split.load_state_dict(tensors, strict=False)
    split.generation_config.decoder_start_token_id = reversed_numbers["<pad>"]
    split.save_pretrained(folder)

    with closing(load(folder)) as translator:
        translated = translator.translate([source for source, _ in PAIRS_OF_PHRASES[EN_FI]], EN_FI)

    assert [one.text for one in translated] == [target for _, target in PAIRS_OF_PHRASES[EN_FI]]


def test_nothing_is_translated_after_closing(folder: Path) -> None:
    translator = load(folder)

    translator.close()
    translator.close()

    with pytest.raises(InferenceFailed, match="closed"):
        translator.translate(["Thank you."], EN_FI)


def test_nothing_is_printed_while_a_model_is_loaded(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    load(folder).close()

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["config.json", "vocab.json", "source.spm", "target.spm"])
def test_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(ModelNotFound, match=rf"{name} is missing.*tulkki models pull tiny"):
        load(folder)


def test_missing_weights_are_told_and_no_hub_is_asked(folder: Path) -> None:
    (folder / "model.safetensors").unlink()

    with pytest.raises(ModelUnusable, match="tulkki models pull tiny"):
        load(folder)


@pytest.mark.parametrize("kept_bytes", [0, 5, 1000, 1_000_000])
def test_damaged_weights_are_told(folder: Path, kept_bytes: int) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:kept_bytes])

    with pytest.raises(ModelUnusable, match=r"cannot be loaded.*tulkki models pull tiny"):
        load(folder)


def test_model_is_refused_when_a_tensor_is_missing(folder: Path) -> None:
    """The library would fill it with random numbers and only mention it in a log."""
    weights = folder / "model.safetensors"
    tensors = load_file(weights)
    del tensors["model.encoder.layers.0.fc1.weight"]
    save_file(tensors, weights, metadata={"format": "pt"})

    with pytest.raises(ModelUnusable, match=r"encoder\.layers\.0\.fc1\.weight"):
        load(folder)


def test_model_of_another_architecture_is_refused(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "m2m_100"}))

    with pytest.raises(ModelUnusable, match="'m2m_100', not a MarianMT model"):
        load(folder)


def test_vocabulary_without_an_end_mark_is_refused(folder: Path) -> None:
    numbers = json.loads((folder / "vocab.json").read_text())
    del numbers["</s>"]
    (folder / "vocab.json").write_text(json.dumps(numbers))

    with pytest.raises(ModelUnusable, match="has no token </s>"):
        load(folder)


@pytest.mark.parametrize(
    "device",
    [
        "meta",
        "abacus",
        pytest.param(
            "cuda",
            marks=pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU"),
        ),
    ],
)
def test_device_that_is_not_here_is_refused(folder: Path, device: str) -> None:
    with pytest.raises(UnsupportedDevice, match=r"(set|Set) device to cpu"):
        TransformersMarianTranslator(
            {EN_FI: TransformersModel(key="tiny", folder=folder)}, device=device
        )


def test_compute_type_that_there_is_not_is_refused(folder: Path) -> None:
    with pytest.raises(UnsupportedComputeType, match="one of float32, float16, bfloat16"):
        TransformersMarianTranslator(
            {EN_FI: TransformersModel(key="tiny", folder=folder)}, compute_type="int8"
        )


def test_gpu_without_room_is_told_as_such(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")

    monkeypatch.setattr(torch.nn.Module, "to", full)
    with pytest.raises(TooLittleMemory, match=r"tiny was loaded.*translation_gpu_memory_mb"):
        load(folder)


def test_what_else_breaks_on_a_device_is_not_taken_for_little_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("CUDA error: unspecified launch failure")

    monkeypatch.setattr(torch.nn.Module, "to", broken)
    with pytest.raises(RuntimeError, match="unspecified launch failure"):
        load(folder)
