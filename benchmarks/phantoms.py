"""``python -m benchmarks.phantoms``: words where nobody speaks, and speech that must not be lost.

Ten minutes in which nobody speaks are replayed as a live conversation in every language; every word
that a reader would have seen, for however short a time, counts. The same sounds go past the voice
detector straight to the model, in pieces: what it makes up then, and what is left of it, shows what
the phrases and the rules of ``models/drafts.py`` are good for. Then prompts of telephone exchanges,
human voices at 8 kHz, are replayed: each must give words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console

from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.nothing_long import nothing_long
from benchmarks.simulation import Models, captions
from models.audio import read_audio
from models.catalog import Catalog
from models.encoder import chunks
from models.loading import VOICE_ACTIVITY_KEY, load_recognizer, load_voice_activity_detector
from models.types import SAMPLE_RATE, AudioWindow, Samples, Vocabulary
from models.whisper import DECODER_WINDOWS
from service.conversation.config import ConversationConfig
from service.settings import Settings

LANGUAGES: Final = ("fi", "sv", "en", "ru", "ar", "pt", "es", "et", "uk", "so")
PIECES_S: Final = (1.5, 4.0)
PROMPTS_DIR: Final = Path("/usr/share/asterisk/sounds")
PROMPTS: Final = {"es": "es_MX_f_Allison", "ru": "ru_RU_f_IvrvoiceRU"}
NOTHING_TOLD: Final[Mapping[str, Vocabulary]] = MappingProxyType({})
_LONGEST_PROMPT_S: Final = 60.0
_PAUSE_S: Final = 1.0
_NO_WORDS: Final = frozenset(
    {"beep", "beeperr", "ascending-2tone", "descending-2tone", "tt-monkeys"}
)
"""Prompts of tones and of monkeys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a model made of sounds without speech."""

    pieces: int
    written: Counter[str]
    """What is left after the rules, by text."""


def words_shown(audio: Samples, language: str, models: Models) -> int:
    """The most words that stood in each caption, of all captions together."""
    most: Counter[str] = Counter()
    for shown in captions(audio, language=language, models=models, config=ConversationConfig()):
        caption = shown.caption
        words = len(f"{caption.committed}{caption.tentative}".split())
        most[caption.caption] = max(most[caption.caption], words)
    return most.total()


def made_up(
    audio: Samples,
    language: str,
    models: Models,
    vocabulary: Mapping[str, Vocabulary] = NOTHING_TOLD,
) -> Made:
    """Let the model hear the audio piece by piece, as if a voice detector had opened every one."""
    pieces = [piece for length_s in PIECES_S for piece in _pieces(audio, length_s)]
    written: Counter[str] = Counter()
    for batch in chunks(pieces, DECODER_WINDOWS):
        windows = [
            AudioWindow(
                samples=piece,
                start_sample=0,
                languages=(language,),
                final=False,
                vocabulary=vocabulary,
            )
            for piece in batch
        ]
        written.update(one.text for one in models.recognizer.recognize(windows) if one.words)
    return Made(pieces=len(pieces), written=written)


def _pieces(audio: Samples, length_s: float) -> Iterator[Samples]:
    """One piece of this length in each twenty seconds."""
    for at_s in range(0, audio.size // SAMPLE_RATE, 20):
        yield audio[at_s * SAMPLE_RATE : round((at_s + length_s) * SAMPLE_RATE)]


def prompts(language: str, every: int) -> list[Samples]:
    """Spoken prompts of a telephone exchange, with a pause around each.

    Raises:
        BenchmarkError: the package is not installed.
    """
    folder = PROMPTS_DIR / PROMPTS[language]
    files = [file for file in sorted(folder.glob("*.wav")) if file.stem not in _NO_WORDS]
    if not files:
        package = f"asterisk-core-sounds-{language}-wav"
        raise BenchmarkError(f"{folder} is missing: apt-get install {package}")
    pause = np.zeros(round(_PAUSE_S * SAMPLE_RATE), np.float32)
    return [
        np.concatenate([pause, read_audio(file, max_duration_s=_LONGEST_PROMPT_S), pause])
        for file in files[::every]
    ]


@telling_errors
def phantoms(
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    language: Annotated[list[str] | None, typer.Option(help="Of these languages alone.")] = None,
    every: Annotated[int, typer.Option(help="Of the prompts, each so many-th.")] = 8,
) -> None:
    """Print words from nothing in each language, and how many prompts are heard."""
    catalog = Catalog.load(Settings().data_dir)
    models = Models(
        recognizer=load_recognizer(catalog, model),
        detector=load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY),
    )
    console = Console(highlight=False)
    audio = nothing_long().samples()
    for code in language or LANGUAGES:
        made = made_up(audio, code, models)
        often = ", ".join(f"{text!r} {count}" for text, count in made.written.most_common(3))
        console.print(
            f"{code}: {words_shown(audio, code, models)} words shown; past the voice detector "
            f"{made.written.total()} of {made.pieces} pieces written down {often}",
            markup=False,
        )
    for code in PROMPTS:
        heard = [words_shown(prompt, code, models) > 0 for prompt in prompts(code, every)]
        console.print(f"{code}: {sum(heard)} of {len(heard)} prompts give words")


if __name__ == "__main__":
    typer.run(phantoms)
