"""``python -m benchmarks.quality.random_marian FOLDER``: a MarianMT for figures of speed alone.

No package carries an OPUS-MT model, and what the tests train is so small that the work around each
token counts most. This one has the shape of ``Helsinki-NLP/opus-mt-en-fi`` (six layers on each
side, 512 wide, 58,000 tokens, 74 million weights) and random weights: what it says is nonsense, as
long as a translation is on average. Most of the work is done once for each token that is said,
so all sentences are about as long and as long on every engine: the mark of the end follows one of
the slow waves by which Marian tells positions, in which nothing else speaks.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Protocol, cast

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.quality.phrases import load_phrases
from models.catalog_convert import convert_marian
from models.types import LanguagePair

if TYPE_CHECKING:
    import torch
    from transformers import BatchEncoding, MarianMTModel, MarianTokenizer

PAIR: Final = LanguagePair("en", "fi")
SAVED: Final = "transformers"
"""Where the model is, as transformers saves one."""
CONVERTED: Final = "ctranslate2-int8"
"""Where it is for CTranslate2."""
_PIECES: Final = 900
"""Of each side: 1.2 to an English word, 1.8 to a Finnish one. The other tokens are made up."""
_SEED: Final = 7
_END: Final = 0

_PULL: Final = 8.0
"""How strongly the mark of the end follows it; other tokens reach about 5."""
_LONGEST: Final = 40
_LISTENED_TO: Final = 24
"""Sentences by which the length is fitted."""

Floats = NDArray[np.float32]


class _Generating(Protocol):
    """The part of transformers' ``generate`` that is used here."""

    def generate(
        self,
        *,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        num_beams: int,
        do_sample: bool,
        max_new_tokens: int,
    ) -> torch.Tensor: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large a model is; by default as OPUS-MT's are."""

    tokens: int = 58_000
    width: int = 512
    layers: int = 6
    heads: int = 8
    inner: int = 2048

    @property
    def pad(self) -> int:
        """Number of the padding, the last one."""
        return self.tokens - 1

    @property
    def wave(self) -> int:
        """Of the parts of a position's vector, one that rises over the first 50 tokens."""
        return round(0.195 * self.width)


OPUS: Final = Shape()


def build(
    sources: Sequence[str], targets: Sequence[str], folder: Path, shape: Shape = OPUS
) -> float:
    """Write the model as transformers saves one.

    Args:
        sources: sentences, of whose pieces its vocabulary is made.
        targets: their translations, whose average length it speaks.
        folder: an empty folder.
        shape: its size.

    Returns:
        How many tokens it says for a sentence, on average.
    """
    import torch

    torch.manual_seed(_SEED)
    tokenizer = _tokenizer(sources, targets, folder, shape)
    wanted = np.mean([len(tokenizer(text_target=text)["input_ids"]) for text in targets])
    model = _model(shape)
    heard = tokenizer(list(sources)[:_LISTENED_TO], padding=True, return_tensors="pt")
    spoken = _fit_length(model, heard, float(wanted), shape.wave)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return spoken


def fitted_bias(wave: Floats, others: Floats, wanted: float) -> tuple[float, float]:
    """The bias of the mark of the end with which sentences have so many tokens, and how many.

    Args:
        wave: what the mark scores at each step of each sentence, without a bias.
        others: the best score of all other tokens there.
        wanted: tokens of a sentence, its end included, on average.
    """
    # A sentence ends at the first step at which the mark is ahead, with a bias as large as this:
    needed = np.minimum.accumulate(others - wave, axis=1)
    biases = np.unique(needed)
    lengths = [float(np.mean(1 + np.sum(needed > bias, axis=1))) for bias in biases]
    best = int(np.argmin(np.abs(np.subtract(lengths, wanted))))
    return float(biases[best]), lengths[best]


def _fit_length(model: MarianMTModel, heard: BatchEncoding, wanted: float, wave: int) -> float:
    import torch

    embeddings = model.get_parameter("model.shared.weight")
    with torch.inference_mode():
        said = cast("_Generating", model).generate(
            **heard, num_beams=1, do_sample=False, max_new_tokens=_LONGEST
        )
        states = model.model(**heard, decoder_input_ids=said).last_hidden_state
        others = (states @ embeddings.T).amax(dim=2)
    bias, spoken = fitted_bias((_PULL * states[:, :, wave]).numpy(), others.numpy(), wanted)
    with torch.no_grad():
        embeddings[_END, wave] = _PULL
    model.get_buffer("final_logits_bias")[0, _END] = bias
    return spoken


