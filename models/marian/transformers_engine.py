"""Translates with any MarianMT model as Hugging Face transformers saves it, on PyTorch.

The reference for the other engines, and for models that nobody has converted. Everything is read
from the model's folder; no hub is ever asked.
"""

# mypy: disable-error-code=no-untyped-call
# (transformers says that it is typed, and leaves out most of its functions)

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from pickle import UnpicklingError
from typing import Final, Protocol, cast

import torch
from safetensors import SafetensorError
from transformers import GenerationConfig, MarianMTModel
from transformers.utils import logging as transformers_logging

from models.errors import (
    InferenceFailed,
    ModelUnusable,
    UnsupportedComputeType,
    UnsupportedDevice,
    pull_anew,
)
from models.marian.marks import MarkedSearch
from models.marian.model_files import (
    SOURCE_VOCABULARY,
    TARGET_VOCABULARY,
    read_config,
    read_numbered_vocabulary,
)
from models.marian.search import SpelledSearch
from models.marian.text_translator import PairTranslators, TextTranslator, TranslatingModel
from models.marian.token_search import (
    GREEDY,
    Decoded,
    SearchSettings,
    TokenSearch,
    passage_limit,
)
from models.marian.tokenizer import END, PADDING, UNKNOWN, MarianTokens
from models.memory import ran_out, says_out_of_memory
from models.sentences import SentencexSplitter
from models.types import LanguagePair, TranslatedText

_DTYPES: Final[Mapping[str, torch.dtype]] = {
    "float32": torch.float32,
    "float16": torch.float16,
    "bfloat16": torch.bfloat16,
}

_MOST_LOGITS: Final = 1 << 25
"""Scored at once: 128 MB in float32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransformersModel:
    """One model on this machine."""

    key: str
    """Its key in the catalog."""
    folder: Path
    """Holds ``config.json``, the weights, ``vocab.json``, ``source.spm`` and ``target.spm``."""
    target_token: str = ""
    """What tells a model of several target languages which one to write, such as ``>>fin<<``."""
    confidence_exponent: float = 1.0
    """Brings its confidence near the share of what is right; see ``models.marian.scores``."""


class TransformersMarianTranslator:
    """A ``Translator`` over PyTorch models. For any number of threads, one of which computes."""

    def __init__(
        self,
        models: Mapping[LanguagePair, TransformersModel],
        *,
        device: str = "cpu",
        compute_type: str = "float32",
        threads: int | None = None,
        settings: SearchSettings = GREEDY,
    ) -> None:
        """Load the models; one that serves several pairs is loaded once.

        Args:
            models: what translates each pair.
            device: ``cpu``, ``cuda``, or one GPU: ``cuda:1``.
            compute_type: ``float32``, ``float16`` or ``bfloat16``.
            threads: processor threads, of which PyTorch has one number for the whole process; None
                leaves it as it is.
            settings: how to search; ``workers`` has no meaning here.

        Raises:
            ModelNotFound: a file of a model is missing.
            ModelUnusable: a model is damaged, or is no MarianMT model.
            TooLittleMemory: the models do not fit into the memory of the device.
            UnsupportedDevice: this machine has no such device.
            UnsupportedComputeType: the device does not compute this way.
        """
        place = _device(device)
        dtype = _dtype(compute_type, place)
        if threads is not None:
            torch.set_num_threads(threads)
        split_sentences = SentencexSplitter()
        loaded: dict[Path, _TorchDecoder] = {}
        translators: dict[LanguagePair, TextTranslator] = {}
        for pair, model in models.items():
            if model.folder not in loaded:
                loaded[model.folder] = _load(model, place, dtype, settings.batch_tokens)
            decoder = loaded[model.folder]
            tokens = MarianTokens(
                model.folder,
                key=model.key,
                vocabulary=decoder.source_numbers,
                target_token=model.target_token,
            )
            search = TokenSearch(decoder, tokens, beam_size=settings.beam_size)
            translators[pair] = TextTranslator(
                MarkedSearch(SpelledSearch(search, tokens.spelling), pair=pair),
                model=TranslatingModel(
                    key=model.key, pair=pair, confidence_exponent=model.confidence_exponent
                ),
                spelling=tokens.spelling,
                limit=passage_limit(tokens),
                split_sentences=split_sentences,
            )
        self._decoders = tuple(loaded.values())
        self._translators = PairTranslators(translators)

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates."""
        return self._translators.pairs

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text, of any length, by itself; see ``Translator``.

        Raises:
            UnsupportedLanguagePair: the pair is not in ``pairs``.
            InferenceFailed: the model broke, or the translator is closed.
        """
        return self._translators.translate(texts, pair, alternatives)

    def close(self) -> None:
        """Give the memory back; a batch that is computed is finished first. Idempotent."""
        for decoder in self._decoders:
            decoder.close()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


class _Generating(Protocol):
    """The part of transformers' ``generate`` that is used here."""

    def generate(
        self, inputs: torch.Tensor, *, attention_mask: torch.Tensor, generation_config: object
    ) -> torch.Tensor:
        """For each hypothesis a row of tokens, after the token that decoding starts with."""
        ...


