"""``tulkki bench ablation FILE --words FILE``: what each technique of the captions is worth.

The first row is the service as it is; every other row changes one thing. A technique whose row is
no worse than the first does not belong in the code. Decodes take a fixed time, so all figures but
the processor time are the same at every run; what was decoded once is kept and not decoded again,
until the recognizer changes (``remembered``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.ablation_results import (
    ABLATION_LINES,
    DEFAULT_RESULTS,
    AblationResult,
    ablation_grid,
)
from benchmarks.cli import telling_errors, wide_console
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.origin import here
from benchmarks.policy_figures import SHIFTS_S, Figures, Spoken, figures
from benchmarks.recognizers import AlwaysVoice, Hearing
from benchmarks.remembered import DEFAULT_MEMORY, RememberingRecognizer, remembering
from benchmarks.variants import AS_IT_IS, VARIANTS, Variant
from models.catalog import Catalog
from models.interfaces import VoiceActivityDetector
from models.loading import VOICE_ACTIVITY_KEY, load_voice_activity_detector
from service.settings import Settings


def measured(
    variant: Variant,
    spoken: Spoken,
    recognizer: RememberingRecognizer,
    detector: VoiceActivityDetector,
    *,
    shifts_s: Sequence[float],
) -> Figures:
    """Replay the recording by one variant, whose hearing the recognizer has."""
    return figures(
        variant.config,
        spoken,
        recognizer,
        detector if variant.hears_voice else AlwaysVoice(),
        cpu_s=lambda: recognizer.cpu_s,
        shifts_s=shifts_s,
    )


def rows(
    names: Sequence[str],
    spoken: Spoken,
    hear: Callable[[Hearing], RememberingRecognizer],
    detector: VoiceActivityDetector,
    *,
    shifts_s: Sequence[float],
) -> Iterator[tuple[str, Figures]]:
    """One row after the other; a recognizer is loaded when another hearing begins."""
    loaded: dict[Hearing, RememberingRecognizer] = {}
    for name in names:
        hearing = VARIANTS[name].hearing
        if hearing not in loaded:
            loaded = {hearing: hear(hearing)}
        yield name, measured(VARIANTS[name], spoken, loaded[hearing], detector, shifts_s=shifts_s)


@telling_errors
def ablation(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    shifts: Annotated[
        int, typer.Option(min=1, max=len(SHIFTS_S), help="At how many shifts it is replayed.")
    ] = 2,
    only: Annotated[
        list[str] | None, typer.Option(help="Rows to print beside the first; all without.")
    ] = None,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    memory: Annotated[
        Path, typer.Option(help="Folder of decodings that are kept, for each recognizer its own.")
    ] = DEFAULT_MEMORY,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print lag, word errors, flicker and processor time without each technique."""
    if unknown := set(only or ()) - set(VARIANTS):
        raise BenchmarkError(
            f"no row {', '.join(sorted(unknown))}; there are {', '.join(VARIANTS)}"
        )
    spoken = Spoken.load(file, words)
    detector = load_voice_activity_detector(Catalog.load(Settings().data_dir), VOICE_ACTIVITY_KEY)
    origin, shifts_s = here(), SHIFTS_S[:shifts]
    found: list[AblationResult] = []
    for name, one in rows(
        [name for name in VARIANTS if not only or name in (AS_IT_IS, *only)],
        spoken,
        lambda hearing: remembering(model, hearing, memory=memory),
        detector,
        shifts_s=shifts_s,
    ):
        result = AblationResult(
            origin=origin,
            audio=file.name,
            audio_sha256=spoken.words.audio_sha256,
            model=model,
            shifts_s=shifts_s,
            variant=name,
            figures=one,
        )
        ABLATION_LINES.append(results, result)
        found.append(result)
    wide_console(190).print(printed(ablation_grid(found)))
