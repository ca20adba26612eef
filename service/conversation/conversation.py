"""The core of one conversation: ``handle(event) -> effects``, nothing else happens.

Audio goes to the track of whoever speaks, answers go to whoever asked, captions go on to the
translations. What comes out is complete: a caller that carries out the effects and brings back the
answers, in any order and however late, needs no other knowledge.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count

from models.types import AudioWindow, LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions
from service.conversation.checks import Checks
from service.conversation.config import ConversationConfig
from service.conversation.context import Context
from service.conversation.events import (
    PAIR,
    Answer,
    AudioReceived,
    CaptionChanged,
    CheckAsked,
    Corrected,
    Effect,
    Ended,
    Event,
    Flipped,
    GlossaryChanged,
    MicrophoneAllowed,
    Participant,
    ParticipantJoined,
    ParticipantLeft,
    Paused,
    PeopleEvent,
    ReadsChanged,
    Refused,
    RequestFailed,
    Resumed,
    Role,
    Said,
    Shown,
    SignalEvent,
    SpeaksChanged,
    TextTranslated,
    TrackEvent,
    VoiceScored,
    WindowRecognized,
    WordsEvent,
)
from service.conversation.roster import (
    Roster,
    may_allow,
    may_check,
    may_correct,
    may_flip,
    may_show,
    may_write,
)
from service.conversation.signals import signalled
from service.conversation.track import Track
from service.conversation.translations import Translations


class Conversation:
    """One visit at a desk."""

    def __init__(
        self, *, pair: LanguagePair, abilities: Abilities, config: ConversationConfig | None = None
    ) -> None:
        """A conversation in which nobody is yet.

        Args:
            pair: the language of the staff and the language of the client.
            abilities: what the models can do.
            config: how it works; by default as a live desk does.
        """
        config = config or ConversationConfig()
        self._context = Context(
            pair=pair,
            abilities=abilities,
            config=config,
            captions=Captions(kept=config.kept_captions),
            new_request=partial(next, count(1)),
        )
        self._roster = Roster()
        self._tracks: dict[str, Track] = {}
        self._translations = Translations(self._context)
        self._checks = Checks(self._context)
        self._ended = False

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Who is here."""
        return self._roster.participants

    @property
    def ended(self) -> bool:
        """True once the conversation is over."""
        return self._ended

    def next_sample(self, participant: str) -> int:
        """Where the audio of a participant goes on; 0 for one who has sent none."""
        track = self._tracks.get(participant)
        return 0 if track is None else track.next_sample

    def lets_speak(self, participant: str, role: Role) -> bool:
        """True for those who may have a track: here, away, or not here yet."""
        return self._roster.lets_speak(participant, role)

    def handle(self, event: Event) -> list[Effect]:
        """What follows from an event. Nothing follows once the conversation has ended."""
        if self._ended:
            return []
        if isinstance(event, Ended):
            self._forget_everything()
            return []
        effects = self._with_translations(self._dispatch(event))
        for track in self._tracks.values():
            track.forget()
        return [*effects, *self._roster.tell()]

    def _dispatch(
        self, event: PeopleEvent | TrackEvent | WordsEvent | SignalEvent | Answer
    ) -> list[Effect]:
        if isinstance(event, SignalEvent):
            return signalled(event, self._roster, self._context.captions)
        match event:
            case AudioReceived() | Paused() | Resumed() | SpeaksChanged():
                return self._on_track(event)
            case VoiceScored() | WindowRecognized() | TextTranslated() | RequestFailed():
                return self._on_answer(event)
            case ParticipantJoined() | ParticipantLeft() | ReadsChanged() | MicrophoneAllowed():
                return self._on_people(event)
            case _:
                return self._on_words(event)

    def _forget_everything(self) -> None:
        self._ended = True
        self._tracks.clear()
        self._roster = Roster()
        self._context.captions.clear()
        self._translations = Translations(self._context)
        self._checks = Checks(self._context)

    def _with_translations(self, effects: list[Effect]) -> list[Effect]:
        """The effects, each caption followed by the translations that it asks for."""
        together: list[Effect] = []
        for effect in effects:
            together.append(effect)
            if isinstance(effect, CaptionChanged):
                together += self._translations.follow(effect, self._to_translate(effect))
        for caption in self._context.captions.forget_oldest():
            self._translations.forget(caption)
        return together

    def _to_translate(self, caption: CaptionChanged) -> AudioWindow | None:
        """The audio of an utterance that is final as it was heard, where it will be translated."""
        if caption.corrected or caption.typed or not self._translations.wants_speech(caption):
            return None
        return self._tracks[caption.participant].to_translate(caption)

    def _on_answer(self, answer: Answer) -> list[Effect]:
        for track in self._tracks.values():
            if track.awaits(answer.request):
                return track.answered(answer)
        if self._translations.awaits(answer.request):
            return self._translations.answered(answer)
        if self._checks.awaits(answer.request):
            return self._checks.answered(answer)
        return []

    # --- people -------------------------------------------------------------------------------

    def _on_people(self, event: PeopleEvent) -> list[Effect]:
        match event:
            case ParticipantJoined():
                effects = self._joined(event.participant)
            case ParticipantLeft():
                effects = self._left(event.participant)
            case ReadsChanged():
                effects = self._reads_changed(event)
            case _:
                effects = self._allowed(event)
        return [*effects, *self._translations.read(self._roster.languages)]

    def _joined(self, participant: Participant) -> list[Effect]:
        refusal = self._why_not_speak(participant)
        effects: list[Effect] = [] if refusal is None else [_refuse(participant.id, refusal)]
        speaks = participant.speaks if refusal is None else None
        track = self._tracks.get(participant.id)
        listening = False
        if speaks is not None:
            track = self._track(participant.id, speaks)
            effects += track.turn_to(speaks)
            effects += track.resume() if participant.listening else []
            listening = track.listening
        elif track is not None:
            effects += track.pause()
            speaks = self._kept(participant, track)
        self._roster.put(replace(participant, speaks=speaks, listening=listening))
        return effects

    def _kept(self, participant: Participant, track: Track) -> str | None:
        """What a phone that comes back without a word about its microphone still speaks."""
        is_phone = participant.role is Role.CLIENT
        return track.speaks if is_phone and self.lets_speak(participant.id, Role.CLIENT) else None

    def _left(self, participant: str) -> list[Effect]:
        self._roster.remove(participant)
        track = self._tracks.get(participant)
        return [] if track is None else track.pause()

    def _reads_changed(self, event: ReadsChanged) -> list[Effect]:
        participant = self._roster.find(event.participant)
        if participant is None:
            return [_refuse(event.participant, "not_allowed")]
        if not self._context.languages.issuperset(event.reads):
            return [_refuse(event.participant, "unsupported_language")]
        self._roster.put(replace(participant, reads=event.reads))
        return []

    # --- microphones --------------------------------------------------------------------------

    def _allowed(self, event: MicrophoneAllowed) -> list[Effect]:
        staff, phone = self._roster.find(event.participant), self._roster.find(event.speaker)
        if staff is None or not may_allow(staff):
            return [_refuse(event.participant, "not_allowed")]
        if phone is None or phone.role is not Role.CLIENT:
            return [_refuse(event.participant, "unknown_participant")]
        if phone.may_speak == event.allowed:
            return []
        speaks = phone.reads[0] if event.allowed else None
        if speaks is not None and not self._context.understands(speaks):
            return [_refuse(event.participant, "unsupported_language")]
        self._roster.allow(phone.id, microphone=event.allowed)
        self._roster.put(replace(phone, speaks=speaks, listening=False))
        if speaks is None:
            return self._tracks[phone.id].pause()
        return self._track(phone.id, speaks).turn_to(speaks)

    def _on_track(self, event: TrackEvent) -> list[Effect]:
        participant = self._roster.find(event.participant)
        if participant is None or participant.speaks is None:
            muted = participant is not None and participant.role is Role.CLIENT
            return [_refuse(event.participant, "microphone_not_allowed" if muted else "no_track")]
        track = self._tracks[participant.id]
        effects = self._work_track(track, event)
        self._roster.put(replace(participant, speaks=track.speaks, listening=track.listening))
        return effects

    def _work_track(self, track: Track, event: TrackEvent) -> list[Effect]:
        match event:
            case AudioReceived():
                return track.hear(event.start_sample, event.samples)
            case Paused():
                return track.pause()
            case Resumed():
                return track.resume()
            case _:
                return self._turn(track, event)

    def _turn(self, track: Track, event: SpeaksChanged) -> list[Effect]:
        if not self._context.understands(event.speaks):
            return [_refuse(event.participant, "unsupported_language")]
        return track.turn_to(event.speaks)

    def _track(self, participant: str, speaks: str) -> Track:
        """The track of a participant; a new one begins in this language."""
        track = self._tracks.get(participant)
        if track is None:
            track = Track(participant=participant, speaks=speaks, context=self._context)
            self._tracks[participant] = track
        return track

    def _why_not_speak(self, participant: Participant) -> str | None:
        """Why a participant gets no track; None where nothing is in the way."""
        if participant.speaks is None:
            return None
        if not self.lets_speak(participant.id, participant.role):
            return "not_allowed" if participant.role is Role.VIEWER else "microphone_not_allowed"
        return None if self._context.understands(participant.speaks) else "unsupported_language"

    # --- words ---------------------------------------------------------------------------------

    def _on_words(self, event: WordsEvent) -> list[Effect]:
        match event:
            case Said():
                return self._on_said(event)
            case Shown():
                return self._on_shown(event)
            case Corrected():
                return self._on_corrected(event)
            case Flipped():
                return self._on_flipped(event)
            case CheckAsked():
                return self._on_check_asked(event)
            case _:
                return self._on_glossary_changed(event)

    def _on_glossary_changed(self, event: GlossaryChanged) -> list[Effect]:
        self._context.terms.between = event.terms
        self._context.terms.kept = event.kept
        self._context.terms.hotwords = event.hotwords
        self._translations.forget_answers()
        return []

    def _on_said(self, event: Said) -> list[Effect]:
        participant = self._roster.find(event.participant)
        text = event.text.strip()
        if participant is None or not may_write(participant):
            return [_refuse(event.participant, "not_allowed")]
        if not text:
            return [_refuse(event.participant, "text_empty")]
        if event.language not in self._writes(participant):
            return [_refuse(event.participant, "unsupported_language")]
        captions = self._context.captions
        return [captions.say(participant=participant.id, language=event.language, text=text)]

    def _writes(self, participant: Participant) -> frozenset[str]:
        """The languages in which a participant types: clients in the pair's and in their own."""
        if participant.role is Role.STAFF:
            return self._context.languages
        return frozenset({*self._context.spoken(PAIR), *participant.reads})

    def _on_shown(self, event: Shown) -> list[Effect]:
        participant = self._roster.find(event.participant)
        if participant is None or not may_show(participant):
            return [_refuse(event.participant, "not_allowed")]
        prepared = self._context.config.prepared.get(event.phrase)
        if prepared is None:
            return [_refuse(event.participant, "unknown_phrase")]
        language = prepared.shown_in(self._context.pair.source, self._context.languages)
        if language is None:
            return [_refuse(event.participant, "unsupported_language")]
        shown = self._context.captions.say(
            participant=participant.id,
            language=language,
            text=prepared.texts[language],
            prepared=prepared,
        )
        return [shown]

    def _on_corrected(self, event: Corrected) -> list[Effect]:
        refusal = self._why_not_correct(event)
        if refusal is not None:
            return [_refuse(event.participant, refusal)]
        corrected = self._context.captions.correct(
            event.caption, event.text.strip(), by=event.participant
        )
        return [*corrected]

    def _on_flipped(self, event: Flipped) -> list[Effect]:
        participant = self._roster.find(event.participant)
        caption = self._context.captions.find(event.caption)
        if participant is None or not may_flip(participant):
            return [_refuse(event.participant, "not_allowed")]
        if caption is None:
            return [_refuse(event.participant, "unknown_caption")]
        if caption.typed:
            return [_refuse(event.participant, "audio_gone")]
        other = self._context.other_than(caption.language)
        if other is None:
            return [_refuse(event.participant, "unsupported_language")]
        track = self._tracks[caption.participant]
        return track.flip(caption, language=other, asker=participant.id)

    def _why_not_correct(self, event: Corrected) -> str | None:
        participant = self._roster.find(event.participant)
        caption = self._context.captions.find(event.caption)
        if participant is None or not may_write(participant):
            return "not_allowed"
        if caption is None:
            return "unknown_caption"
        if not may_correct(participant, caption) or caption.prepared is not None:
            return "not_allowed"
        if not caption.final:
            return "caption_not_final"
        return None if event.text.strip() else "text_empty"

    def _on_check_asked(self, event: CheckAsked) -> list[Effect]:
        participant = self._roster.find(event.participant)
        caption = self._context.captions.find(event.caption)
        if participant is None or not may_check(participant):
            return [_refuse(event.participant, "not_allowed")]
        if caption is None:
            return [_refuse(event.participant, "unknown_caption")]
        shown = self._translations.shown(event.caption, event.language)
        return self._checks.ask(event, caption, shown)


def _refuse(participant: str, code: str) -> Refused:
    return Refused(participant=participant, code=code)
