"""Whatever happens in whatever order, the promises of a conversation hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models.types import LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig, TranslationConfig
from service.conversation.conversation import Conversation
from service.conversation.endpointing import EndpointingConfig
from service.conversation.events import (
    PAIR,
    AcknowledgeAudio,
    Answer,
    AudioReceived,
    CaptionChanged,
    CheckAsked,
    CheckMade,
    Corrected,
    Effect,
    Ended,
    Event,
    Flipped,
    LagChanged,
    MicrophoneAllowed,
    ModelRequest,
    Noticed,
    Participant,
    ParticipantJoined,
    ParticipantLeft,
    Paused,
    ReadsChanged,
    Recognize,
    RepeatAsked,
    RequestFailed,
    Resumed,
    Role,
    Said,
    ScoreVoice,
    SpeaksChanged,
    TranslationChanged,
)
from service.conversation.seams import SeamConfig

Answerer = Callable[[ModelRequest], Answer]

ROLES = {"anna": Role.STAFF, "joão": Role.CLIENT, "view": Role.VIEWER}
WHO = st.sampled_from(sorted(ROLES))
READS = st.lists(st.sampled_from(["en", "pt", "fi"]), min_size=1, unique=True).map(tuple)
SPEAKS = st.sampled_from(["en", "pt", PAIR])
CONFIG = ConversationConfig(
    endpointing=EndpointingConfig(long_utterance_s=1.5, max_utterance_s=2.5, cut_search_s=1.0),
    seams=SeamConfig(sentence_after_s=1.0, clause_after_s=1.3, word_after_s=1.6),
    translation=TranslationConfig(late_captions=5, late_in_flight=2),
    kept_captions=8,
)
SCRIPTS = (
    "hello there. how are you?",
    "yes <0.3> no",
    "<0.7>",
    "one two three four five six seven eight nine",
    "olá@pt tudo@pt bem.@pt sim@pt",
    "<2>",
    "(0.4) ~thank ~you",
)


class Reader:
    """Sees everything that is published, and objects to what must not be."""

    def __init__(self) -> None:
        self.captions: dict[str, CaptionChanged] = {}
        self.finals: dict[str, int] = defaultdict(int)
        self.translations: dict[tuple[str, str], TranslationChanged] = {}
        self.lags: dict[str, float] = defaultdict(float)
        self.acknowledged: dict[str, int] = defaultdict(int)
        self.failed: set[tuple[str | None, str | None]] = set()

    def see(self, effect: Effect) -> None:
        match effect:
            case CaptionChanged():
                self._see_caption(effect)
            case TranslationChanged():
                self._see_translation(effect)
            case LagChanged():
                assert effect.seconds >= 0
                assert effect.seconds != self.lags[effect.participant]
                self.lags[effect.participant] = effect.seconds
            case AcknowledgeAudio():
                assert effect.samples > self.acknowledged[effect.participant]
                self.acknowledged[effect.participant] = effect.samples
            case CheckMade():
                checked = self.translations[effect.caption, effect.language]
                assert effect.revision <= checked.revision
            case Noticed(code="repeat_wanted"):
                assert effect.caption in self.captions
            case Noticed():
                self.failed.add((effect.caption, effect.language))
            case _:
                pass

    def _see_caption(self, now: CaptionChanged) -> None:
        before = self.captions.get(now.caption)
        assert now.revision == (1 if before is None else before.revision + 1)
        assert not (now.final and now.tentative)
        if before is None:
            assert now.caption == f"c{len(self.captions) + 1}"
        else:
            replaced = now.corrected or now.redone
            assert replaced or now.committed.startswith(before.committed)
            assert replaced or not before.final
            assert now.final or not before.final
            assert now.participant == before.participant
            assert now.redone or now.language == before.language
            assert (now.language, now.committed, now.tentative, now.final) != (
                before.language,
                before.committed,
                before.tentative,
                before.final,
            )
        self.finals[now.caption] += now.final and not (before is not None and before.final)
        self.captions[now.caption] = now

    def _see_translation(self, now: TranslationChanged) -> None:
        key = (now.caption, now.language)
        before = self.translations.get(key)
        source = self.captions[now.caption]
        taken_back = now.redone and not now.committed
        assert now.language != source.language or taken_back
        assert now.revision == (1 if before is None else before.revision + 1)
        assert now.source_revision <= source.revision
        assert not now.final or source.final
        if before is not None:
            replaced = now.corrected or now.redone
            assert replaced or now.committed.startswith(before.committed)
            assert replaced or not before.final
        self.translations[key] = now


class Visit(RuleBasedStateMachine):
    """A conversation in which anything may happen."""

    def __init__(self, abilities: Abilities, answer: Answerer, audio: list[Samples]) -> None:
        super().__init__()
        self.core = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities, config=CONFIG)
        self.answer = answer
        self.audio = audio
        self.reader = Reader()
        self.asked: list[ModelRequest] = []
        self.answered: list[Answer] = []
        self.tracks: set[str] = set()

    def do(self, event: Event) -> None:
        ended = self.core.ended
        effects = self.core.handle(event)
        assert not (ended and effects)
        for effect in effects:
            if isinstance(effect, ModelRequest):
                self.asked.append(effect)
            else:
                self.reader.see(effect)

    def answer_one(self, at: int) -> None:
        request = self.asked.pop(at % len(self.asked))
        self.answered.append(self.answer(request))
        self.do(self.answered[-1])

    @initialize()
    def open_desk(self) -> None:
        self.join("anna", ("en",), "en")

    @rule(who=WHO, reads=READS, speaks=st.one_of(st.none(), SPEAKS))
    def join(self, who: str, reads: tuple[str, ...], speaks: str | None) -> None:
        participant = Participant(id=who, role=ROLES[who], reads=reads, speaks=speaks)
        if speaks and self.core.lets_speak(who, ROLES[who]):
            self.tracks.add(who)
        self.do(ParticipantJoined(participant=participant))

    @rule(who=WHO, speaker=WHO, allowed=st.booleans())
    def allow(self, who: str, speaker: str, *, allowed: bool) -> None:
        self.do(MicrophoneAllowed(participant=who, speaker=speaker, allowed=allowed))
        here = {one.id: one for one in self.core.participants}
        if speaker in here and here[speaker].speaks:
            self.tracks.add(speaker)

    @rule(who=WHO)
    def leave(self, who: str) -> None:
        self.do(ParticipantLeft(participant=who))

    @rule(who=WHO, reads=READS)
    def read(self, who: str, reads: tuple[str, ...]) -> None:
        self.do(ReadsChanged(participant=who, reads=reads))

    @rule(
        who=WHO,
        script=st.integers(0, len(SCRIPTS) - 1),
        frame=st.sampled_from([320, 1_111, 16_000]),
        shift=st.sampled_from([0, 0, 0, -3_000, 500, 30_000]),
        patient=st.booleans(),
    )
    def speak(self, who: str, script: int, frame: int, shift: int, *, patient: bool) -> None:
        start = max(0, self.core.next_sample(who) + shift)
        audio = self.audio[script]
        for offset in range(0, audio.size, frame):
            piece = audio[offset : offset + frame]
            self.do(AudioReceived(participant=who, start_sample=start + offset, samples=piece))
            while patient and self.asked and isinstance(self.asked[-1], ScoreVoice):
                self.answer_one(-1)

    @rule(who=WHO, pause=st.booleans())
    def pause_or_resume(self, who: str, *, pause: bool) -> None:
        self.do(Paused(participant=who) if pause else Resumed(participant=who))

    @rule(who=WHO, speaks=SPEAKS)
    def turn(self, who: str, speaks: str) -> None:
        self.do(SpeaksChanged(participant=who, speaks=speaks))

    @rule(who=WHO, text=st.sampled_from(["Hello. Good day", "Olá", " "]))
    def say(self, who: str, text: str) -> None:
        self.do(Said(participant=who, text=text, language="en"))

    @rule(who=WHO, number=st.integers(1, 12), text=st.sampled_from(["Hi", "Hi. You", ""]))
    def correct(self, who: str, number: int, text: str) -> None:
        self.do(Corrected(participant=who, caption=f"c{number}", text=text))

    @rule(who=st.sampled_from(["anna", "anna", "joão"]), number=st.integers(1, 12))
    def flip(self, who: str, number: int) -> None:
        self.do(Flipped(participant=who, caption=f"c{number}"))

    @rule(who=WHO, number=st.integers(1, 12), language=st.sampled_from(["en", "pt", "fi"]))
    def check(self, who: str, number: int, language: str) -> None:
        self.do(CheckAsked(participant=who, caption=f"c{number}", language=language))
        self.do(RepeatAsked(participant=who, caption=f"c{number}"))

    @precondition(lambda self: self.asked)
    @rule(at=st.integers(0, 99))
    def come_back(self, at: int) -> None:
        self.answer_one(at)

    @precondition(lambda self: self.asked)
    @rule()
    def all_come_back(self) -> None:
        while self.asked:
            self.answer_one(0)

    @precondition(lambda self: self.asked)
    @rule(at=st.integers(0, 99))
    def fail(self, at: int) -> None:
        request = self.asked.pop(at % len(self.asked))
        self.do(RequestFailed(request=request.request, code="inference_failed"))

    @precondition(lambda self: self.answered)
    @rule(at=st.integers(0, 99))
    def come_back_twice(self, at: int) -> None:
        answer = self.answered[at % len(self.answered)]
        assert self.core.handle(answer) == []

    @rule(odds=st.integers(0, 19))
    def end(self, odds: int) -> None:
        if odds == 19:
            self.do(Ended())

    @invariant()
    def one_score_one_decode_and_one_flip_are_in_flight_for_each_track(self) -> None:
        for kind, most in ((Recognize, 2), (ScoreVoice, 1)):
            assert sum(isinstance(one, kind) for one in self.asked) <= most * len(self.tracks)

    @invariant()
    def only_those_who_may_speak_have_a_track(self) -> None:
        for one in self.core.participants:
            assert one.may_speak or not (one.speaks or one.listening)
            assert one.role is not Role.VIEWER or not one.may_speak

    @invariant()
    def windows_can_be_recognized(self) -> None:
        for one in self.asked:
            if isinstance(one, Recognize):
                assert 0 < one.window.samples.size <= 3 * 16_000
            if isinstance(one, ScoreVoice):
                assert one.voice.samples.size % 512 == 0

    def teardown(self) -> None:
        if self.core.ended:
            return
        for who in ROLES:
            self.do(ParticipantLeft(participant=who))
        while self.asked:
            self.answer_one(0)
        for caption in self.reader.captions.values():
            assert caption.final
            assert self.reader.finals[caption.caption] == 1
        for key, translation in self.reader.translations.items():
            forgotten = int(key[0][1:]) <= len(self.reader.captions) - CONFIG.kept_captions
            assert translation.final or forgotten or key in self.reader.failed
        assert not any(self.reader.lags.values())
        assert self.core.participants == ()
        for who in self.tracks:
            assert self.reader.acknowledged[who] == self.core.next_sample(who)


def test_promises_hold_whatever_happens(
    abilities: Abilities, answer: Answerer, speak: Callable[[str], Samples]
) -> None:
    audio = [speak(script) for script in SCRIPTS]
    assert all(np.isfinite(piece).all() for piece in audio)

    class VisitHere(Visit):
        def __init__(self) -> None:
            super().__init__(abilities, answer, audio)

    run_state_machine_as_test(
        VisitHere, settings=settings(max_examples=100, stateful_step_count=60, deadline=None)
    )
