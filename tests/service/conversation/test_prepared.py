"""Ready phrases and cards: shown in the words of people where there are some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.types import FROM_SPEECH, LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    CaptionChanged,
    Corrected,
    Effect,
    Event,
    ModelRequest,
    Noticed,
    Participant,
    ParticipantJoined,
    ReadsChanged,
    Refused,
    Role,
    Shown,
    Translate,
    TranslationChanged,
)
from service.conversation.prepared import PreparedText

Answerer = Callable[[ModelRequest], Answer]
SIGN = PreparedText(id="form.sign", texts={"en": "Sign here.", "fi": "Allekirjoita."})
WORK = PreparedText(id="card.work", texts={"ti": "ስራሕ", "fi": "Työ"})
LOST = PreparedText(id="form.lost", texts={"ti": "ስራሕ"})
SHOW = Shown(participant="anna", phrase="form.sign")


class Desk:
    """Staff of one language, and whoever joins; requests are answered at once."""

    def __init__(self, answer: Answerer, abilities: Abilities, staff: str = "en") -> None:
        prepared = {one.id: one for one in (SIGN, WORK, LOST)}
        self.core = Conversation(
            pair=LanguagePair(staff, "pt"),
            abilities=abilities,
            config=ConversationConfig(prepared=prepared),
        )
        self._answer = answer
        self.asked: list[str] = []
        self.join("anna", Role.STAFF, staff)

    def join(self, name: str, role: Role, *reads: str) -> None:
        self(ParticipantJoined(participant=Participant(id=name, role=role, reads=reads)))

    def __call__(self, event: Event) -> list[Effect]:
        told: list[Effect] = []
        for effect in self.core.handle(event):
            if isinstance(effect, ModelRequest):
                if isinstance(effect, Translate):
                    self.asked.append(effect.text)
                told += self(self._answer(effect))
            else:
                told.append(effect)
        return told


def captions(effects: list[Effect]) -> list[tuple[str, str]]:
    return [(one.language, one.committed) for one in effects if isinstance(one, CaptionChanged)]


def translations(effects: list[Effect]) -> list[tuple[str, str, bool, bool]]:
    return [
        (one.language, one.committed, one.written, one.final)
        for one in effects
        if isinstance(one, TranslationChanged)
    ]


def test_readers_get_the_words_of_people_where_there_are_some_and_a_translation_elsewhere(
    answer: Answerer, abilities: Abilities
) -> None:
    desk = Desk(answer, abilities)
    desk.join("a", Role.VIEWER, "fi")
    desk.join("b", Role.CLIENT, "pt")
    told = desk(SHOW)
    assert captions(told) == [("en", "Sign here.")]
    assert translations(told) == [
        ("fi", "Allekirjoita.", True, True),
        ("pt", "pt:Sign here.", False, True),
    ]
    assert desk.asked == ["Sign here."]


def test_every_translation_says_which_phrase_it_is_of(
    answer: Answerer, abilities: Abilities
) -> None:
    desk = Desk(answer, abilities)
    desk.join("a", Role.VIEWER, "fi")
    desk.join("b", Role.CLIENT, "pt")
    told = [one.phrase for one in desk(SHOW) if isinstance(one, TranslationChanged)]
    assert told == ["form.sign", "form.sign"]


def test_a_caption_that_is_shown_says_which_phrase_it_is(
    answer: Answerer, abilities: Abilities
) -> None:
    (caption,) = [one for one in Desk(answer, abilities)(SHOW) if isinstance(one, CaptionChanged)]
    assert (caption.prepared, caption.typed, caption.final) == (SIGN, True, True)
    assert caption.participant == "anna"


def test_a_reader_who_comes_later_gets_the_words_of_people_too(
    answer: Answerer, abilities: Abilities
) -> None:
    desk = Desk(answer, abilities)
    desk(SHOW)
    told = desk(ReadsChanged(participant="anna", reads=("en", "fi")))
    assert translations(told) == [("fi", "Allekirjoita.", True, True)]
    assert desk.asked == []


def test_where_it_has_not_the_language_of_the_staff_the_first_that_there_is_is_shown(
    answer: Answerer, abilities: Abilities
) -> None:
    told = Desk(answer, abilities)(Shown(participant="anna", phrase="card.work"))
    assert captions(told) == [("fi", "Työ")]


def test_what_a_reader_has_words_for_is_not_told_to_be_unavailable(
    answer: Answerer, abilities: Abilities
) -> None:
    ways = {LanguagePair("en", "fi"): FROM_SPEECH, LanguagePair("en", "de"): FROM_SPEECH}
    desk = Desk(answer, replace(abilities, speech_routes=ways))
    desk.join("a", Role.VIEWER, "fi")
    told = desk(SHOW)
    assert translations(told) == [("fi", "Allekirjoita.", True, True)]
    assert not any(isinstance(one, Noticed) for one in told)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Shown(participant="nobody", phrase="form.sign"), "not_allowed"),
        (Shown(participant="client", phrase="form.sign"), "not_allowed"),
        (Shown(participant="anna", phrase="form.none"), "unknown_phrase"),
        (Shown(participant="anna", phrase="form.lost"), "unsupported_language"),
    ],
)
def test_it_is_refused(answer: Answerer, abilities: Abilities, event: Shown, code: str) -> None:
    desk = Desk(answer, abilities)
    desk.join("client", Role.CLIENT, "pt")
    assert desk(event) == [Refused(participant=event.participant, code=code)]


def test_what_was_shown_is_not_corrected(answer: Answerer, abilities: Abilities) -> None:
    desk = Desk(answer, abilities)
    desk(SHOW)
    told = desk(Corrected(participant="anna", caption="c1", text="Sign there."))
    assert told == [Refused(participant="anna", code="not_allowed")]
