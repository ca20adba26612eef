"""``tulkki bench hotwords``: what hotwords and a prompt do to words, and what they cost.

Two conversations at a desk are replayed (``benchmarks.simulation``) with nothing told, with
hotwords, and with a prompt: one of everyday words, and one full of names, which is also told names
that nobody says. Then ten minutes in which nobody speaks go straight to the model with each of
them: a vocabulary must not be said back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.audio import Recording
from benchmarks.cli import telling_errors, wide_console
from benchmarks.corpus import SETS_DIR
from benchmarks.desk import in_a_room, read_dialogue, say
from benchmarks.grids import printed
from benchmarks.hotwords_results import (
    DEFAULT_RESULTS,
    HOTWORD_LINES,
    HotwordsResult,
    hotwords_grids,
)
from benchmarks.name_errors import Name, name_errors
from benchmarks.names import read_names, read_others
from benchmarks.nothing_long import nothing_long
from benchmarks.origin import here
from benchmarks.phantoms import made_up
from benchmarks.scoring import word_errors
from benchmarks.simulation import Models, captions
from benchmarks.text import normalizer_for
from benchmarks.words import SpokenWords, load_words, require_same_audio
from models.catalog import Catalog
from models.loading import VOICE_ACTIVITY_KEY, load_recognizer, load_voice_activity_detector
from models.types import Samples, Vocabulary
from service.conversation.config import ConversationConfig
from service.settings import Settings

OF_THE_DESK: Final = {
    "nothing": None,
    "hotwords": Vocabulary(hotwords=("job seeker", "early education", "residence permit")),
    "prompt": Vocabulary(
        prompt="At the customer service desk. The job seeker asks about early education."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A recording, and what is told of it beforehand."""

    audio: str
    recording: Recording
    spoken: SpokenWords
    told: Mapping[str, Vocabulary | None]
    names: tuple[Name, ...] = ()
    others: tuple[str, ...] = ()
    """Names that nobody says."""


def of_names(said: tuple[str, ...], others: tuple[str, ...]) -> Mapping[str, Vocabulary | None]:
    """What a desk may tell of names: those that come, among others, and others alone."""
    both = tuple(name for pair in zip(said, others, strict=True) for name in pair)
    return {
        "nothing": None,
        "hotwords": Vocabulary(hotwords=said),
        "hotwords among as many others": Vocabulary(hotwords=both),
        "hotwords that nobody says": Vocabulary(hotwords=others),
        "prompt": Vocabulary(prompt=f"At the desk we talk about {', '.join(said)}."),
    }


def talks() -> tuple[Talk, ...]:
    """Both conversations.

    Raises:
        BenchmarkError: they cannot be said as they were when their words were frozen.
    """
    named = read_names()
    said, others = tuple(name.text for name in named.names), read_others()
    return (
        _talk("desk", in_a_room(say(read_dialogue())), OF_THE_DESK),
        replace(
            _talk("names", in_a_room(say(named.turns)), of_names(said, others)),
            names=named.names,
            others=others,
        ),
    )


def _talk(audio: str, recording: Recording, told: Mapping[str, Vocabulary | None]) -> Talk:
    spoken = load_words(SETS_DIR / audio / "words.json")
    require_same_audio(spoken, recording)
    return Talk(audio=audio, recording=recording, spoken=spoken, told=told)


def measured(talk: Talk, told: str, model: str, quiet: Samples) -> HotwordsResult:
    """Hear one conversation with one vocabulary, then where nobody speaks."""
    catalog, origin = Catalog.load(Settings().data_dir), here()
    models = Models(
        recognizer=load_recognizer(catalog, model),
        detector=load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY),
    )
    spoken, vocabulary = talk.spoken, talk.told[told]
    vocabularies = {} if vocabulary is None else {spoken.language: vocabulary}
    normalize = normalizer_for(spoken.language)
    begun_s = time.process_time()
    text = " ".join(
        shown.caption.committed
        for shown in captions(
            talk.recording.samples(),
            language=spoken.language,
            models=models,
            config=ConversationConfig.for_files(vocabularies),
        )
        if shown.caption.final
    )
    cpu_s = time.process_time() - begun_s
    return HotwordsResult(
        origin=origin,
        model=model,
        audio=talk.audio,
        audio_sha256=talk.recording.sha256,
        audio_s=talk.recording.duration_s,
        told=told,
        errors=word_errors(spoken.text, text, normalize),
        names=name_errors(spoken.words, talk.names, text, normalize, others=talk.others)
        if talk.names
        else None,
        cpu_s=cpu_s,
        echoes=made_up(quiet, spoken.language, models, vocabularies).written,
    )


@telling_errors
def hotwords(
    *,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print errors of words and names, decoding time and echoes with each vocabulary."""
    quiet, found = nothing_long().samples(), list[HotwordsResult]()
    for talk in talks():
        for told in talk.told:
            found.append(measured(talk, told, model, quiet))
            HOTWORD_LINES.append(results, found[-1])
    wide_console(150).print(printed(*hotwords_grids(found)))
