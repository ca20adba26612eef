"""English made of the audio, where the text of a language is translated by nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

import numpy as np
import pytest

from models.types import (
    FROM_SPEECH,
    SAMPLE_RATE,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    Route,
    Samples,
    Task,
)
from service.conversation.abilities import Abilities
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig, TranslationConfig
from service.conversation.context import Context
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    AudioReceived,
    CaptionChanged,
    Corrected,
    Effect,
    Event,
    ModelRequest,
    Noticed,
    Participant,
    ParticipantJoined,
    Paused,
    ReadsChanged,
    Recognize,
    RequestFailed,
    Role,
    Said,
    TranslationChanged,
    WindowRecognized,
)
from service.conversation.speech_translation import SpeechTranslations

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]

IVAN = Participant(id="ivan", role=Role.STAFF, reads=("ru",), speaks="ru")
ANNA = Participant(id="anna", role=Role.STAFF, reads=("en",))
VIEW = Participant(id="view", role=Role.VIEWER, reads=("pt",))
RU_EN = LanguagePair("ru", "en")
RU_PT = LanguagePair("ru", "pt")
VIA_ENGLISH = Route(("en",), from_speech=True)
SAID = "привет всем. <1.5>"


@pytest.fixture
def russian(abilities: Abilities) -> Abilities:
    """Understands Russian, too, and translates only its speech."""
    return replace(
        abilities,
        recognizes=abilities.recognizes | {"ru"},
        speech_routes={RU_EN: FROM_SPEECH, RU_PT: VIA_ENGLISH},
    )


class Desk:
    """A conversation whose requests are answered at once, but for translations of speech."""

    def __init__(self, abilities: Abilities, answer: Answerer, speak: Speaker) -> None:
        config = ConversationConfig(translation=TranslationConfig(speech_waiting=2))
        pair = LanguagePair("en", "ru")
        self.core = Conversation(pair=pair, abilities=abilities, config=config)
        self.interpreting: list[Recognize] = []
        self.told: list[Effect] = []
        self._answer = answer
        self._speak = speak

    def do(self, *events: Event) -> None:
        pending = list(events)
        while pending:
            for effect in self.core.handle(pending.pop(0)):
                if isinstance(effect, Recognize) and effect.window.task is Task.TRANSLATE:
                    self.interpreting.append(effect)
                elif isinstance(effect, ModelRequest):
                    pending.append(self._answer(effect))
                else:
                    self.told.append(effect)

    def join(self, *participants: Participant) -> None:
        self.do(*(ParticipantJoined(participant=participant) for participant in participants))

    def say(self, script: str, participant: str = "ivan") -> None:
        audio = self._speak(script)
        start = self.core.next_sample(participant)
        self.do(AudioReceived(participant=participant, start_sample=start, samples=audio))
        self.do(Paused(participant=participant))

    def interpret(self) -> None:
        """Answer everything that was asked of the recognizer so far, and what follows."""
        while self.interpreting:
            self.do(self._answer(self.interpreting.pop(0)))

    def fail(self) -> None:
        self.do(RequestFailed(request=self.interpreting.pop(0).request, code="busy"))

    def shown(self, language: str) -> list[TranslationChanged]:
        changes = (one for one in self.told if isinstance(one, TranslationChanged))
        return [one for one in changes if one.language == language]

    def notices(self) -> list[tuple[str, str | None, str | None]]:
        notices = (one for one in self.told if isinstance(one, Noticed))
        return [(one.code, one.caption, one.language) for one in notices]


@pytest.fixture
def desk(russian: Abilities, answer: Answerer, speak: Speaker) -> Desk:
    return Desk(russian, answer, speak)


def test_an_utterance_is_translated_from_its_audio_when_it_is_final(
    desk: Desk, windows: list[AudioWindow]
) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    final = [window for window in windows if window.final][-1]
    (asked,) = desk.interpreting
    assert asked.window.languages == ("ru",)
    assert asked.window.start_sample == final.start_sample
    assert asked.window.voiced_share == final.voiced_share
    assert np.array_equal(asked.window.samples, final.samples)
    desk.interpret()
    (shown,) = desk.shown("en")
    assert (shown.committed, shown.tentative, shown.final) == ("en:привет en:всем.", "", True)
    assert (shown.model, shown.route.label, shown.revision) == ("fake-asr", "speech:en", 1)
    (final_caption,) = [one for one in desk.told if isinstance(one, CaptionChanged) and one.final]
    assert shown.source_revision == final_caption.revision
    assert desk.notices() == []


def test_is_less_urgent_than_the_captions_of_who_speaks_now(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    config = ConversationConfig()
    assert desk.interpreting[0].patience_s > config.pacing.final_patience_s


def test_speech_that_nobody_reads_in_english_is_not_translated(desk: Desk) -> None:
    desk.join(IVAN)
    desk.say(SAID)
    assert desk.interpreting == []


def test_speech_whose_text_is_translated_is_left_to_the_text(desk: Desk) -> None:
    desk.join(replace(IVAN, speaks="pt"), ANNA)
    desk.say("bom dia. <1.5>")
    assert desk.interpreting == []
    assert desk.shown("en")[-1].route.label == "direct"


def test_noise_in_which_nobody_spoke_is_not_translated(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say("~наверное ~так <0.1> (0.3) <1.5>")
    assert desk.interpreting == []


def test_english_of_speech_is_translated_further_as_text(desk: Desk) -> None:
    desk.join(IVAN, ANNA, VIEW)
    desk.say(SAID)
    desk.interpret()
    (shown,) = desk.shown("pt")
    assert (shown.committed, shown.final) == ("pt:en:привет en:всем.", True)
    assert (shown.model, shown.route.label) == ("fake-asr+fake-mt", "speech:en+text")


def test_text_of_another_language_keeps_its_own_label(desk: Desk) -> None:
    desk.join(replace(IVAN, speaks="en"), VIEW)
    desk.say("hello. <1.5>")
    assert desk.shown("pt")[-1].route.label == "direct"


def test_a_late_reader_is_given_what_was_made_for_others(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    desk.interpret()
    desk.join(VIEW)
    (shown,) = desk.shown("pt")
    assert shown.route == VIA_ENGLISH


def test_a_late_reader_of_what_was_not_made_goes_without(desk: Desk) -> None:
    desk.join(IVAN)
    desk.say(SAID)
    desk.join(ANNA, VIEW)
    assert desk.interpreting == []
    assert desk.notices() == []


def test_a_reader_who_comes_while_it_is_made_is_given_it(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    desk.join(VIEW)
    desk.interpret()
    assert [one.committed for one in desk.shown("pt")] == ["pt:en:привет en:всем."]


def test_what_a_person_writes_over_speech_takes_its_translations_back(desk: Desk) -> None:
    desk.join(IVAN, ANNA, VIEW)
    desk.say(SAID)
    desk.interpret()
    desk.do(Corrected(participant="ivan", caption="c1", text="Привет."))
    for language in ("en", "pt"):
        before, after = desk.shown(language)
        assert (after.committed, after.final, after.corrected) == ("", True, True)
        assert after.revision == before.revision + 1
        assert after.source_revision == before.source_revision + 1
    unavailable = [("translation_unavailable", "c1", language) for language in ("en", "pt")]
    assert desk.notices() == unavailable
    desk.do(Corrected(participant="ivan", caption="c1", text="Привет!"))
    assert len(desk.shown("en")) == 2
    assert desk.notices() == unavailable * 2


def test_nobody_is_given_english_of_what_a_person_has_written_over(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    desk.interpret()
    desk.do(Corrected(participant="ivan", caption="c1", text="Привет."))
    desk.join(VIEW)
    assert desk.shown("pt") == []


@pytest.mark.parametrize("number", [1, 2])
def test_english_that_comes_after_a_correction_is_dropped(desk: Desk, number: int) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    desk.say(SAID)
    desk.do(Corrected(participant="ivan", caption=f"c{number}", text="Привет."))
    desk.interpret()
    (shown,) = desk.shown("en")
    assert shown.caption == f"c{3 - number}"
    assert desk.notices() == [("translation_unavailable", f"c{number}", "en")]


def test_a_typed_turn_is_not_translated_and_readers_are_told(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.do(Said(participant="ivan", text="Привет.", language="ru"))
    assert desk.interpreting == []
    assert desk.notices() == [("translation_unavailable", "c1", "en")]


def test_a_failure_is_tried_again(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    desk.fail()
    desk.interpret()
    assert len(desk.shown("en")) == 1
    assert desk.notices() == []


def test_readers_are_told_when_every_attempt_fails(desk: Desk) -> None:
    desk.join(IVAN, ANNA, VIEW)
    desk.say(SAID)
    for _ in range(3):
        desk.fail()
    assert desk.interpreting == []
    failed = [("translation_failed", "c1", "en"), ("translation_failed", "c1", "pt")]
    assert desk.notices() == failed


def test_english_without_words_has_failed(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    nothing = Hypothesis(
        words=(),
        language="ru",
        language_probability=1.0,
        no_speech_probability=0.0,
        average_log_probability=0.0,
    )
    request = desk.interpreting.pop(0).request
    desk.do(WindowRecognized(request=request, hypothesis=nothing))
    assert desk.shown("en") == []
    assert desk.notices() == [("translation_failed", "c1", "en")]


def test_one_utterance_is_under_way_and_the_oldest_that_waits_too_long_is_given_up(
    desk: Desk,
) -> None:
    desk.join(IVAN, ANNA)
    for _ in range(4):
        desk.say(SAID)
    assert len(desk.interpreting) == 1
    desk.interpret()
    assert [one.caption for one in desk.shown("en")] == ["c1", "c3", "c4"]
    assert desk.notices() == [("translation_failed", "c2", "en")]


def test_english_that_was_asked_for_is_shown_even_if_its_reader_leaves(desk: Desk) -> None:
    desk.join(IVAN, ANNA)
    desk.say(SAID)
    desk.do(ReadsChanged(participant="anna", reads=("fi",)))
    desk.interpret()
    assert len(desk.shown("en")) == 1


def test_what_is_not_kept_any_more_is_not_translated(russian: Abilities) -> None:
    captions = Captions(kept=1)
    context = Context(
        pair=RU_EN,
        abilities=russian,
        config=ConversationConfig(),
        captions=captions,
        new_request=partial(next, count(1)),
    )
    speech = SpeechTranslations(context)
    old = captions.say(participant="ivan", language="ru", text="Привет.")
    silence = np.zeros(SAMPLE_RATE, np.float32)
    window = AudioWindow(samples=silence, start_sample=0, languages=("ru",), final=True)
    (asked,) = speech.begin(old, window, ["en"])
    assert isinstance(asked, Recognize)
    captions.say(participant="ivan", language="ru", text="Пока.")
    for gone in captions.forget_oldest():
        speech.forget(gone)
    answer = RequestFailed(request=asked.request, code="busy")
    assert speech.answered(answer) == (old, [])
    with pytest.raises(RuntimeError):
        speech.answered(answer)