def _model(shape: Shape) -> MarianMTModel:
    import torch
    from transformers import MarianConfig, MarianMTModel

    model = MarianMTModel(
        MarianConfig(
            vocab_size=shape.tokens,
            d_model=shape.width,
            encoder_layers=shape.layers,
            decoder_layers=shape.layers,
            encoder_attention_heads=shape.heads,
            decoder_attention_heads=shape.heads,
            encoder_ffn_dim=shape.inner,
            decoder_ffn_dim=shape.inner,
            max_position_embeddings=512,
            activation_function="swish",
            scale_embedding=True,
            pad_token_id=shape.pad,
            eos_token_id=_END,
            bos_token_id=_END,
            forced_eos_token_id=_END,
            decoder_start_token_id=shape.pad,
        )
    )
    model.train(mode=False)
    embeddings = model.get_parameter("model.shared.weight")
    with torch.no_grad():
        embeddings[shape.pad] = 0  # as in every Marian model: decoding starts from nothing
        embeddings[_END] = 0
        # Nothing but the position speaks in the wave, so that sentences do not end by chance.
        embeddings[:, shape.wave] = 0
        for name, weights in model.named_parameters():
            layer = name.rpartition(".")[0]
            if ".decoder." in layer and layer.endswith(("out_proj", "fc2")):
                weights[shape.wave] = 0
    model.generation_config.bad_words_ids = [[shape.pad]]
    return model


def _tokenizer(
    sources: Sequence[str], targets: Sequence[str], folder: Path, shape: Shape
) -> MarianTokenizer:
    """Pieces of both texts, and as many made-up tokens as there are others in a vocabulary."""
    from transformers import MarianTokenizer

    pieces = dict.fromkeys(["</s>", "<unk>"])
    for texts, name in ((sources, "source.spm"), (targets, "target.spm")):
        pieces.update(dict.fromkeys(_pieces(texts, folder / name)))
    made_up = (f"\u2581made{number}up" for number in count())
    tokens = [*pieces, *islice(made_up, shape.tokens - 1 - len(pieces))]
    numbers = {token: number for number, token in enumerate([*tokens, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    with warnings.catch_warnings():
        # It asks for a library that cleans punctuation, of which there is nothing here to clean.
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        return MarianTokenizer(
            str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json")
        )


def _pieces(texts: Sequence[str], file: Path) -> list[str]:
    import sentencepiece

    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=iter(texts),
        model_writer=trained,
        vocab_size=_PIECES,
        model_type="bpe",
        hard_vocab_limit=False,
        character_coverage=1.0,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    file.write_bytes(trained.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(file))
    return [processor.IdToPiece(index) for index in range(2, processor.GetPieceSize())]


_OWN = """
Add to tulkki.toml; the models say nothing that means anything:

[models.random-transformers]
engine = "transformers-marian"
folder = "{folder}/{saved}"
pair = "{pair}"
parameters_m = 74

[models.random-int8]
engine = "ctranslate2-marian"
folder = "{folder}/{converted}"
pair = "{pair}"
parameters_m = 74
"""


def make(folder: Path) -> float:
    """Write the model and its conversion into ``SAVED`` and ``CONVERTED`` of a folder.

    Returns:
        How many tokens it says for a sentence, on average.

    Raises:
        BenchmarkError: the folder is not empty.
    """
    warnings.simplefilter("ignore")
    if folder.exists() and any(folder.iterdir()):
        raise BenchmarkError(f"{folder} is not empty")
    (folder / SAVED).mkdir(parents=True)
    (folder / CONVERTED).mkdir()
    texts = [phrase.texts for phrase in load_phrases("desk-phrases").phrases]
    spoken = build(
        [text[PAIR.source] for text in texts],
        [text[PAIR.target] for text in texts],
        folder / SAVED,
    )
    convert_marian(folder / SAVED, folder / CONVERTED, quantization="int8")
    return spoken


@telling_errors
def main(folder: Annotated[Path, typer.Argument(help="An empty or a new folder.")]) -> None:
    """Make a model of OPUS-MT's size with random weights, for figures of speed alone."""
    spoken = make(folder)
    typer.echo(f"{folder}: it says {spoken:.1f} tokens for a sentence")
    pair = f"{PAIR.source}-{PAIR.target}"
    typer.echo(_OWN.format(folder=folder.resolve(), saved=SAVED, converted=CONVERTED, pair=pair))


if __name__ == "__main__":
    typer.run(main)
