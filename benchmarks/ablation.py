"""``tulkki bench ablation FILE --words FILE``: what each technique of the captions is worth.

The first row is the service as it is; every other row changes one thing. A technique whose row is
no worse than the first does not belong in the code. Decodes take a fixed time, so all figures but
the processor time are the same at every run; what was decoded once is kept and not decoded again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from benchmarks.cli import telling_errors, wide_console
from benchmarks.figures import Spread
from benchmarks.policy_figures import NEVER, SHIFTS_S, Figures, Spoken, figures
from benchmarks.remembered import RememberingRecognizer
from models.catalog import Catalog
from models.interfaces import Recognizer, VoiceActivityDetector
from models.loading import VOICE_ACTIVITY_KEY, load_recognizer, load_voice_activity_detector
from models.types import AudioWindow, Hypothesis
from service.conversation.agreement import AgreementConfig
from service.conversation.config import ConversationConfig, RecognitionConfig
from service.conversation.pacing import PacingConfig
from service.conversation.seams import SeamConfig
from service.settings import Settings

DEFAULT_MEMORY: Final = Path("artifacts/benchmarks/hypotheses.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The service with one thing changed."""

    config: ConversationConfig
    quick_finals: bool = False
    """Finals are decoded like everything before them."""


def _agreeing(agreement: AgreementConfig) -> Variant:
    return Variant(config=ConversationConfig(recognition=RecognitionConfig(agreement=agreement)))


def _paced(pacing: PacingConfig) -> Variant:
    return Variant(config=ConversationConfig(pacing=pacing))


AS_IT_IS: Final = "as it is"
VARIANTS: Final = {
    AS_IT_IS: Variant(config=ConversationConfig()),
    "the last word shown at once": _agreeing(AgreementConfig(unshown_words=0)),
    "the last 2 words not shown": _agreeing(AgreementConfig(unshown_words=2)),
    "shown words replaced by one decoding": _agreeing(AgreementConfig(keeps_words=False)),
    "shown words spelled as decoded last": _agreeing(AgreementConfig(keeps_spelling=False)),
    "committed by 2 decodings, 1 word held": _agreeing(AgreementConfig(decodings=2, held_words=1)),
    "committed by 3 decodings": _agreeing(AgreementConfig(decodings=3)),
    "committed by 9 decodings": _agreeing(AgreementConfig(decodings=9)),
    "nothing committed before the final": _agreeing(AgreementConfig(held_words=NEVER)),
    "a decode every 0.2 s": _paced(PacingConfig(min_new_audio_s=0.2)),
    "a decode every 0.4 s": _paced(PacingConfig(min_new_audio_s=0.4)),
    "finals only": _paced(PacingConfig(tentative=False)),
    "finals decoded like the rest": Variant(config=ConversationConfig(), quick_finals=True),
    "long speech cut at 20 s": Variant(
        config=ConversationConfig(
            seams=SeamConfig(sentence_after_s=NEVER, clause_after_s=NEVER, word_after_s=NEVER)
        )
    ),
}


class QuickFinals:
    """Recognizer that decodes everything as if it were tentative: greedy, without times."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        self.model = recognizer.model
        self.languages = recognizer.languages
        self.translates_from = recognizer.translates_from

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        """Decode each window by itself."""
        return self._recognizer.recognize([replace(window, final=False) for window in windows])


def measured(
    variant: Variant,
    spoken: Spoken,
    recognizer: RememberingRecognizer,
    detector: VoiceActivityDetector,
    *,
    shifts_s: Sequence[float],
) -> Figures:
    """Replay the recording by one variant."""
    return figures(
        variant.config,
        spoken,
        QuickFinals(recognizer) if variant.quick_finals else recognizer,
        detector,
        cpu_s=lambda: recognizer.cpu_s,
        shifts_s=shifts_s,
    )


@telling_errors
def ablation(
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    shifts: Annotated[
        int, typer.Option(min=1, max=len(SHIFTS_S), help="At how many shifts it is replayed.")
    ] = 2,
    only: Annotated[
        list[str] | None, typer.Option(help="Rows to print beside the first; all without.")
    ] = None,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    memory: Annotated[
        Path, typer.Option(help="Decodings that are kept. Delete it when a recognizer changes.")
    ] = DEFAULT_MEMORY,
) -> None:
    """Print lag, word errors, flicker and processor time without each technique."""
    spoken = Spoken.load(file, words)
    catalog = Catalog.load(Settings().data_dir)
    recognizer = RememberingRecognizer(load_recognizer(catalog, model), file=memory, variant=model)
    detector = load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY)
    found = {
        name: measured(variant, spoken, recognizer, detector, shifts_s=SHIFTS_S[:shifts])
        for name, variant in VARIANTS.items()
        if not only or name in (AS_IT_IS, *only)
    }
    wide_console(170).print(_table(found))


def _table(found: Mapping[str, Figures]) -> Table:
    table = Table(
        "variant",
        "first seen p50 / p95",
        "for good p50 / p95",
        "word errors",
        "too early",
        "erasure as written / of words",
        "model CPU s per audio s",
    )
    for name, one in found.items():
        table.add_row(
            name,
            _times(one.first_seen),
            _times(one.for_good),
            f"{one.errors} of {one.words} ({100 * one.error_rate:.2f} %)",
            str(one.early),
            f"{one.erasure_as_written:.2f} / {one.erasure_of_words:.2f}",
            f"{one.cpu_per_audio_s:.2f}",
        )
    return table


def _times(times: Spread | None) -> str:
    return "-" if times is None else f"{times.p50_s:.2f} / {times.p95_s:.2f} s"
