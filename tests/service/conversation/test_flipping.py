"""An utterance that was taken for the wrong language of the pair, and is recognized again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.types import DIRECT, FROM_SPEECH, AudioWindow, LanguagePair, Samples, Task
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions
from service.conversation.config import AudioConfig, ConversationConfig
from service.conversation.context import Context
from service.conversation.conversation import Conversation
from service.conversation.endpointing import EndpointingConfig
from service.conversation.events import (
    PAIR,
    Answer,
    AudioReceived,
    CaptionChanged,
    Corrected,
    Effect,
    Event,
    Flipped,
    ModelRequest,
    Noticed,
    Participant,
    ParticipantJoined,
    Paused,
    ReadsChanged,
    Recognize,
    Refused,
    RequestFailed,
    Role,
    Said,
    ScoreVoice,
    Translate,
    TranslationChanged,
    WindowRecognized,
)
from service.conversation.flipping import Flipping
from service.conversation.kept_audio import KeptAudio

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


@pytest.fixture
def desk(abilities: Abilities, answer: Answerer, speak: Speaker) -> Desk:
    return Desk(abilities, answer, speak)


def test_a_final_caption_is_recognized_again_as_the_other_language(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    assert (before.language, before.final, before.redone) == ("en", True, False)
    assert desk.flip() == []
    window = desk.windows[-1]
    assert (window.languages, window.final) == (("pt",), True)
    assert before.start_sample is not None
    assert before.end_sample is not None
    assert window.start_sample == before.start_sample
    assert window.samples.size == before.end_sample - before.start_sample
    assert window.voiced_share is not None
    assert window.voiced_share > 0
    now = desk.caption()
    assert now == replace(before, revision=before.revision + 1, language="pt", redone=True)
    assert len(now.words) == 3


def test_translations_go_the_other_way_after_a_flip(desk: Desk) -> None:
    desk.say("hello there you")
    assert desk.translation("pt").committed == "pt:hello there you"
    desk.flip()
    taken_back, other = desk.translation("pt"), desk.translation("en")
    assert (taken_back.committed, taken_back.final, taken_back.redone) == ("", True, True)
    assert (other.committed, other.final, other.redone) == ("en:hello there you", True, True)
    assert other.source_revision == desk.caption().revision


def test_a_flip_is_flipped_back(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    desk.flip()
    desk.flip()
    assert desk.caption().language == "en"
    assert desk.caption().revision == before.revision + 2
    assert desk.translation("en").committed == ""
    assert desk.translation("pt").committed == "pt:hello there you"
    revisions = desk.revisions("pt")
    assert revisions == list(range(1, len(revisions) + 1))


def test_the_text_stays_until_the_other_one_is_there(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    desk.slow = True
    desk.flip()
    assert desk.caption() is before
    desk.come_back()
    assert desk.caption().language == "pt"


def test_a_second_tap_while_the_first_is_under_way_does_nothing(desk: Desk) -> None:
    desk.say("hello there you")
    desk.say("one two three")
    desk.slow = True
    desk.flip("c1")
    desk.flip("c2")
    desk.flip("c2")
    desk.flip("c1")
    assert len(desk.waiting) == 1
    desk.come_back()
    desk.come_back()
    assert desk.waiting == []
    assert (desk.caption("c1").language, desk.caption("c2").language) == ("pt", "pt")


def test_an_open_utterance_goes_on_in_the_other_language(desk: Desk) -> None:
    desk.say("hello there you are here", pause=False)
    assert not desk.caption().final
    assert desk.translation("pt").tentative
    desk.flip()
    emptied = next(one for one in desk.told if isinstance(one, CaptionChanged) and one.redone)
    assert (emptied.language, emptied.committed, emptied.tentative) == ("pt", "", "")
    assert desk.translation("pt").tentative == ""
    desk.say("and there")
    assert desk.caption().committed == "hello there you are here and there"
    assert (desk.caption().language, desk.caption().final) == ("pt", True)
    assert {window.languages for window in desk.windows[-3:]} == {("pt",)}
    assert desk.translation("pt").final
    assert desk.translation("en").committed == "en:hello there you are here and there"


def test_a_decode_that_was_under_way_at_the_flip_does_not_count(desk: Desk) -> None:
    desk.say("hello there you are", pause=False)
    desk.slow = True
    desk.say("here", pause=False)
    assert len(desk.waiting) == 1
    desk.flip()
    assert len(desk.waiting) == 1  # one decode in flight
    desk.come_back()
    assert desk.caption().language == "pt"
    assert desk.caption().tentative == ""
    desk.slow = False
    while desk.waiting:
        desk.come_back()
    desk.do(Paused(participant="anna"))
    assert desk.caption().committed == "hello there you are here"


def test_an_utterance_that_is_over_and_not_final_is_flipped(desk: Desk) -> None:
    desk.say("hello there you are", pause=False)
    desk.slow = True
    desk.say("here")
    desk.flip()
    desk.fail()  # the one in the language before: no failure of this one
    assert desk.waiting
    desk.slow = False
    while desk.waiting:
        desk.come_back()
    assert (desk.caption().language, desk.caption().final) == ("pt", True)
    assert desk.caption().committed == "hello there you are here"
    assert not any(isinstance(one, Noticed) for one in desk.told)


def test_long_speech_that_was_parted_is_flipped_from_its_seam_on(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    desk = Desk(abilities, answer, speak)
    desk.core = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)
    desk.do(ParticipantJoined(participant=ANNA))
    words = " ".join(f"{word}." for word in "abcdefghijklmnopqrstuvwxyz")
    desk.say(words, pause=False)
    newest = list(desk.core._context.captions)[-1]
    assert newest.caption != "c1"
    assert not newest.final
    desk.flip(newest.caption)
    desk.say("then the end")
    now = desk.caption(newest.caption)
    said = " ".join(one.committed for one in desk.core._context.captions)
    assert (now.language, now.final) == ("pt", True)
    assert said == words + " then the end"


def test_audio_that_is_not_kept_any_more_is_gone(desk: Desk) -> None:
    for number in range(4):
        desk.say(f"hello there {number} <0.8>")
    assert desk.flip("c1") == ["audio_gone"]
    assert desk.flip("c4") == []
    assert desk.caption("c1").language == "en"


def test_a_typed_turn_never_had_audio(desk: Desk) -> None:
    desk.do(Said(participant="anna", text="Hello", language="en"))
    assert desk.flip() == ["audio_gone"]


def test_only_staff_flip(desk: Desk) -> None:
    desk.do(ParticipantJoined(participant=JOAO))
    desk.do(ParticipantJoined(participant=VIEW))
    desk.say("hello there you")
    for who in ("joão", "view"):
        assert desk.flip("c1", who) == ["not_allowed"]
    assert desk.flip("c1", "nobody") == ["not_allowed"]
    assert desk.flip("c9") == ["unknown_caption"]


def test_a_language_outside_the_pair_has_no_other(desk: Desk) -> None:
    desk.do(ParticipantJoined(participant=replace(ANNA, speaks="fi")))
    desk.say("hello@fi there@fi you@fi")
    assert desk.caption().language == "fi"
    assert desk.flip() == ["unsupported_language"]


def test_words_of_a_person_are_not_overwritten_by_what_comes_late(desk: Desk) -> None:
    desk.say("hello there you")
    desk.slow = True
    desk.flip()
    desk.do(Corrected(participant="anna", caption="c1", text="Hello there"))
    desk.come_back()
    assert (desk.caption().language, desk.caption().committed) == ("en", "Hello there")


def test_a_flip_that_waits_is_dropped_when_a_person_writes_over_the_caption(desk: Desk) -> None:
    desk.say("hello there you")
    desk.say("one two three")
    desk.slow = True
    desk.flip("c1")
    desk.flip("c2")
    desk.do(Corrected(participant="anna", caption="c2", text="One two"))
    desk.come_back()
    assert desk.waiting == []
    assert (desk.caption("c1").language, desk.caption("c2").language) == ("pt", "en")


def test_audio_of_a_flip_stays_for_another_one(desk: Desk) -> None:
    desk.say("hello there you <0.8>")
    desk.slow = True
    desk.flip()
    request = desk.waiting.pop()
    desk.slow = False
    for _ in range(3):
        desk.say("one two three four <0.8>")
    desk.do(desk.answer(request))
    assert desk.caption().language == "pt"
    assert desk.flip() == []
    assert desk.caption().language == "en"


def test_a_caption_that_was_corrected_is_the_machines_again_after_a_flip(desk: Desk) -> None:
    desk.say("hello there you")
    desk.do(Corrected(participant="anna", caption="c1", text="Hello there"))
    desk.flip()
    now = desk.caption()
    assert (now.committed, now.corrected, now.redone) == ("hello there you", False, True)
    assert now.model == "fake-asr"


def test_a_flip_that_keeps_failing_is_said_to_who_asked(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    desk.slow = True
    desk.flip()
    for _ in range(SMALL.retry.attempts):
        desk.fail()
    assert desk.waiting == []
    assert desk.refused == ["flip_failed"]
    assert desk.caption() is before


def test_a_flip_that_gives_no_words_leaves_the_caption_as_it_is(desk: Desk) -> None:
    desk.say("hello there you")
    before = desk.caption()
    desk.slow = True
    desk.flip()
    request = desk.waiting.pop(0)
    heard = desk.answer(request)
    assert isinstance(heard, WindowRecognized)
    nothing = replace(heard.hypothesis, words=())
    desk.do(WindowRecognized(request=request.request, hypothesis=nothing))
    assert desk.refused == ["flip_failed"]
    assert desk.caption() is before


def test_answers_without_a_flip_are_an_error_of_the_caller(abilities: Abilities) -> None:
    context = Context(
        pair=LanguagePair("en", "pt"),
        abilities=abilities,
        config=ConversationConfig(),
        captions=Captions(kept=5),
        new_request=partial(next, count(1)),
    )
    flipping = Flipping(context, KeptAudio(capacity_samples=0))
    with pytest.raises(RuntimeError, match="no caption is under way"):
        flipping.answered(RequestFailed(request=1, code="busy"))


def test_a_flipped_caption_is_translated_from_its_audio_where_its_text_is_not(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    speech = LanguagePair("pt", "en")
    able = replace(
        abilities,
        translates=abilities.translates - {speech},
        speech_routes={speech: FROM_SPEECH},
    )
    desk = Desk(able, answer, speak)
    desk.say("hello there you")
    desk.flip()
    assert desk.windows[-1].task is Task.TRANSLATE
    assert desk.windows[-1].languages == ("pt",)
    assert desk.translation("en").route == FROM_SPEECH
    assert desk.translation("en").redone
    desk.do(ReadsChanged(participant="anna", reads=("en", "pt", "fi")))
    assert not any(one.language == "fi" for one in desk.translations)
    desk.flip()  # back: nothing of that English is left
    assert (desk.translation("fi").route, desk.translation("fi").model) == (DIRECT, "fake-mt")
    assert desk.translation("en").committed == ""
    assert desk.translation("pt").committed == "pt:hello there you"
    desk.flip()
    assert desk.translation("en").committed == "en:hello en:there en:you"
    revisions = desk.revisions("en")
    assert revisions == list(range(1, len(revisions) + 1))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(flips=st.lists(st.sampled_from(["c1", "c2", "c3"]), max_size=6))
def test_each_flip_changes_the_language_of_one_caption_and_nothing_else(
    abilities: Abilities, answer: Answerer, speak: Speaker, flips: list[str]
) -> None:
    desk = Desk(abilities, answer, speak)
    for word in ("hello", "there", "you"):
        desk.say(word)
    for flipped in flips:
        before = {one: desk.caption(one) for one in ("c1", "c2", "c3")}
        assert desk.flip(flipped) == []
        now = {one: desk.caption(one) for one in before}
        assert {one for one in now if now[one] is not before[one]} == {flipped}
        assert now[flipped].committed == before[flipped].committed
        assert {now[flipped].language, before[flipped].language} == {"en", "pt"}
    for one in ("c1", "c2", "c3"):
        odd = flips.count(one) % 2 == 1
        assert desk.caption(one).language == ("pt" if odd else "en")
        shown, empty = ("en", "pt") if odd else ("pt", "en")
        assert desk.translation(shown, one).committed == f"{shown}:{desk.caption(one).committed}"
        assert not flips.count(one) or desk.translation(empty, one).committed == ""
