"""Translates with MarianMT models that were converted for CTranslate2, on the CPU or a GPU.

CTranslate2 computes outside of the interpreter's lock and batches by itself: any number of threads
may ask, and what they ask at the same time waits in its queue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import ctranslate2

from models.errors import (
    InferenceFailed,
    ModelUnusable,
    UnsupportedComputeType,
    UnsupportedDevice,
    pull_anew,
)
from models.interfaces import SentenceSplitter
from models.marian.marks import MarkedSearch
from models.marian.model_files import CONFIG, read_listed_vocabulary, require_files
from models.marian.search import SpelledSearch
from models.marian.text_translator import PairTranslators, TextTranslator, TranslatingModel
from models.marian.token_search import (
    GREEDY,
    Decoded,
    SearchSettings,
    TokenSearch,
    passage_limit,
)
from models.marian.tokenizer import END, MarianTokens
from models.memory import ran_out, says_out_of_memory
from models.sentences import SentencexSplitter
from models.types import LanguagePair, TranslatedText

_WEIGHTS: Final = "model.bin"
_ARCHITECTURE: Final = b"TransformerSpec\0"
"""How ``model.bin`` says that it holds an encoder and a decoder of text, after six bytes."""
_ARCHITECTURE_AT: Final = 6

_NO_LIMIT: Final = 0
"""For CTranslate2's ``max_input_length``, by which it would cut sources off without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CTranslate2Model:
    """One converted model on this machine."""

    key: str
    """Its key in the catalog."""
    folder: Path
    """Holds ``model.bin``, ``config.json``, the vocabulary, ``source.spm`` and ``target.spm``."""
    target_token: str = ""
    """What tells a model of several target languages which one to write, such as ``>>fin<<``."""
    confidence_exponent: float = 1.0
    """Brings its confidence near the share of what is right; see ``models.marian.scores``."""


class CTranslate2MarianTranslator:
    """A ``Translator`` over converted models. For any number of threads."""

    def __init__(
        self,
        models: Mapping[LanguagePair, CTranslate2Model],
        *,
        device: str = "cpu",
        device_indices: Sequence[int] = (0,),
        compute_type: str = "int8",
        threads: int = 1,
        settings: SearchSettings = GREEDY,
    ) -> None:
        """Load the models; one that serves several pairs is loaded once.

        Args:
            models: what translates each pair.
            device: ``cpu``, ``cuda`` or ``auto``.
            device_indices: numbers of the GPUs, each of which holds all models.
            compute_type: arithmetic, in CTranslate2's words: ``int8``, ``float16``, ``float32``.
            threads: processor threads that one batch is computed with.
            settings: how to search.

        Raises:
            ModelNotFound: a file of a model is missing.
            ModelUnusable: a model is damaged, or is no MarianMT model.
            TooLittleMemory: the models do not fit into the memory of the device.
            UnsupportedDevice: this machine has no such device.
            UnsupportedComputeType: the device does not compute this way.
        """
        self._engines: dict[Path, ctranslate2.Translator] = {}
        self._closed = False
        split_sentences = SentencexSplitter()
        translators: dict[LanguagePair, TextTranslator] = {}
        for pair, model in models.items():
            _check_files(model)
            tokens = _tokens(model)
            if model.folder not in self._engines:
                with _load_failures(model, device, compute_type):
                    self._engines[model.folder] = ctranslate2.Translator(
                        str(model.folder),
                        device=device,
                        device_index=list(device_indices),
                        compute_type=compute_type,
                        inter_threads=settings.workers,
                        intra_threads=threads,
                    )
            decoder = _CTranslate2Decoder(self._engines[model.folder], tokens, settings)
            translators[pair] = _translator(decoder, pair, model, split_sentences)
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
        self._check_open()
        return self._translators.translate(texts, pair, alternatives)

    def close(self) -> None:
        """Give the memory back when the batches that run are finished. Idempotent."""
        self._closed = True
        for engine in self._engines.values():
            engine.unload_model()

    def _check_open(self) -> None:
        if self._closed:
            raise InferenceFailed("the translator is closed")


