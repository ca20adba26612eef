from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from benchmarks.errors import BenchmarkError
from benchmarks.peers.checkpoint import BINARY_VERSION, Tensor, read_variables, write_decoder
from benchmarks.weights import model_folder

KINDS = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}
WIDTH = 4
BASE_DECODER_PARAMETERS = 52_003_328
"""Of whisper-base, as its model card's architecture has it."""


def model_bin(variables: dict[str, Tensor], *, version: int = BINARY_VERSION) -> bytes:
    """As CTranslate2 writes it."""
    out = struct.pack("<I", version) + name("WhisperSpec") + struct.pack("<II", 3, len(variables))
    for key, value in variables.items():
        out += name(key) + struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        out += struct.pack("<BI", KINDS[value.dtype.name], value.nbytes) + value.tobytes()
    return out


def name(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"


def tiny(dtype: str = "float16") -> dict[str, Tensor]:
    """One layer, four numbers wide; every number differs."""
    shapes = {
        "decoder/embeddings/weight": (6, WIDTH),
        "decoder/position_encodings/encodings": (3, WIDTH),
        "encoder/position_encodings/encodings": (5, WIDTH),
        "encoder/conv1/weight": (WIDTH, 80, 3),
        "encoder/layer_0/ffn/linear_0/bias": (WIDTH,),
        "decoder/layer_norm/gamma": (WIDTH,),
        "decoder/layer_norm/beta": (WIDTH,),
    }
    for norm in ("self_attention", "attention", "ffn"):
        for kind in ("gamma", "beta"):
            shapes[f"decoder/layer_0/{norm}/layer_norm/{kind}"] = (WIDTH,)
    rows = {
        "self_attention/linear_0": 3, "self_attention/linear_1": 1, "attention/linear_0": 1,
        "attention/linear_1": 2, "attention/linear_2": 1, "ffn/linear_0": 1, "ffn/linear_1": 1,
    }  # fmt: skip
    for linear, parts in rows.items():
        shapes[f"decoder/layer_0/{linear}/weight"] = (parts * WIDTH, WIDTH)
        shapes[f"decoder/layer_0/{linear}/bias"] = (parts * WIDTH,)
    tensors: dict[str, Tensor] = {
        key: np.arange(np.prod(shape)).reshape(shape).astype(dtype) for key, shape in shapes.items()
    }
    heads = np.array(2, dtype=np.int16)
    return tensors | {"encoder/num_heads": heads, "decoder/num_heads": heads}


def write_model(folder: Path, variables: dict[str, Tensor]) -> Path:
    folder.mkdir()
    (folder / "model.bin").write_bytes(model_bin(variables))
    (folder / "config.json").write_text('{"alignment_heads": [[0, 1]]}', encoding="utf-8")
    return folder


def test_variables_come_back_as_they_were_written() -> None:
    variables = tiny()
    read = read_variables(io.BytesIO(model_bin(variables)))
    assert list(read) == list(variables)
    assert all(np.array_equal(read[key], variables[key]) for key in read)


def test_another_version_of_the_format_is_refused() -> None:
    with pytest.raises(BenchmarkError, match="version 7"):
        read_variables(io.BytesIO(model_bin({}, version=7)))


def test_projections_are_apart_and_no_number_is_changed(tmp_path: Path) -> None:
    variables = tiny()
    write_decoder(write_model(tmp_path / "model", variables), tmp_path)
    tensors = load_file(tmp_path / "model.safetensors")
    layer = "model.decoder.layers.0"
    joined = np.concatenate([tensors[f"{layer}.self_attn.{x}_proj.weight"] for x in "qkv"])
    assert np.array_equal(joined, variables["decoder/layer_0/self_attention/linear_0/weight"])
    assert joined.dtype == np.float16
    assert f"{layer}.encoder_attn.k_proj.bias" not in tensors
    assert tensors["alignment_heads"].tolist() == [[0, 1]]
    assert not any("model.encoder" in key for key in tensors)
    assert '"decoder_layers": 1' in (tmp_path / "config.json").read_text(encoding="utf-8")


def test_quantized_weights_are_refused(tmp_path: Path) -> None:
    model = write_model(tmp_path / "model", tiny("int8"))
    with pytest.raises(BenchmarkError, match="quantized"):
        write_decoder(model, tmp_path)


@pytest.mark.weights
def test_a_checkpoint_of_the_real_model_has_all_of_its_decoder(tmp_path: Path) -> None:
    write_decoder(model_folder("whisper-base"), tmp_path)
    tensors = load_file(tmp_path / "model.safetensors")
    parameters = sum(value.size for key, value in tensors.items() if key != "alignment_heads")
    assert parameters == BASE_DECODER_PARAMETERS
