"""``tulkki translate``: a text from one language into another."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from models.catalog import Catalog, load_translator
from models.errors import UnsupportedLanguagePair
from models.types import LanguagePair
from service.cli.model_console import DataDir, fail, model_errors_told, progress_shown

_STANDARD_INPUT: Final = "-"


def translate(
    text: Annotated[str, typer.Argument(help="What to translate; - reads standard input.")],
    source: Annotated[str, typer.Option("--from", help="Its language, for example en.")],
    target: Annotated[str, typer.Option("--to", help="The language wanted, for example pt.")],
    data_dir: DataDir,
) -> None:
    """Translate a text; white space and line breaks stay as they are."""
    from_input = text == _STANDARD_INPUT
    readable = _standard_input() if from_input else _argument(text)
    translation = _translated(readable, LanguagePair(source, target), Catalog.load(data_dir))
    typer.echo(translation, nl=not from_input)


def _translated(text: str, pair: LanguagePair, catalog: Catalog) -> str:
    with model_errors_told():
        key = _model(pair, catalog)
        with progress_shown() as show:
            catalog.resolve(key, show)
        translator = load_translator(catalog, [key])
        try:
            return translator.translate([text], pair)[0].text
        finally:
            translator.close()


def _model(pair: LanguagePair, catalog: Catalog) -> str:
    try:
        return catalog.translator_for(pair)
    except UnsupportedLanguagePair as error:
        pairs = ", ".join(f"{pair.source} → {pair.target}" for pair in catalog.pairs)
        raise fail(error.code, f"{error}. There are models for {pairs}") from error


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