class _CTranslate2Decoder:
    """The ``TokenDecoder`` of one model."""

    def __init__(
        self, engine: ctranslate2.Translator, tokens: MarianTokens, settings: SearchSettings
    ) -> None:
        self.tokens = tokens
        self.beam_size = settings.beam_size
        self._engine = engine
        self._batch_tokens = settings.batch_tokens

    def __call__(
        self, sources: Sequence[Sequence[str]], *, beam_size: int, hypotheses: int, longest: int
    ) -> list[list[Decoded]]:
        with _inference_failures():
            results = self._engine.translate_batch(
                [list(source) for source in sources],
                beam_size=beam_size,
                num_hypotheses=hypotheses,
                max_batch_size=self._batch_tokens,
                batch_type="tokens",
                max_input_length=_NO_LIMIT,
                max_decoding_length=longest,
                return_scores=True,
                return_end_token=True,
                disable_unk=True,
            )
        return [
            [
                _decoded(tokens, score)
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]


def _decoded(tokens: Sequence[str], score: float) -> Decoded:
    """A hypothesis; CTranslate2 divides the sum of log-probabilities by the number of tokens."""
    ended = tokens[-1:] == [END]
    return Decoded(
        tokens=tuple(tokens[:-1] if ended else tokens), log_probability=score, ended=ended
    )


def _translator(
    decoder: _CTranslate2Decoder,
    pair: LanguagePair,
    model: CTranslate2Model,
    split_sentences: SentenceSplitter,
) -> TextTranslator:
    tokens = decoder.tokens
    search = TokenSearch(decoder, tokens, beam_size=decoder.beam_size)
    return TextTranslator(
        MarkedSearch(SpelledSearch(search, tokens.spelling), pair=pair),
        model=TranslatingModel(
            key=model.key, pair=pair, confidence_exponent=model.confidence_exponent
        ),
        spelling=tokens.spelling,
        limit=passage_limit(tokens),
        split_sentences=split_sentences,
    )


def _tokens(model: CTranslate2Model) -> MarianTokens:
    return MarianTokens(
        model.folder,
        key=model.key,
        vocabulary=read_listed_vocabulary(model.folder, model.key, "source"),
        target_token=model.target_token,
    )


def _check_files(model: CTranslate2Model) -> None:
    """Raise for what CTranslate2 itself would report in riddles, or not at all."""
    weights = model.folder / _WEIGHTS
    if not weights.is_file() and (model.folder / CONFIG).is_file():
        raise ModelUnusable(
            f"{model.folder} is not converted for CTranslate2. "
            f"Run: tulkki models convert {model.key}"
        )
    require_files(model.folder, model.key, _WEIGHTS, CONFIG)
    with weights.open("rb") as file:
        head = file.read(_ARCHITECTURE_AT + len(_ARCHITECTURE))
    if len(head) < _ARCHITECTURE_AT + len(_ARCHITECTURE):
        raise ModelUnusable(f"{weights} is damaged: it ends too early. {pull_anew(model.key)}")
    if head[_ARCHITECTURE_AT:] != _ARCHITECTURE:
        raise ModelUnusable(
            f"{weights} is no translation model. "
            f"Give {model.key} the folder of a converted MarianMT model"
        )


@contextmanager
def _load_failures(model: CTranslate2Model, device: str, compute_type: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:  # an argument is not possible on this machine
        if "compute type" in str(error):
            types = ", ".join(sorted(ctranslate2.get_supported_compute_types(device)))
            raise UnsupportedComputeType(
                f"{device} here does not compute in {compute_type}. "
                f"Set compute_type to one of {types}"
            ) from error
        raise UnsupportedDevice(_device_remedy(device, error)) from error
    except RuntimeError as error:
        if says_out_of_memory(error):
            raise ran_out(model.key, device) from error
        if "CUDA" in str(error):
            raise UnsupportedDevice(_device_remedy(device, error)) from error
        raise ModelUnusable(
            f"{model.folder} cannot be loaded: {error}. {pull_anew(model.key)}"
        ) from error


def _device_remedy(device: str, error: Exception) -> str:
    return f"{device} cannot be used: {error}. Set device to auto or cpu"


@contextmanager
def _inference_failures() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise InferenceFailed(f"CTranslate2 broke: {error}") from error
