"""``tulkki transcribe``: a recording, written down and translated by what serves a live desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from models.audio import AudioFile, open_audio
from models.errors import UnsupportedLanguage, UnsupportedLanguagePair
from models.loading import load_sentence_splitter
from models.types import LanguagePair
from service.cli.loading import load_models
from service.cli.model_console import DataDir, errors_told, fail, progress_shown
from service.cli.offline import OfflineConversation
from service.export.formats import Format, write
from service.export.transcript import Transcript
from service.inference.model_set import ModelSet
from service.settings import Settings, read_settings

_LONGEST_S: Final = 12 * 3600.0
"""A working day and more; the recording is read piece by piece, whatever its length."""


def transcribe(
    file: Annotated[Path, typer.Argument(help="Any audio or video file with sound.")],
    source: Annotated[str, typer.Option("--from", help="The language spoken, for example en.")],
    target: Annotated[
        str | None, typer.Option("--to", help="Translate into this language as well.")
    ] = None,
    written: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TXT,
    data_dir: DataDir = None,
) -> None:
    """Write down a recording, and translate it."""
    pair = LanguagePair(source, target or source)
    with errors_told():
        settings = read_settings({"data_dir": data_dir})
        try:
            with open_audio(file, max_duration_s=_LONGEST_S) as audio:
                transcript = _transcribed(audio, pair, settings)
        except OSError as error:
            raise fail("file_unreadable", f"{file}: {error.strerror}") from error
    typer.echo(write(transcript, written).content, nl=False)


def _transcribed(audio: AudioFile, pair: LanguagePair, settings: Settings) -> Transcript:
    with progress_shown() as show:
        models = load_models(settings, show, pair=pair)
    try:
        _check(pair, models)
        conversation = OfflineConversation(
            models, pair, load_sentence_splitter(), settings.vocabularies()
        )
        _show_progress(conversation, audio)
    finally:
        models.close()
    if conversation.failures:
        codes = ", ".join(sorted({failure.code for failure in conversation.failures}))
        raise fail(codes, f"{len(conversation.failures)} parts of the recording were lost")
    if audio.damaged_packets:
        typer.echo(f"{audio.damaged_packets} damaged pieces of the file were left out", err=True)
    return conversation.transcript()


def _check(pair: LanguagePair, models: ModelSet) -> None:
    if pair.source not in models.recognizer.languages:
        raise UnsupportedLanguage(pair.source)
    reached = models.translator.pairs | models.speech_routes.keys()
    if pair.source != pair.target and pair not in reached:
        raise UnsupportedLanguagePair(pair)


def _show_progress(conversation: OfflineConversation, audio: AudioFile) -> None:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.completed:.0f} s"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        task = bars.add_task("", total=audio.duration_s)
        for done_s in conversation.feed(audio):
            bars.update(task, completed=done_s)
