"""The words of a glossary reach translations and microphones of one conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.types import (
    NO_TERMS,
    AudioWindow,
    LanguagePair,
    Samples,
    Term,
    TermList,
    Vocabulary,
)
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    AudioReceived,
    Effect,
    Event,
    GlossaryChanged,
    ModelRequest,
    Participant,
    ParticipantJoined,
    Role,
    Said,
    TextTranslated,
    Translate,
    TranslationChanged,
)
from service.conversation.terms import TermsInUse

Answerer = Callable[[ModelRequest], Answer]
EN_PT = LanguagePair("en", "pt")
CARD = Term(source="travel card", target="passe")
CARDS = TermList((CARD,))
ANNA = Participant(id="anna", role=Role.STAFF, reads=("en", "pt"), speaks="en", listening=True)
TOLD = ConversationConfig(vocabulary={"en": Vocabulary(hotwords=("Kela",), prompt="At the desk.")})


class Desk:
    """One conversation with its models."""

    def __init__(self, abilities: Abilities, answer: Answerer) -> None:
        self._core = Conversation(pair=EN_PT, abilities=abilities, config=TOLD)
        self._answer = answer
        self.asked: list[Translate] = []
        self(ParticipantJoined(participant=ANNA))

    def __call__(self, event: Event) -> list[Effect]:
        told: list[Effect] = []
        pending: list[Event] = [event]
        while pending:
            for effect in self._core.handle(pending.pop(0)):
                if isinstance(effect, Translate):
                    self.asked.append(effect)
                if isinstance(effect, ModelRequest):
                    pending.append(self._lossy(self._answer(effect)))
                else:
                    told.append(effect)
        return told

    def _lossy(self, answer: Answer) -> Answer:
        """No translation keeps a term."""
        if not isinstance(answer, TextTranslated):
            return answer
        lost = self.asked[-1].terms.terms
        return replace(answer, translation=replace(answer.translation, terms_missing=lost))

    def say(self, text: str) -> TranslationChanged:
        told = self(Said(participant="anna", text=text, language="en"))
        (shown,) = [one for one in told if isinstance(one, TranslationChanged)]
        return shown


def test_terms_of_a_pair_go_with_each_text_when_the_glossary_has_changed(
    abilities: Abilities, answer: Answerer
) -> None:
    desk = Desk(abilities, answer)
    desk.say("My travel card.")
    assert desk(GlossaryChanged(terms={EN_PT: CARDS}, kept=NO_TERMS, hotwords={})) == []
    desk.say("My travel card again.")
    desk(GlossaryChanged(terms={LanguagePair("pt", "en"): CARDS}, kept=NO_TERMS, hotwords={}))
    desk.say("And my travel card.")

    assert [one.terms for one in desk.asked] == [NO_TERMS, CARDS, NO_TERMS]


def test_kept_terms_go_with_a_text_when_its_pair_has_no_list(
    abilities: Abilities, answer: Answerer
) -> None:
    desk = Desk(abilities, answer)
    desk(GlossaryChanged(terms={}, kept=CARDS, hotwords={}))
    desk.say("My travel card.")

    assert desk.asked[-1].terms is CARDS


def test_translation_says_once_what_it_lacks_when_two_sentences_lack_it(
    abilities: Abilities, answer: Answerer
) -> None:
    desk = Desk(abilities, answer)
    desk(GlossaryChanged(terms={EN_PT: CARDS}, kept=NO_TERMS, hotwords={}))

    assert desk.say("My travel card. Your travel card.").terms_missing == (CARD,)


def test_microphone_listens_for_terms_when_they_are_hotwords(
    abilities: Abilities,
    answer: Answerer,
    speak: Callable[[str], Samples],
    windows: list[AudioWindow],
) -> None:
    desk = Desk(abilities, answer)
    desk(
        GlossaryChanged(
            terms={}, kept=NO_TERMS, hotwords={"en": ("travel card",), "pt": ("passe",)}
        )
    )
    audio = speak("my travel card. <1>")
    desk(AudioReceived(participant="anna", start_sample=0, samples=audio))

    assert windows[-1].vocabulary == {
        "en": Vocabulary(hotwords=("Kela", "travel card"), prompt="At the desk."),
        "pt": Vocabulary(hotwords=("passe",)),
    }


def test_vocabulary_stays_when_no_term_is_a_hotword() -> None:
    assert TermsInUse().vocabulary(TOLD.vocabulary) == TOLD.vocabulary
