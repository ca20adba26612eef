"""What an engine raises, in the words of the contract."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

from models.errors import ModelError, UnsupportedLanguagePair
from service.api.libretranslate.errors import LibreTranslateError
from service.api.libretranslate.languages import pair_unavailable
from service.inference.engine import EngineBusy

log = logging.getLogger(__name__)

_BUSY_RETRY_AFTER_S: Final = 1


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn the engine's errors into answers.

    What was to be translated reaches neither answer nor log.
    """
    try:
        yield
    except EngineBusy as busy:
        raise LibreTranslateError(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            message="The server is busy.",
            retry_after=_BUSY_RETRY_AFTER_S,
        ) from busy
    except UnsupportedLanguagePair as error:
        raise pair_unavailable(error.pair) from error
    except ModelError as error:
        log.warning("a translation request failed: %s", error.code)
        raise LibreTranslateError(
            status=HTTPStatus.INTERNAL_SERVER_ERROR,
            message=f"Cannot translate text: {error.code}",
        ) from error
