"""``python -m benchmarks.gpu_report``: Whisper and Marian on a GPU, by size of batch, as JSON.

Windows are five seconds of read sentences. "encode" and "decode" are the model alone, with the
whole batch at once: the most that a GPU gives; "recognize" is what the service asks for, from
samples to words. "translate" needs a folder with a converted Marian model. See ``gpu.sh`` for a
host without a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.cli import telling_errors
from benchmarks.corpus import LIBRIVOX_DIR, joined, librivox_sentences
from benchmarks.environment import Environment, environment
from benchmarks.errors import BenchmarkError
from benchmarks.gpu_device import Gpu, gpus
from benchmarks.gpu_timing import (
    DecodeStep,
    EncodeStep,
    RecognizeStep,
    Step,
    Timing,
    TranslateStep,
    cut,
    timings,
)
from benchmarks.origin import now
from benchmarks.weights import load_whisper
from models.catalog import Catalog
from models.devices import CUDA, Placement
from models.errors import ModelError
from models.loading import load_recognizer
from models.types import Samples
from service.settings import Settings

BATCHES: Final = (1, 2, 4, 8, 16, 32, 64)
WINDOW_S: Final = 5.0
"""About what a person says in one go."""
DEFAULT_REPORT: Final = Path("artifacts/benchmarks/gpu.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class GpuReport:
    """What a GPU did."""

    at: datetime
    environment: Environment
    gpus: tuple[Gpu, ...]
    """Empty where the models ran on the processor, to try the report itself."""
    device: str
    speech_model: str
    compute_type: str
    window_s: float
    """Length of every window of speech."""
    translation_model: str | None
    """Name of its folder; the fixture of the tests says nothing of a real model's speed."""
    timings: tuple[Timing, ...]


_REPORT: Final[TypeAdapter[GpuReport]] = TypeAdapter(GpuReport)


def write_report(path: Path, report: GpuReport) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_REPORT.dump_json(report, indent=2) + b"\n")


def read_report(path: Path) -> GpuReport:
    return _REPORT.validate_json(path.read_bytes())


def table(report: GpuReport) -> Table:
    """Milliseconds a batch and items a second: a row for each size, two columns for each step."""
    steps = list(dict.fromkeys(timing.step for timing in report.timings))
    where = ", ".join(gpu.name for gpu in report.gpus) or report.device
    title = f"{report.speech_model} {report.compute_type} on {where}"
    shown = Table("batch", title=title, box=box.SIMPLE)
    for step in steps:
        shown.add_column(f"{step}, ms", justify="right")
        shown.add_column("per s", justify="right")
    for batch in dict.fromkeys(timing.batch for timing in report.timings):
        cells = [
            cell
            for timing in report.timings
            if timing.batch == batch
            for cell in (f"{1000 * timing.median_s:.1f}", f"{timing.items_per_s:.1f}")
        ]
        shown.add_row(str(batch), *cells)
    return shown


def speech_steps(
    key: str, windows: list[Samples], *, device: str, compute_type: str
) -> dict[str, Step]:
    """The steps of a speech model of the catalog.

    Raises:
        BenchmarkError: it cannot be loaded.
    """
    whisper = load_whisper(key, compute_type=compute_type, device=device)
    try:
        recognizer = load_recognizer(
            Catalog.load(Settings().data_dir),
            key,
            placement=Placement(device=device, compute_type=compute_type),
        )
    except ModelError as error:
        raise BenchmarkError(str(error)) from error
    return {
        "encode": EncodeStep(whisper, windows),
        "decode": DecodeStep(whisper, windows),
        "recognize": RecognizeStep(recognizer, windows),
    }


@telling_errors
def gpu_report(  # noqa: PLR0913, PLR0917 - the options of a command
    out: Annotated[Path, typer.Argument(help="Where the JSON goes.")] = DEFAULT_REPORT,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    device: Annotated[str, typer.Option(help="cuda, or cpu to try the report.")] = CUDA,
    compute_type: Annotated[str, typer.Option(help="In CTranslate2's words.")] = "float16",
    marian: Annotated[Path | None, typer.Option(help="Folder of a converted Marian.")] = None,
    speech: Annotated[Path, typer.Option(help="Folder of read sentences.")] = LIBRIVOX_DIR,
    most: Annotated[int, typer.Option(help="Largest batch.")] = BATCHES[-1],
    repetitions: Annotated[int, typer.Option(help="Of each figure.", min=1)] = 10,
) -> None:
    """Time every step with every size of batch; print a table and write the report."""
    sentences = librivox_sentences(speech)
    windows = cut(joined(sentences).samples(), window_s=WINDOW_S)
    found, where = gpus() if device == CUDA else (), environment()
    steps = speech_steps(model, windows, device=device, compute_type=compute_type)
    if marian is not None:
        steps["translate"] = TranslateStep(marian, [one.text for one in sentences], device=device)
    batches = [batch for batch in BATCHES if batch <= most]
    report = GpuReport(
        at=now(),
        environment=where,
        gpus=found,
        device=device,
        speech_model=model,
        compute_type=compute_type,
        window_s=WINDOW_S,
        translation_model=marian.name if marian else None,
        timings=tuple(
            timing
            for name, step in steps.items()
            for timing in timings(name, step, batches=batches, repetitions=repetitions)
        ),
    )
    write_report(out, report)
    Console().print(table(report))


if __name__ == "__main__":
    typer.run(gpu_report)
