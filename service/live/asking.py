"""What a conversation asks of the models, and what comes back: an answer, or that there is none."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from models.errors import ModelError
from service.conversation.events import (
    Answer,
    ModelRequest,
    Recognize,
    RequestFailed,
    ScoreVoice,
    TextTranslated,
    Translate,
    VoiceScored,
    WindowRecognized,
)
from service.inference.engine import Engine, EngineBusy, EngineUnavailable

logger = logging.getLogger(__name__)

LOAD_S: Final = 1.0
"""What counts as the load at present: some batches."""
_BUSY_WAITS_S: Final = (0.1, 0.2, 0.4, 0.8)
"""How long a request waits before it is made again while the engine's queue is full."""
_VOICE_PATIENCE_S: Final = 0.1
"""Voice scores steer everything else and cost little, so they go first."""


class Asking:
    """Brings the requests of one conversation to the engine."""

    def __init__(self, engine: Engine, conversation: str) -> None:
        self._engine = engine
        self._conversation = conversation

    async def answer(self, request: ModelRequest) -> Answer:
        """What the models say, or that they failed or had no time. Does not raise for either."""
        try:
            return await self._answer_when_free(request)
        except EngineBusy as busy:
            return RequestFailed(request=request.request, code=busy.code)
        except ModelError as error:
            logger.warning("conversation %s: %s", self._conversation, error.code)
            return RequestFailed(request=request.request, code=error.code)

    async def _answer_when_free(self, request: ModelRequest) -> Answer:
        """Ask again a few times while the engine is busy: the core has no clock to wait by."""
        for wait_s in _BUSY_WAITS_S:
            try:
                return await self._answer(request)
            except EngineUnavailable:
                raise
            except EngineBusy:
                await asyncio.sleep(wait_s)
        return await self._answer(request)

    async def _answer(self, request: ModelRequest) -> Answer:
        match request:
            case ScoreVoice():
                scores = await self._engine.score_voice(request.voice, patience_s=_VOICE_PATIENCE_S)
                return VoiceScored(
                    request=request.request, scores=scores, queue_wait_s=self._queue_wait_s()
                )
            case Recognize():
                hypothesis = await self._engine.recognize(
                    request.window,
                    patience_s=request.patience_s,
                    conversation=self._conversation,
                )
                return WindowRecognized(
                    request=request.request,
                    hypothesis=hypothesis,
                    queue_wait_s=self._queue_wait_s(),
                )
            case Translate():
                translation = await self._engine.translate(
                    request.text,
                    request.pair,
                    patience_s=request.patience_s,
                    conversation=self._conversation,
                    terms=request.terms,
                )
                return TextTranslated(request=request.request, translation=translation)

    def _queue_wait_s(self) -> float:
        return self._engine.recognition_load(over_s=LOAD_S).present_wait_s
