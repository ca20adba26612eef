"""``tulkki bench phantoms``: words where nobody speaks, and speech that must not be lost.

Ten minutes in which nobody speaks are replayed as a live conversation in every language; every word
that a reader would have seen, for however short a time, counts. The same sounds go past the voice
detector straight to the model, in pieces, with the rules of ``models/drafts.py`` and without them:
what it makes up then, and what is left of it, shows what they are good for. Prompts of telephone
exchanges, human voices at 8 kHz, are replayed, too: each must give words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import numpy as np
import typer

from benchmarks.cli import telling_errors, wide_console
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.nothing_long import nothing_long
from benchmarks.origin import here
from benchmarks.phantoms_results import (
    DEFAULT_RESULTS,
    PHANTOM_LINES,
    PhantomsResult,
    Prompts,
    Written,
    phantoms_grid,
)
from benchmarks.recognizers import Hearing, VariedRecognizer
from benchmarks.simulation import Models, captions
from benchmarks.weights import model_folder
from models.audio import read_audio
from models.catalog import Catalog
from models.encoder import chunks
from models.loading import VOICE_ACTIVITY_KEY, load_voice_activity_detector
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
_OFTEN: Final = 3
_NO_WORDS: Final = frozenset(
    {"beep", "beeperr", "ascending-2tone", "descending-2tone", "tt-monkeys"}
)
"""Prompts of tones and of monkeys."""


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
) -> Written:
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
    return Written(
        pieces=len(pieces), written=written.total(), often=tuple(written.most_common(_OFTEN))
    )


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
    *,
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    language: Annotated[list[str] | None, typer.Option(help="Of these languages alone.")] = None,
    every: Annotated[int, typer.Option(min=1, help="Of the prompts, each so many-th.")] = 8,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print words from nothing in each language, and how many prompts are heard."""
    said = {code: prompts(code, every) for code in PROMPTS}
    catalog, weights, origin = Catalog.load(Settings().data_dir), model_folder(model), here()
    detector = load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY)
    models, trusting = (
        Models(recognizer=VariedRecognizer(weights, key=model, hearing=hearing), detector=detector)
        for hearing in (Hearing(), Hearing(believes_everything=True))
    )
    audio, found = nothing_long().samples(), list[PhantomsResult]()
    for code in language or LANGUAGES:
        result = PhantomsResult(
            origin=origin,
            model=model,
            language=code,
            words_shown=words_shown(audio, code, models),
            guarded=made_up(audio, code, models),
            unguarded=made_up(audio, code, trusting),
            prompts=_heard(said[code], code, models) if code in said else None,
        )
        PHANTOM_LINES.append(results, result)
        found.append(result)
    wide_console(170).print(printed(phantoms_grid(found)))


def _heard(said: Sequence[Samples], language: str, models: Models) -> Prompts:
    heard = sum(words_shown(prompt, language, models) > 0 for prompt in said)
    return Prompts(played=len(said), heard=heard)