class _TorchDecoder:
    """The ``TokenDecoder`` of one model. Used by one thread at a time; others wait."""

    def __init__(
        self,
        model: MarianMTModel,
        *,
        source_numbers: Mapping[str, int],
        target_numbers: Mapping[str, int],
        batch_tokens: int,
    ) -> None:
        self.source_numbers = source_numbers
        self._target_tokens = {number: token for token, number in target_numbers.items()}
        self._suppressed = [target_numbers[PADDING], target_numbers[UNKNOWN]]
        self._end = target_numbers[END]
        self._padding = target_numbers[PADDING]
        self._source_padding = source_numbers[PADDING]
        self._start = model.generation_config.decoder_start_token_id
        # The model's own settings would mix into each search, its forced end mark above all: by
        # that a translation that was cut off looks like one that has ended.
        model.generation_config = GenerationConfig()
        self._batch_tokens = batch_tokens
        self._model: MarianMTModel | None = model
        self._lock = threading.Lock()

    def __call__(
        self, sources: Sequence[Sequence[str]], *, beam_size: int, hypotheses: int, longest: int
    ) -> list[list[Decoded]]:
        unknown = self.source_numbers[UNKNOWN]
        numbers = [[self.source_numbers.get(t, unknown) for t in source] for source in sources]
        config = GenerationConfig(
            max_new_tokens=longest + 1,  # and the end mark
            num_beams=beam_size,
            num_return_sequences=hypotheses,
            do_sample=False,
            suppress_tokens=self._suppressed,
            pad_token_id=self._padding,
            eos_token_id=self._end,
            decoder_start_token_id=self._padding if self._start is None else self._start,
        )
        decoded: dict[int, list[Decoded]] = {}
        with self._lock, torch.inference_mode():
            if self._model is None:
                raise InferenceFailed("the translator is closed")
            for batch in _batches([len(source) for source in numbers], self._batch_tokens):
                with _inference_failures():
                    found = self._decode(self._model, [numbers[i] for i in batch], config)
                by_source = iter(found)
                decoded |= {i: list(islice(by_source, hypotheses)) for i in batch}
        return [decoded[i] for i in range(len(sources))]

    def close(self) -> None:
        """Forget the model."""
        with self._lock:
            self._model = None

    def _decode(
        self, model: MarianMTModel, sources: list[list[int]], config: GenerationConfig
    ) -> Iterator[Decoded]:
        """Decode one batch; all hypotheses of the first source come first."""
        width = max(map(len, sources))
        padded = [source + [self._source_padding] * (width - len(source)) for source in sources]
        input_ids = torch.tensor(padded, device=model.device)
        mask = (input_ids != self._source_padding).long()
        said = cast("_Generating", model).generate(
            inputs=input_ids, attention_mask=mask, generation_config=config
        )
        copies = config.num_return_sequences or 1
        scores = self._scores(
            model, input_ids.repeat_interleave(copies, 0), mask.repeat_interleave(copies, 0), said
        )
        for row, score in zip(said[:, 1:].tolist(), scores, strict=True):
            ended = self._end in row
            length = row.index(self._end) if ended else len(row)
            yield Decoded(
                tokens=tuple(self._target_tokens[number] for number in row[:length]),
                log_probability=score,
                ended=ended,
            )

    def _scores(
        self, model: MarianMTModel, sources: torch.Tensor, mask: torch.Tensor, said: torch.Tensor
    ) -> list[float]:
        """Mean log-probability of what was said, end marks included.

        Asked of the model again, all tokens at once: to keep what a search computes on its way
        would take a vocabulary of numbers for every token and hypothesis.
        """
        given, wanted = said[:, :-1], said[:, 1:]
        rows = max(1, _MOST_LOGITS // (model.config.vocab_size * wanted.shape[1]))
        scores: list[float] = []
        for start in range(0, len(said), rows):
            part = slice(start, start + rows)
            logits = model(
                input_ids=sources[part], attention_mask=mask[part], decoder_input_ids=given[part]
            ).logits.float()
            logits[:, :, self._suppressed] = -torch.inf
            every = logits.log_softmax(-1).gather(2, wanted[part].unsqueeze(2)).squeeze(2)
            spoken = wanted[part] != self._padding
            means = every.masked_fill(~spoken, 0).sum(1) / spoken.sum(1)
            scores += means.tolist()
        return scores


def _batches(lengths: Sequence[int], most_tokens: int) -> Iterator[list[int]]:
    """Indices of sources that are decoded together: neighbours in length, so that little is padded.

    A source that is longer than a batch is one by itself.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[index] > most_tokens:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _load(
    model: TransformersModel, device: torch.device, dtype: torch.dtype, batch_tokens: int
) -> _TorchDecoder:
    folder, key = model.folder, model.key
    read_config(folder, key)
    source_numbers = read_numbered_vocabulary(folder / SOURCE_VOCABULARY, key)
    separate = folder / TARGET_VOCABULARY
    target_numbers = (
        read_numbered_vocabulary(separate, key) if separate.is_file() else source_numbers
    )
    for numbers in (source_numbers, target_numbers):
        missing = [token for token in (END, UNKNOWN, PADDING) if token not in numbers]
        if missing:
            raise ModelUnusable(f"{folder} has no token {missing[0]}. {pull_anew(key)}")
    loaded = _read_weights(model, dtype)
    with _running_out_of_memory(key, device):
        torch.nn.Module.to(loaded, device)
    return _TorchDecoder(
        loaded.eval(),
        source_numbers=source_numbers,
        target_numbers=target_numbers,
        batch_tokens=batch_tokens,
    )


def _read_weights(model: TransformersModel, dtype: torch.dtype) -> MarianMTModel:
    try:
        with _no_progress_bar():
            found: object = MarianMTModel.from_pretrained(
                model.folder, dtype=dtype, local_files_only=True, output_loading_info=True
            )
    except (OSError, ValueError, RuntimeError, SafetensorError, UnpicklingError) as error:
        raise ModelUnusable(
            f"{model.folder} cannot be loaded: {error}. {pull_anew(model.key)}"
        ) from error
    loaded, report = cast("tuple[MarianMTModel, Mapping[str, set[str]]]", found)
    strange = sorted(map(str, [*report["missing_keys"], *report["mismatched_keys"]]))
    if strange:
        raise ModelUnusable(
            f"the weights in {model.folder} are not those of its config.json: {strange[0]} and "
            f"{len(strange) - 1} others are missing or of another size. {pull_anew(model.key)}"
        )
    return loaded


@contextmanager
def _running_out_of_memory(key: str, device: torch.device) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        if says_out_of_memory(error):
            raise ran_out(key, str(device)) from error
        raise


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    """The library draws one on standard error for every model."""
    shown = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            transformers_logging.enable_progress_bar()


def _device(name: str) -> torch.device:
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise UnsupportedDevice(
            f"there is no device {name!r}. Set device to cpu or cuda"
        ) from error
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        raise UnsupportedDevice(
            f"device is {name}, but this PyTorch sees {torch.cuda.device_count()} GPUs. "
            "Install a CUDA build of PyTorch, or set device to cpu"
        )
    if device.type not in {"cpu", "cuda"}:
        raise UnsupportedDevice(f"device is {name}. Set device to cpu or cuda")
    return device


def _dtype(compute_type: str, device: torch.device) -> torch.dtype:
    if compute_type not in _DTYPES:
        raise UnsupportedComputeType(
            f"PyTorch does not run MarianMT in {compute_type}. "
            f"Set compute_type to one of {', '.join(_DTYPES)}"
        )
    if compute_type == "bfloat16" and device.type == "cuda" and not torch.cuda.is_bf16_supported():
        raise UnsupportedComputeType("this GPU has no bfloat16. Set compute_type to float16")
    return _DTYPES[compute_type]


@contextmanager
def _inference_failures() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, IndexError) as error:
        raise InferenceFailed(f"PyTorch broke: {error}") from error
