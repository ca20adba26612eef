"""``tulkki translate``: a text from one language into another."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from models.catalog import Catalog, load_translator
from models.errors import UnsupportedLanguagePair
from models.routing import RoutedTranslator, plan_routes, steps
from models.types import LanguagePair
from service.cli.model_console import DataDir, fail, model_errors_told, progress_shown
from service.cli.models_catalog import open_catalog

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
    translation = _translated(readable, LanguagePair(source, target), open_catalog(data_dir))
    typer.echo(translation, nl=not from_input)


def _translated(text: str, pair: LanguagePair, catalog: Catalog) -> str:
    with model_errors_told():
        keys = _models(pair, catalog)
        with progress_shown() as show:
            for key in keys:
                catalog.resolve(key, show)
        translator = RoutedTranslator([load_translator(catalog, keys)])
        try:
            return translator.translate([text], pair)[0].text
        finally:
            translator.close()


def _models(pair: LanguagePair, catalog: Catalog) -> list[str]:
    """The models on the way from one language into the other."""
    routes = plan_routes(catalog.pairs)
    if pair not in routes:
        error = UnsupportedLanguagePair(pair)
        pairs = ", ".join(f"{pair.source} → {pair.target}" for pair in catalog.pairs)
        raise fail(error.code, f"{error}. There are models for {pairs}")
    return [catalog.translator_for(step) for step in steps(pair, routes[pair])]


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
