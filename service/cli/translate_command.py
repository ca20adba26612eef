"""``tulkki translate``: a text from one language into another."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from models.errors import UnsupportedLanguagePair
from models.types import LanguagePair
from service.cli.loading import load_translator_for, open_catalog
from service.cli.model_console import DataDir, errors_told, fail, progress_shown
from service.cli.translators import translators_of_pairs
from service.settings import Settings, read_settings

_STANDARD_INPUT: Final = "-"


def translate(
    text: Annotated[str, typer.Argument(help="What to translate; - reads standard input.")],
    source: Annotated[str, typer.Option("--from", help="Its language, for example en.")],
    target: Annotated[str, typer.Option("--to", help="The language wanted, for example pt.")],
    data_dir: DataDir = None,
) -> None:
    """Translate a text; white space and line breaks stay as they are."""
    from_input = text == _STANDARD_INPUT
    readable = _standard_input() if from_input else _argument(text)
    with errors_told():
        settings = read_settings({"data_dir": data_dir})
        translation = _translated(readable, LanguagePair(source, target), settings)
    typer.echo(translation, nl=not from_input)


def _translated(text: str, pair: LanguagePair, settings: Settings) -> str:
    catalog = open_catalog(settings)
    try:
        with progress_shown() as show:
            translator = load_translator_for(pair, settings, catalog, show)
    except UnsupportedLanguagePair as error:
        known = translators_of_pairs(settings, catalog)
        pairs = ", ".join(f"{pair.source} → {pair.target}" for pair in known)
        raise fail(error.code, f"{error}. There are models for {pairs}") from error
    try:
        return translator.translate([text], pair)[0].text
    finally:
        translator.close()


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise fail("text_unreadable", f"standard input is not UTF-8 ({error.reason})") from error


def _argument(text: str) -> str:
    """Refuse what was not text in the terminal's encoding: Python passes it as lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise fail("text_unreadable", "the text is not in the terminal's encoding") from error
    return text
