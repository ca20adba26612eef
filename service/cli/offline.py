"""A conversation with a file: one speaker, no screens, everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.interfaces import SentenceSplitter
from models.types import SAMPLE_RATE, LanguagePair, Samples, Vocabulary
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    CaptionChanged,
    ModelRequest,
    Noticed,
    Participant,
    Recognize,
    Role,
    ScoreVoice,
    TextTranslated,
    Translate,
    TranslationChanged,
    VoiceScored,
    WindowRecognized,
)
from service.conversation.replay import Replay, Told, recital
from service.export.transcript import Transcript, Turn, Wording
from service.inference.model_set import ModelSet

SPEAKER = "speaker"


class OfflineConversation:
    """Writes down one recording by the rules of a live conversation.

    Args:
        models: loaded.
        pair: the language that is spoken, and the one wanted; twice the same for no translation.
        split_sentences: as live.
        vocabulary: what is listened for in each language.
    """

    def __init__(
        self,
        models: ModelSet,
        pair: LanguagePair,
        split_sentences: SentenceSplitter,
        vocabulary: Mapping[str, Vocabulary] | None = None,
    ) -> None:
        self._models = models
        self._pair = pair
        abilities = Abilities(
            recognizer=models.recognizer.model,
            recognizes=models.recognizer.languages,
            translates=models.translator.pairs,
            speech_routes=models.speech_routes,
            voice_frame_samples=models.voice_detector.frame_samples,
            initial_voice_state=models.voice_detector.initial_state(),
            split_sentences=split_sentences,
        )
        self._conversation = Conversation(
            pair=pair, abilities=abilities, config=ConversationConfig.for_files(vocabulary)
        )
        self._captions: dict[str, CaptionChanged] = {}
        self._translations: dict[str, TranslationChanged] = {}
        self.failures: list[Noticed] = []
        """What could not be written down or translated."""

    def feed(self, audio: Iterable[Samples]) -> Iterator[float]:
        """Work through the recording; gives the seconds that are done, piece by piece."""
        reads = tuple(dict.fromkeys((self._pair.source, self._pair.target)))
        speaker = Participant(
            id=SPEAKER, role=Role.STAFF, reads=reads, speaks=self._pair.source, listening=True
        )
        replay = Replay(self._conversation, self._answer)
        for moment in recital(speaker, audio):
            self._note(replay.submit(moment))
            yield moment.at_s
        self._note(replay.finish())

    def transcript(self) -> Transcript:
        """What was said, in its order; nothing for utterances without words."""
        spoken = (c for c in self._captions.values() if c.committed.strip())
        languages = dict.fromkeys((self._pair.source, self._pair.target))
        return Transcript(
            languages=tuple(languages), entries=tuple(self._turn(caption) for caption in spoken)
        )

    def _turn(self, caption: CaptionChanged) -> Turn:
        translation = self._translations.get(caption.caption)
        return Turn(
            speaker=None,
            start_s=(caption.start_sample or 0) / SAMPLE_RATE,
            end_s=(caption.end_sample or 0) / SAMPLE_RATE,
            original=Wording(
                language=caption.language,
                text=caption.committed.strip(),
                machine=True,
                model=caption.model,
            ),
            translations=() if translation is None else (_wording(translation),),
        )

    def _note(self, told: Iterable[Told]) -> None:
        for effect in told:
            match effect:
                case CaptionChanged() if effect.final:
                    self._captions[effect.caption] = effect
                case TranslationChanged() if effect.final:
                    self._translations[effect.caption] = effect
                case Noticed():
                    self.failures.append(effect)
                case _:
                    pass  # who is here, how far it is: of no interest to a file

    def _answer(self, request: ModelRequest) -> Answer:
        match request:
            case ScoreVoice():
                (scores,) = self._models.voice_detector.score([request.voice])
                return VoiceScored(request=request.request, scores=scores)
            case Recognize():
                (hypothesis,) = self._models.recognizer.recognize([request.window])
                return WindowRecognized(request=request.request, hypothesis=hypothesis)
            case Translate():
                (translation,) = self._models.translator.translate([request.text], request.pair)
                return TextTranslated(request=request.request, translation=translation)


def _wording(translation: TranslationChanged) -> Wording:
    return Wording(
        language=translation.language,
        text=translation.committed.strip(),
        machine=True,
        model=translation.model,
        route=translation.route.label,
        confidence=translation.confidence,
    )
