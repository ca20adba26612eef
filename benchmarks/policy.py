"""``python -m benchmarks.policy FILE --words FILE``: what a rule for committing words costs.

A live conversation is replayed in the time of its audio, with the real speech model and a fixed
latency, so every figure is the same at every run and no clock is involved. The recording is shifted
by fractions of a decode, since where a decode falls in a word decides much of what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.audio import read_wav
from benchmarks.cli import telling_errors
from benchmarks.erasure import as_written, erasure
from benchmarks.interpretation import source_updates
from benchmarks.scoring import word_errors
from benchmarks.screen import by_block
from benchmarks.simulation import Models, captions
from benchmarks.text import normalizer_for
from benchmarks.words import SpokenWords, load_words, require_same_audio
from models.catalog import Catalog
from models.loading import VOICE_ACTIVITY_KEY, load_recognizer, load_voice_activity_detector
from models.types import SAMPLE_RATE, Samples
from service.conversation.agreement import AgreementConfig
from service.conversation.config import ConversationConfig, RecognitionConfig
from service.settings import Settings

SHIFTS_S: Final = (0.0, 0.11, 0.19, 0.31, 0.39, 0.51, 0.62, 0.73)
"""Silence before the recording."""
NEVER: Final = 10_000
"""Held words of a rule that commits nothing before the final decode."""
RULES: Final = {
    "2 decodings, 1 word held": AgreementConfig(decodings=2, held_words=1),
    "2 decodings, 4 words held": AgreementConfig(decodings=2, held_words=4),
    "3 decodings, 1 word held": AgreementConfig(decodings=3, held_words=1),
    "3 decodings, 4 words held": AgreementConfig(decodings=3, held_words=4),
    "4 decodings, 4 words held": AgreementConfig(decodings=4, held_words=4),
    "nothing before the final": AgreementConfig(held_words=NEVER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one rule cost over all shifts."""

    errors: int
    words: int
    taken_back: int
    shown: int


def cost(rule: AgreementConfig, audio: Samples, spoken: SpokenWords, models: Models) -> Cost:
    """Replay the recording at every shift by one rule."""
    errors = words = taken_back = shown = 0
    config = ConversationConfig(recognition=RecognitionConfig(agreement=rule))
    for shift_s in SHIFTS_S:
        silence = np.zeros(round(shift_s * SAMPLE_RATE), np.float32)
        shifted = np.concatenate([silence, audio])
        shown_captions = captions(shifted, language=spoken.language, models=models, config=config)
        updates = source_updates(shown_captions)
        text = " ".join(block[-1].text for block in by_block(updates).values())
        found = word_errors(spoken.text, text, normalizer_for(spoken.language))
        flicker = erasure(updates, as_written)
        errors += found.edits.total
        words += found.reference_words
        taken_back += flicker.taken_back_words
        shown += flicker.last_screen_words
    return Cost(errors=errors, words=words, taken_back=taken_back, shown=shown)


@telling_errors
def policy(
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
) -> None:
    """Print word errors and flicker of several rules."""
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    catalog = Catalog.load(Settings().data_dir)
    models = Models(
        recognizer=load_recognizer(catalog, model),
        detector=load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY),
    )
    table = Table("a word is committed after", "word errors", "of words", "erasure as written")
    for name, rule in RULES.items():
        found = cost(rule, recording.samples(), spoken, models)
        rate = 100 * found.errors / found.words
        table.add_row(
            name, f"{found.errors} ({rate:.1f} %)", str(found.words),
            f"{found.taken_back / found.shown:.2f}",
        )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    typer.run(policy)
