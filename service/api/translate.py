"""The LibreTranslate-compatible routes: clients made for that server work with this one.

The order of checks, the messages and the shapes are the contract's; how texts are translated is
Tulkki's.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Final, NoReturn

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from models.language_names import language_name
from service.api.libretranslate.body import read_values
from service.api.libretranslate.concurrency import while_connected
from service.api.libretranslate.detection import UNKNOWN, Detection, detect, refuse_untold
from service.api.libretranslate.engine_errors import engine_errors
from service.api.libretranslate.errors import LibreTranslateError, bad_request, still_loading
from service.api.libretranslate.keys import KeyDoor
from service.api.libretranslate.languages import InstalledLanguages, default_target, public_code
from service.api.libretranslate.limits import TranslateLimits
from service.api.libretranslate.markup import parse, plain_text
from service.api.libretranslate.parameters import (
    AUTO,
    Texts,
    TranslateParameters,
    parse_detect,
    parse_translate,
)
from service.api.libretranslate.route import LibreTranslateRoute
from service.api.libretranslate.schemas import (
    DETECT_EXAMPLES,
    TRANSLATE_EXAMPLES,
    DefaultLanguage,
    DefaultLanguages,
    DetectedLanguage,
    DetectRequest,
    ErrorResponse,
    FrontendSettingsResponse,
    HealthResponse,
    LanguageResponse,
    TranslateRequest,
    TranslateResponse,
    request_body,
)
from service.api.libretranslate.translation import Told, translate_html, translate_texts
from service.inference.engine import Engine

__all__ = ["TranslateLimits", "build_router"]

FRONTEND_TIMEOUT_MS: Final = 500
_NO_OTHER_LIMIT: Final = sys.maxsize
"""``TranslateLimits`` decides about bodies; FastAPI would answer plain text to those it refuses."""
_FILES_DISABLED: Final = "Files translation are disabled on this server."


async def ready_engine(request: Request) -> Engine:
    engine: Engine = request.state.engine
    if not engine.ready:
        raise still_loading()
    return engine


EngineDep = Annotated[Engine, Depends(ready_engine)]


async def translate_limits(request: Request) -> TranslateLimits:
    limits: TranslateLimits = request.state.translate_limits
    return limits


LimitsDep = Annotated[TranslateLimits, Depends(translate_limits)]


async def key_door(request: Request) -> KeyDoor:
    door: KeyDoor = request.state.key_door
    return door


KeyDoorDep = Annotated[KeyDoor, Depends(key_door)]


async def installed_languages(engine: EngineDep) -> InstalledLanguages:
    return InstalledLanguages(engine.capabilities.translates)


LanguagesDep = Annotated[InstalledLanguages, Depends(installed_languages)]


async def translate(
    request: Request,
    engine: EngineDep,
    limits: LimitsDep,
    languages: LanguagesDep,
    door: KeyDoorDep,
) -> TranslateResponse:
    """Translate a text, or a list of texts."""
    values = await read_values(request, limits)
    key = await door.admit(request, values)
    parameters = parse_translate(values, limits, languages)
    async with door.spending(key, parameters.texts):
        return await while_connected(request, _translate(engine, languages, parameters))


async def _translate(
    engine: Engine, languages: InstalledLanguages, parameters: TranslateParameters
) -> TranslateResponse:
    texts, target = parameters.texts, parameters.target
    source, detection = parameters.source, None
    with engine_errors():
        if source is None:
            detection = await _detect_source(engine, parameters)
            # What has no language, like emoji, is the same in every language.
            source = target if detection is UNKNOWN else detection.language
        pair = languages.pair(source, target)
        if parameters.html:
            told = [Told(text=text) for text in await translate_html(engine, texts.items, pair)]
        else:
            told = await translate_texts(engine, texts.items, pair, parameters.alternatives)
    others = [list(one.alternatives) for one in told]
    confidences = [None if one.confidence is None else round(one.confidence, 3) for one in told]
    return TranslateResponse(
        translated_text=texts.shaped([one.text for one in told]),
        detected_language=None if detection is None else _repeated(detection, texts),
        alternatives=texts.shaped(others) if parameters.alternatives else None,
        confidence=texts.shaped(confidences) if parameters.confidence else None,
    )


async def _detect_source(engine: Engine, parameters: TranslateParameters) -> Detection:
    """The language of all texts together; tags are of no language."""
    texts: Sequence[str] = parameters.texts.items
    if parameters.html:
        texts = [plain_text(parse(text), opaque=False) for text in texts]
    detection = (await detect(engine, texts))[0]
    if detection is UNKNOWN:
        refuse_untold(texts, engine.capabilities)
    return detection


def _repeated(detection: Detection, texts: Texts) -> DetectedLanguage | list[DetectedLanguage]:
    return texts.shaped([_detected_language(detection)] * len(texts.items))


def _detected_language(detection: Detection) -> DetectedLanguage:
    return DetectedLanguage(
        confidence=detection.confidence, language=public_code(detection.language)
    )


async def detect_language(
    request: Request, engine: EngineDep, limits: LimitsDep, door: KeyDoorDep
) -> list[DetectedLanguage]:
    """Languages that a text may be in, best first."""
    values = await read_values(request, limits)
    await door.admit(request, values)
    texts = parse_detect(values, limits)
    with engine_errors():
        detections = await detect(engine, texts.items)
    return [_detected_language(detection) for detection in detections]


async def list_languages(engine: EngineDep, languages: LanguagesDep) -> list[LanguageResponse]:
    """Languages, and what each can be translated into."""
    able = engine.capabilities
    routes: dict[str, dict[str, str]] = {code: {} for code in languages.codes}
    for pair, route in sorted(able.routes.items()):
        if (near := routes.get(pair.source)) is not None:
            near[public_code(pair.target)] = route.label
    return [
        LanguageResponse(
            code=public_code(code),
            name=language_name(code).english,
            targets=[public_code(target) for target in languages.targets(code)],
            routes=routes[code],
            detectable=code in able.identifies,
        )
        for code in languages.codes
    ]


async def frontend_settings(
    limits: LimitsDep, languages: LanguagesDep, door: KeyDoorDep
) -> FrontendSettingsResponse:
    """What a page in front of this server should know."""
    target = default_target(languages)
    return FrontendSettingsResponse(
        char_limit=limits.char_limit,
        frontend_timeout=FRONTEND_TIMEOUT_MS,
        api_keys=True,
        key_required=door.required,
        suggestions=False,
        files_translation=False,
        supported_files_format=[],
        language=DefaultLanguages(
            source=DefaultLanguage(code=AUTO, name="Auto Detect"),
            target=DefaultLanguage(code=public_code(target), name=language_name(target).english),
        ),
    )


async def health(engine: EngineDep) -> HealthResponse:
    """The models are loaded; 503 until then."""
    del engine
    return HealthResponse()


async def openapi_document(request: Request) -> JSONResponse:
    app: FastAPI = request.app
    return JSONResponse(app.openapi())


async def refuse_suggestion() -> NoReturn:
    """Suggestions are not taken: what people type here is not kept."""
    raise LibreTranslateError(
        status=HTTPStatus.FORBIDDEN, message="Suggestions are disabled on this server."
    )


async def refuse_file() -> NoReturn:
    """Files are not translated."""
    raise LibreTranslateError(status=HTTPStatus.FORBIDDEN, message=_FILES_DISABLED)


async def refuse_download(name: str) -> NoReturn:
    """Files are not translated."""
    del name
    raise bad_request(_FILES_DISABLED)


def build_router(rate_limit: Callable[..., Awaitable[None]]) -> APIRouter:
    """The routes.

    ``rate_limit`` is a dependency of those that cost something; it raises LibreTranslateError.
    """
    router = APIRouter(
        route_class=LibreTranslateRoute, tags=["LibreTranslate"], max_body_size=_NO_OTHER_LIMIT
    )
    limited = [Depends(rate_limit)]
    router.add_api_route(
        "/translate",
        translate,
        methods=["POST"],
        dependencies=limited,
        responses=_errors(400, 403, 413, 429, 500, 503),
        response_model_exclude_none=True,
        openapi_extra=request_body(TranslateRequest, TRANSLATE_EXAMPLES),
    )
    router.add_api_route(
        "/detect",
        detect_language,
        methods=["POST"],
        dependencies=limited,
        responses=_errors(400, 403, 413, 429, 500, 503),
        openapi_extra=request_body(DetectRequest, DETECT_EXAMPLES),
    )
    router.add_api_route("/languages", list_languages, responses=_errors(503))
    router.add_api_route("/frontend/settings", frontend_settings, responses=_errors(503))
    router.add_api_route("/health", health, responses=_errors(503))
    router.add_api_route("/spec", openapi_document, include_in_schema=False)
    for path, refuse, method in (
        ("/suggest", refuse_suggestion, "POST"),
        ("/translate_file", refuse_file, "POST"),
        ("/download_file/{name}", refuse_download, "GET"),
    ):
        router.add_api_route(
            path,
            refuse,
            methods=[method],
            dependencies=limited,
            response_model=None,
            include_in_schema=False,
        )
    return router


def _errors(*statuses: int) -> dict[int | str, dict[str, type[ErrorResponse]]]:
    return {status: {"model": ErrorResponse} for status in statuses}
