"""The decoder of a CTranslate2 Whisper model as a checkpoint that PyTorch programs load.

WhisperLiveKit's default policy decodes with PyTorch. It gets the numbers that the service decodes
with: the file holds them as float16, and nothing is rounded on the way.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from safetensors.numpy import save_file

from benchmarks.errors import BenchmarkError

Tensor = NDArray[np.generic]

BINARY_VERSION: Final = 6
_DTYPES: Final = tuple(map(np.dtype, ("float32", "int8", "int16", "int32", "float16")))
"""By the number that the file gives them."""
_NORMS: Final = {
    "self_attention/layer_norm": "self_attn_layer_norm",
    "attention/layer_norm": "encoder_attn_layer_norm",
    "ffn/layer_norm": "final_layer_norm",
}
_LINEARS: Final = {
    "self_attention/linear_0": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "self_attention/linear_1": ("self_attn.out_proj",),
    "attention/linear_0": ("encoder_attn.q_proj",),
    "attention/linear_1": ("encoder_attn.k_proj", "encoder_attn.v_proj"),
    "attention/linear_2": ("encoder_attn.out_proj",),
    "ffn/linear_0": ("fc1",),
    "ffn/linear_1": ("fc2",),
}
"""Projections that CTranslate2 keeps in one matrix, and their names in Hugging Face's files."""


def write_decoder(model: Path, folder: Path) -> None:
    """Write ``model.safetensors`` and ``config.json`` of the decoder, names as Hugging Face's.

    Args:
        model: Folder of the CTranslate2 model.
        folder: An empty folder for the checkpoint.

    Raises:
        BenchmarkError: the weights are not stored as floating point numbers.
    """
    with (model / "model.bin").open("rb") as file:
        variables = read_variables(file)
    heads = TypeAdapter(dict[str, object]).validate_json((model / "config.json").read_bytes())
    tensors = decoder_tensors(variables)
    tensors["alignment_heads"] = np.asarray(heads["alignment_heads"], dtype=np.int64)
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(_dimensions(variables)), encoding="utf-8")


def read_variables(file: BinaryIO) -> dict[str, Tensor]:
    """Read every variable of a ``model.bin``.

    Raises:
        BenchmarkError: another version of the format.
    """
    (version,) = _unpack(file, "<I")
    if version != BINARY_VERSION:
        raise BenchmarkError(f"model.bin has version {version}, not {BINARY_VERSION}")
    _name(file)
    _, count = _unpack(file, "<II")
    variables: dict[str, Tensor] = {}
    for _ in range(count):
        name = _name(file)
        (rank,) = _unpack(file, "<B")
        shape = _unpack(file, f"<{rank}I")
        dtype, size = _unpack(file, "<BI")
        variables[name] = np.frombuffer(file.read(size), dtype=_DTYPES[dtype]).reshape(shape)
    return variables


def decoder_tensors(variables: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The decoder's variables under Hugging Face's names, projections apart again."""
    tensors = {
        "model.decoder.embed_tokens.weight": variables["decoder/embeddings/weight"],
        "model.decoder.embed_positions.weight": variables["decoder/position_encodings/encodings"],
        **_norm(variables, "decoder/layer_norm", "model.decoder.layer_norm"),
    }
    for layer in range(_layers(variables, "decoder")):
        ours, theirs = f"decoder/layer_{layer}", f"model.decoder.layers.{layer}"
        for norm, name in _NORMS.items():
            tensors |= _norm(variables, f"{ours}/{norm}", f"{theirs}.{name}")
        for linear, names in _LINEARS.items():
            for kind in ("weight", "bias"):
                parts = np.split(variables[f"{ours}/{linear}/{kind}"], len(names))
                tensors |= {
                    f"{theirs}.{name}.{kind}": part
                    for name, part in zip(names, parts, strict=True)
                    if not (kind == "bias" and name.endswith("k_proj"))  # Whisper's keys have none
                }
    if any(not np.issubdtype(tensor.dtype, np.floating) for tensor in tensors.values()):
        raise BenchmarkError("these weights are quantized: they cannot be read as they were")
    return tensors


def _norm(variables: Mapping[str, Tensor], ours: str, theirs: str) -> dict[str, Tensor]:
    return {
        f"{theirs}.weight": variables[f"{ours}/gamma"],
        f"{theirs}.bias": variables[f"{ours}/beta"],
    }


def _dimensions(variables: Mapping[str, Tensor]) -> dict[str, int]:
    vocabulary, width = variables["decoder/embeddings/weight"].shape
    return {
        "num_mel_bins": variables["encoder/conv1/weight"].shape[1],
        "max_source_positions": variables["encoder/position_encodings/encodings"].shape[0],
        "max_target_positions": variables["decoder/position_encodings/encodings"].shape[0],
        "d_model": width,
        "vocab_size": vocabulary,
        "encoder_layers": _layers(variables, "encoder"),
        "decoder_layers": _layers(variables, "decoder"),
        "encoder_attention_heads": int(variables["encoder/num_heads"]),
        "decoder_attention_heads": int(variables["decoder/num_heads"]),
    }


def _layers(variables: Mapping[str, Tensor], side: str) -> int:
    layer = re.compile(rf"{side}/(layer_\d+)/")
    return len({found[1] for name in variables if (found := layer.match(name))})


def _name(file: BinaryIO) -> str:
    (length,) = _unpack(file, "<H")
    return file.read(length).rstrip(b"\0").decode()


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
