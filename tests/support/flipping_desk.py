"""A conversation in which utterances are taken for the other language of the pair."""

from __future__ import annotations

from collections.abc import Callable

from models.types import AudioWindow, LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import AudioConfig, ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.endpointing import EndpointingConfig
from service.conversation.events import (
    PAIR,
    Answer,
    AudioReceived,
    CaptionChanged,
    Effect,
    Event,
    Flipped,
    ModelRequest,
    Participant,
    ParticipantJoined,
    Paused,
    Recognize,
    Refused,
    RequestFailed,
    Role,
    ScoreVoice,
    Translate,
    TranslationChanged,
)

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]

ANNA = Participant(id="anna", role=Role.STAFF, reads=("en", "pt"), speaks=PAIR)
JOAO = Participant(id="joão", role=Role.CLIENT, reads=("pt",), speaks="pt")
VIEW = Participant(id="view", role=Role.VIEWER, reads=("pt",))
FRAME = 320
SMALL = ConversationConfig(
    audio=AudioConfig(kept_for_flip_s=3.0),
    endpointing=EndpointingConfig(max_utterance_s=3.0, cut_search_s=1.0),
)


class Desk:
    """A conversation; decodes wait to be answered while it is slow, all else is done at once."""

    def __init__(self, abilities: Abilities, answer: Answerer, speak: Speaker) -> None:
        self.core = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities, config=SMALL)
        self.slow = False
        self.waiting: list[ModelRequest] = []
        self.windows: list[AudioWindow] = []
        self.told: list[Effect] = []
        self._answer = answer
        self._speak = speak
        self.do(ParticipantJoined(participant=ANNA))

    def do(self, event: Event) -> list[Effect]:
        before = len(self.told)
        pending = [event]
        while pending:
            for effect in self.core.handle(pending.pop(0)):
                match effect:
                    case Recognize() if self.slow:
                        self.waiting.append(effect)
                    case ScoreVoice() | Recognize() | Translate():
                        pending.append(self.answer(effect))
                    case _:
                        self.told.append(effect)
        return self.told[before:]

    def answer(self, request: ModelRequest) -> Answer:
        if isinstance(request, Recognize):
            self.windows.append(request.window)
        return self._answer(request)

    def come_back(self) -> None:
        self.do(self.answer(self.waiting.pop(0)))

    def fail(self) -> None:
        self.do(RequestFailed(request=self.waiting.pop(0).request, code="inference_failed"))

    def say(self, script: str, *, pause: bool = True) -> None:
        audio = self._speak(script)
        start = self.core.next_sample("anna")
        for offset in range(0, audio.size, FRAME):
            piece = audio[offset : offset + FRAME]
            event = AudioReceived(participant="anna", start_sample=start + offset, samples=piece)
            self.do(event)
        if pause:
            self.do(Paused(participant="anna"))

    def flip(self, caption: str = "c1", participant: str = "anna") -> list[str]:
        """Codes of what was refused."""
        told = self.do(Flipped(participant=participant, caption=caption))
        return [effect.code for effect in told if isinstance(effect, Refused)]

    @property
    def refused(self) -> list[str]:
        return [effect.code for effect in self.told if isinstance(effect, Refused)]

    def caption(self, caption: str = "c1") -> CaptionChanged:
        changes = [one for one in self.told if isinstance(one, CaptionChanged)]
        return [one for one in changes if one.caption == caption][-1]

    def translation(self, language: str, caption: str = "c1") -> TranslationChanged:
        return [
            one for one in self.translations if (one.caption, one.language) == (caption, language)
        ][-1]

    @property
    def translations(self) -> list[TranslationChanged]:
        return [one for one in self.told if isinstance(one, TranslationChanged)]

    def revisions(self, language: str) -> list[int]:
        return [one.revision for one in self.translations if one.language == language]
