"""How long one step of a model takes, by the number of windows or sentences given together."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel

from benchmarks.errors import BenchmarkError
from models.drafts import most_tokens
from models.encoder import EncoderBatching, Encoding, TailedEncoder, storage
from models.interfaces import Recognizer
from models.types import SAMPLE_RATE, AudioWindow, Samples

_PROMPT: Final = ["<|startoftranscript|>", "<|en|>", "<|transcribe|>", "<|notimestamps|>"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One step with one size of batch."""

    step: str
    batch: int
    times_s: tuple[float, ...]
    """Wall clock, one for each repetition; the first run, which warms up, is left out."""
    median_s: float
    items_per_s: float
    """Windows or sentences, at the median."""


class Step(Protocol):
    """Something to be timed."""

    def __call__(self, batch: int) -> Callable[[], object]:
        """Prepare ``batch`` items; what is returned works on them and blocks until it is done."""
        ...


def timings(
    step: str,
    prepare: Step,
    *,
    batches: Sequence[int],
    repetitions: int,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Timing]:
    """Time a step with each size of batch."""
    return [
        _timing(step, prepare(batch), batch=batch, repetitions=repetitions, clock=clock)
        for batch in batches
    ]


def _timing(
    step: str,
    work: Callable[[], object],
    *,
    batch: int,
    repetitions: int,
    clock: Callable[[], float],
) -> Timing:
    work()
    times_s: list[float] = []
    for _ in range(repetitions):
        begun_s = clock()
        work()
        times_s.append(clock() - begun_s)
    median_s = statistics.median(times_s)
    return Timing(
        step=step,
        batch=batch,
        times_s=tuple(times_s),
        median_s=median_s,
        items_per_s=batch / median_s,
    )


class EncodeStep:
    """Whisper's encoder, all windows at once; the result comes to the CPU, as in the service."""

    def __init__(self, whisper: WhisperModel, windows: Sequence[Samples]) -> None:
        self._whisper = whisper
        self._windows = windows

    def encoder(self, batch: int) -> TailedEncoder:
        batching = EncoderBatching(step_samples=SAMPLE_RATE, most_windows=batch)
        return TailedEncoder(self._whisper.model, self._whisper.feature_extractor, batching)

    def __call__(self, batch: int) -> Callable[[], Encoding]:
        encoder, windows = self.encoder(batch), repeated(self._windows, batch)
        return lambda: encoder(windows)


class DecodeStep:
    """Whisper's decoder on encodings that are there already: greedy, all windows at once."""

    def __init__(self, whisper: WhisperModel, windows: Sequence[Samples]) -> None:
        self._model: ctranslate2.models.Whisper = whisper.model
        self._encode = EncodeStep(whisper, windows)
        longest_s = max(window.size for window in windows) / SAMPLE_RATE
        # CTranslate2 decodes up to half of this, as Whisper keeps the other half for a prompt.
        self._max_length = 2 * most_tokens(longest_s)

    def __call__(self, batch: int) -> Callable[[], object]:
        encoding = self._encode(batch)()
        prompts = [_PROMPT] * batch
        return lambda: self._model.generate(
            storage(encoding), prompts, beam_size=1, max_length=self._max_length
        )


class RecognizeStep:
    """The service's recognizer from samples to words, with its own limits of batches."""

    def __init__(self, recognizer: Recognizer, windows: Sequence[Samples]) -> None:
        self._recognizer = recognizer
        self._windows = windows

    def __call__(self, batch: int) -> Callable[[], object]:
        windows = [
            AudioWindow(samples=samples, start_sample=0, languages=("en",), final=False)
            for samples in repeated(self._windows, batch)
        ]
        return lambda: self._recognizer.recognize(windows)


class TranslateStep:
    """A converted Marian model, greedy, all sentences at once, from text to tokens.

    Raises:
        BenchmarkError: the folder holds no such model.
    """

    def __init__(self, folder: Path, sentences: Sequence[str], *, device: str) -> None:
        import sentencepiece

        try:
            self._model = ctranslate2.Translator(str(folder), device=device)
            self._pieces = sentencepiece.SentencePieceProcessor(
                model_file=str(folder / "source.spm")
            )
        except (RuntimeError, OSError) as error:
            raise BenchmarkError(f"{folder} cannot be loaded: {error}") from error
        self._sentences = sentences

    def __call__(self, batch: int) -> Callable[[], object]:
        texts = list(repeated(self._sentences, batch))
        return lambda: self._model.translate_batch(
            [[*self._pieces.encode(text, out_type=str), "</s>"] for text in texts], beam_size=1
        )


def repeated(items: Sequence[T], count: int) -> list[T]:
    """So many of the items, from the first again after the last."""
    return [items[index % len(items)] for index in range(count)]


def cut(samples: Samples, *, window_s: float) -> list[Samples]:
    """Windows of one length, one after the other; what is left at the end is dropped.

    Raises:
        BenchmarkError: there is not even one.
    """
    length = round(window_s * SAMPLE_RATE)
    starts = range(0, samples.size - length + 1, length)
    if not starts:
        raise BenchmarkError(f"the recording is shorter than {window_s} s")
    return [np.ascontiguousarray(samples[start : start + length]) for start in starts]
