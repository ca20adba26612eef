"""Checks what a request brought, in the order of the contract and with its messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeVar

from service.api.libretranslate.body import Values
from service.api.libretranslate.errors import bad_request
from service.api.libretranslate.languages import InstalledLanguages
from service.api.libretranslate.limits import TranslateLimits

T = TypeVar("T")

AUTO: Final = "auto"
_INTEGER: Final = re.compile(r"\s*[+-]?[0-9]{1,9}\s*", re.ASCII)
_LONGEST_FORMAT_TOLD: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What ``q`` brought."""

    items: tuple[str, ...]
    batch: bool
    """The client sent a list and expects one."""

    def shaped(self, answers: list[T]) -> T | list[T]:
        """An answer for each text, as the client expects them."""
        return answers if self.batch else answers[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateParameters:
    """A checked request to ``/translate``. Whether the pair exists is known once the source is."""

    texts: Texts
    source: str | None
    """None: to be found out."""
    target: str
    html: bool
    alternatives: int
    confidence: bool
    """Whether to tell it."""


def parse_translate(
    values: Values, limits: TranslateLimits, languages: InstalledLanguages
) -> TranslateParameters:
    """Check a request to ``/translate``.

    Raises:
        LibreTranslateError: with the message of the first check that fails.
    """
    texts = _required_texts(values)
    source = _required_text(values, "source")
    target = _required_text(values, "target")
    alternatives = _alternatives(values, limits.alternatives_limit)
    _check_sizes(texts, limits)
    return TranslateParameters(
        texts=texts,
        source=None if source.lower() == AUTO else languages.require(source),
        target=languages.require(target),
        html=_is_html(values),
        alternatives=alternatives,
        confidence=_is_wanted(values, "confidence"),
    )


def parse_detect(values: Values, limits: TranslateLimits) -> Texts:
    """Check a request to ``/detect``.

    Raises:
        LibreTranslateError: with the message of the first check that fails.
    """
    texts = _required_texts(values)
    _check_sizes(texts, limits)
    return texts


def _required(values: Values, name: str) -> object:
    value = values.get(name)
    if not value:
        raise bad_request(f"Invalid request: missing {name} parameter")
    return value


def _required_texts(values: Values) -> Texts:
    value = _required(values, "q")
    if isinstance(value, str):
        return Texts(items=(_unicode(value, "q"),), batch=False)
    if isinstance(value, list):
        items = tuple(_unicode(item, "q") for item in value if isinstance(item, str))
        if len(items) == len(value):
            return Texts(items=items, batch=True)
    raise bad_request("Invalid request: q parameter must be text or a list of texts")


def _required_text(values: Values, name: str) -> str:
    value = _required(values, name)
    if not isinstance(value, str):
        raise bad_request(f"Invalid request: {name} parameter must be text")
    return _unicode(value, name)


def _unicode(text: str, name: str) -> str:
    """Half a surrogate pair cannot be written as UTF-8, so it could not even be sent back."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request(f"Invalid request: {name} parameter is not valid Unicode") from error
    return text


def _alternatives(values: Values, limit: int) -> int:
    value = values.get("alternatives")
    if value is None or value == "":
        return 0
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad_request("Invalid request: alternatives parameter is not a number")
    if value > limit:
        raise bad_request(f"Invalid request: alternatives parameter must be <= {limit}")
    if value < 0:
        raise bad_request("Invalid request: alternatives parameter must be >= 0")
    return value


def _is_wanted(values: Values, name: str) -> bool:
    value = values.get(name)
    if isinstance(value, bool):
        return value
    wanted = {None: False, "": False, "false": False, "true": True}
    if isinstance(value, str | None) and value in wanted:
        return wanted[value]
    raise bad_request(f"Invalid request: {name} parameter must be true or false")


def _check_sizes(texts: Texts, limits: TranslateLimits) -> None:
    sizes = [(len(text), limits.char_limit) for text in texts.items]
    for size, limit in [(len(texts.items), limits.batch_limit), *sizes]:
        if size > limit:
            raise bad_request(f"Invalid request: request ({size}) exceeds text limit ({limit})")


def _is_html(values: Values) -> bool:
    value = values.get("format") or "text"
    if not isinstance(value, str):
        raise bad_request("Invalid request: format parameter must be text")
    if value not in {"text", "html"}:
        told = _unicode(value, "format")[:_LONGEST_FORMAT_TOLD]
        raise bad_request(f"{told} format is not supported")
    return value == "html"
