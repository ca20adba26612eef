"""``tulkki bench stages``: what each step of a decode costs, by the length of a window.

Processor time of one core, so that other work on the machine counts little. The windows are speech
of ``librivox``. The second table says what windows cost that are recognized in one call: the
service puts those of about one length together (``service.inference.batchers``). The third sets
the time of the large steps against what must be computed (``limits``), at the rate at which this
core multiplies large matrices.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import ctranslate2
import numpy as np
import typer
from faster_whisper import WhisperModel

from benchmarks.cli import telling_errors, wide_console
from benchmarks.corpus import joined, librivox_sentences
from benchmarks.grids import printed
from benchmarks.limits import decoder_gflop, dimensions, encoder_gflop
from benchmarks.origin import here
from benchmarks.stages_results import (
    DECODE,
    DEFAULT_RESULTS,
    ENCODE,
    LOG_MEL,
    STAGE_LINES,
    BatchTime,
    StagesResult,
    StageTime,
    stages_grids,
)
from benchmarks.weights import model_folder
from models.catalog import Catalog
from models.effort import FINAL_BEAM, FINAL_SILENCE_SAMPLES
from models.encoder import (
    ONE_BY_ONE,
    SILENCE_SAMPLES,
    WINDOW_SAMPLES,
    TailedEncoder,
    encoded_samples,
    storage,
)
from models.interfaces import Recognizer
from models.loading import load_recognizer
from models.types import SAMPLE_RATE, AudioWindow, Samples
from models.whisper_decoder import MEL_PER_POSITION
from models.word_times import POSITION_SAMPLES
from service.settings import Settings

LENGTHS_S: Final = (1.0, 2.0, 5.0, 10.0, 20.0)
BATCHES_S: Final = (
    (2.0, 3.0),
    (1.0, 8.0),
    (3.0, 3.0),
    (3.0,) * 4,
    (3.0,) * 8,
)
PLACES: Final = 5
"""Windows of each length, at different places of the recording."""
_SOT: Final = ["<|startoftranscript|>", "<|en|>", "<|transcribe|>"]
_MATRIX: Final = 1024
"""Rows and columns of the matrices that tell how quick a core is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a window, to be timed."""

    name: str
    work: Callable[[], object]
    gflop: float | None = None
    """What it must compute; None where nobody counts it."""


class Steps:
    """The steps of a decode by themselves, on one core."""

    def __init__(self, folder: Path, *, key: str) -> None:
        whisper = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
        self._model: ctranslate2.models.Whisper = whisper.model
        self._log_mel = whisper.feature_extractor
        self._tailed = TailedEncoder(whisper.model, whisper.feature_extractor, ONE_BY_ONE)
        self._codec = whisper.hf_tokenizer
        self._prompt = [self._codec.token_to_id(token) for token in _SOT]
        encoding = self._tailed([np.zeros(0, np.float32)], silence_samples=SILENCE_SAMPLES)
        self._dimensions = dimensions(
            key,
            width=encoding.shape[2],
            mels=self._model.n_mels,
            tokens=self._codec.get_vocab_size(),
        )

    def of(self, window: Samples) -> Iterator[Step]:
        """Each step of one window, to be timed."""
        for name, silence in (
            (ENCODE, SILENCE_SAMPLES),
            ("encode with 3 s of silence", FINAL_SILENCE_SAMPLES),
            ("encode padded to 30 s", WINDOW_SAMPLES),
        ):
            length = encoded_samples(window.size, silence=silence, step=POSITION_SAMPLES)
            audio = np.pad(window, (0, length - window.size))
            features = storage(self._log_mel(audio, 0)[np.newaxis])
            if silence == SILENCE_SAMPLES:
                yield Step(name=LOG_MEL, work=partial(self._log_mel, audio, 0))
            yield Step(
                name=name,
                work=partial(self._model.encode, features, to_cpu=True),
                gflop=encoder_gflop(length // POSITION_SAMPLES, self._dimensions),
            )
        encoding = storage(self._tailed([window], silence_samples=FINAL_SILENCE_SAMPLES))
        (decode,) = self._decode(encoding, beam=1)
        end = self._codec.token_to_id("<|endoftext|>")
        text = [token for token in decode.sequences_ids[0] if token < end]
        frames = max(window.size // POSITION_SAMPLES, 1) * MEL_PER_POSITION
        yield Step(name="choose a language", work=lambda: self._model.detect_language(encoding))
        yield Step(
            name=DECODE,
            work=lambda: self._decode(encoding, beam=1),
            gflop=decoder_gflop(len(self._prompt) + 1 + len(text), self._dimensions),
        )
        yield Step(
            name=f"decode, beam of {FINAL_BEAM}",
            work=lambda: self._decode(encoding, beam=FINAL_BEAM),
        )
        yield Step(
            name="word times",
            work=lambda: self._model.align(encoding, self._prompt, [text], [frames]),
        )

    def _decode(
        self, encoding: ctranslate2.StorageView, *, beam: int
    ) -> list[ctranslate2.models.WhisperGenerationResult]:
        prompt = [*self._prompt, self._codec.token_to_id("<|notimestamps|>")]
        found: list[ctranslate2.models.WhisperGenerationResult] = self._model.generate(
            encoding, [prompt], beam_size=beam
        )
        return found


def cpu_s(work: Callable[[], object]) -> float:
    """Processor time of this process for something that was done once before."""
    work()
    begun_s = time.process_time()
    work()
    return time.process_time() - begun_s


def windows(audio: Samples, length_s: float, count: int) -> list[Samples]:
    """So many windows of one length, spread evenly over the recording."""
    length = round(length_s * SAMPLE_RATE)
    places = np.linspace(0, audio.size - length, count).astype(int)
    return [np.ascontiguousarray(audio[at : at + length]) for at in places]


def peak_gflop_per_s() -> float:
    """What a core reaches with a large product of matrices in single precision."""
    left = np.ones((_MATRIX, _MATRIX), np.float32)
    took_s = statistics.median(cpu_s(lambda: left @ left) for _ in range(PLACES))
    return 2 * _MATRIX**3 / took_s / 1e9


def stage_times(steps: Steps, audio: Samples) -> Iterator[StageTime]:
    """Every step for every length."""
    for length_s in LENGTHS_S:
        times: dict[str, list[float]] = {}
        counted: dict[str, list[float]] = {}
        for window in windows(audio, length_s, PLACES):
            for step in steps.of(window):
                times.setdefault(step.name, []).append(cpu_s(step.work))
                if step.gflop is not None:
                    counted.setdefault(step.name, []).append(step.gflop)
        for name, found in times.items():
            yield StageTime(
                stage=name,
                window_s=length_s,
                cpu_s=statistics.median(found),
                gflop=statistics.median(counted[name]) if name in counted else None,
            )


def batch_time(recognizer: Recognizer, audio: Samples, lengths_s: Sequence[float]) -> BatchTime:
    """Windows in one call against one call each, over several places."""
    together: list[float] = []
    alone: list[list[float]] = []
    for place in range(PLACES):
        batch = [
            AudioWindow(
                samples=windows(audio, length_s, PLACES + number)[place],
                start_sample=0,
                languages=("en",),
                final=False,
            )
            for number, length_s in enumerate(lengths_s)
        ]
        together.append(cpu_s(partial(recognizer.recognize, batch)))
        alone.append([cpu_s(partial(recognizer.recognize, [one])) for one in batch])
    return BatchTime(
        windows_s=tuple(lengths_s),
        together_s=statistics.median(together),
        alone_s=tuple(statistics.median(times) for times in zip(*alone, strict=True)),
    )


@telling_errors
def stages(
    *,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print what each step of a decode costs, and what windows cost together."""
    audio = joined(librivox_sentences()).samples()
    recognizer = load_recognizer(Catalog.load(Settings().data_dir), model)
    result = StagesResult(
        origin=here(),
        model=model,
        peak_gflop_per_s=peak_gflop_per_s(),
        stages=tuple(stage_times(Steps(model_folder(model), key=model), audio)),
        batches=tuple(batch_time(recognizer, audio, lengths_s) for lengths_s in BATCHES_S),
    )
    STAGE_LINES.append(results, result)
    wide_console(120).print(printed(*stages_grids(result)))
