"""``tulkki bench hotwords``: what hotwords and a prompt do to words, and what they cost.

The conversation at the desk is replayed (``benchmarks.simulation``) once with nothing told, once
with words that it is about, once with a prompt. Then ten minutes in which nobody speaks go straight
to the model with each of them: a prompt must not be said back.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.cli import telling_errors, wide_console
from benchmarks.corpus import SETS_DIR
from benchmarks.desk import in_a_room, read_dialogue, say
from benchmarks.grids import printed
from benchmarks.hotwords_results import (
    DEFAULT_RESULTS,
    HOTWORD_LINES,
    HotwordsResult,
    hotwords_grid,
)
from benchmarks.nothing_long import nothing_long
from benchmarks.origin import here
from benchmarks.phantoms import made_up
from benchmarks.scoring import word_errors
from benchmarks.simulation import Models, captions
from benchmarks.text import normalizer_for
from benchmarks.words import load_words
from models.catalog import Catalog
from models.loading import VOICE_ACTIVITY_KEY, load_recognizer, load_voice_activity_detector
from models.types import Vocabulary
from service.conversation.config import ConversationConfig
from service.settings import Settings

TOLD: Final = {
    "nothing": None,
    "hotwords": Vocabulary(hotwords=("job seeker", "early education", "residence permit")),
    "prompt": Vocabulary(
        prompt="At the customer service desk. The job seeker asks about early education."
    ),
}


@telling_errors
def hotwords(
    *,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print word errors, decoding time and echoes with each."""
    catalog, origin = Catalog.load(Settings().data_dir), here()
    recording = in_a_room(say(read_dialogue()))
    spoken = load_words(SETS_DIR / "desk" / "words.json")
    quiet, found = nothing_long().samples(), list[HotwordsResult]()
    for name, told in TOLD.items():
        models = Models(
            recognizer=load_recognizer(catalog, model),
            detector=load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY),
        )
        vocabulary = {} if told is None else {spoken.language: told}
        begun_s = time.process_time()
        finals = [
            shown.caption.committed
            for shown in captions(
                recording.samples(),
                language=spoken.language,
                models=models,
                config=ConversationConfig.for_files(vocabulary),
            )
            if shown.caption.final
        ]
        cpu_s = time.process_time() - begun_s
        result = HotwordsResult(
            origin=origin,
            model=model,
            audio_sha256=recording.sha256,
            audio_s=recording.duration_s,
            told=name,
            errors=word_errors(spoken.text, " ".join(finals), normalizer_for(spoken.language)),
            cpu_s=cpu_s,
            echoes=made_up(quiet, spoken.language, models, vocabulary).written,
        )
        HOTWORD_LINES.append(results, result)
        found.append(result)
    wide_console(120).print(printed(hotwords_grid(found)))
