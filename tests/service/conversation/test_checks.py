from __future__ import annotations

from collections.abc import Callable

import pytest

from models.types import LanguagePair
from service.conversation.abilities import Abilities
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    CheckAsked,
    CheckMade,
    Corrected,
    Effect,
    Event,
    ModelRequest,
    Participant,
    ParticipantJoined,
    Refused,
    RequestFailed,
    Role,
    Said,
    Translate,
    TranslationChanged,
)

Answerer = Callable[[ModelRequest], Answer]
CHECK = CheckAsked(participant="anna", caption="c1", language="pt")


@pytest.fixture
def core(abilities: Abilities) -> Conversation:
    """Anna of the staff reads Finnish and Portuguese, João is a client."""
    core = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)
    for one, role, reads in (
        ("anna", Role.STAFF, ("en", "fi", "pt")),
        ("joão", Role.CLIENT, ("pt",)),
    ):
        core.handle(ParticipantJoined(participant=Participant(id=one, role=role, reads=reads)))
    return core


def say(core: Conversation, answer: Answerer, text: str = "Hello") -> None:
    """Typed and translated."""
    for effect in core.handle(Said(participant="anna", text=text, language="en")):
        if isinstance(effect, Translate):
            core.handle(answer(effect))


def asked(effects: list[Effect]) -> Translate:
    (request,) = effects
    assert isinstance(request, Translate)
    return request


def refusal(effects: list[Effect]) -> str:
    (refused,) = effects
    assert isinstance(refused, Refused)
    return refused.code


def test_a_translation_is_translated_back_for_the_one_who_asked(
    core: Conversation, answer: Answerer
) -> None:
    say(core, answer)
    request = asked(core.handle(CHECK))
    assert (request.text, request.pair) == ("pt:Hello", LanguagePair("pt", "en"))
    (made,) = core.handle(answer(request))
    assert isinstance(made, CheckMade)
    assert (made.participant, made.caption, made.language, made.revision) == ("anna", "c1", "pt", 1)
    assert made.translation.text == "en:pt:Hello"
    assert core.handle(answer(request)) == []


def test_a_check_waits_for_what_somebody_reads_first(core: Conversation, answer: Answerer) -> None:
    say(core, answer)
    check = asked(core.handle(CHECK))
    for effect in core.handle(Said(participant="joão", text="Olá", language="pt")):
        if isinstance(effect, Translate):
            assert effect.patience_s < check.patience_s


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (CheckAsked(participant="joão", caption="c1", language="pt"), "not_allowed"),
        (CheckAsked(participant="nobody", caption="c1", language="pt"), "not_allowed"),
        (CheckAsked(participant="anna", caption="c9", language="pt"), "unknown_caption"),
        (CheckAsked(participant="anna", caption="c1", language="sv"), "no_translation"),
        (CheckAsked(participant="anna", caption="c1", language="en"), "no_translation"),
        (CheckAsked(participant="anna", caption="c1", language="fi"), "check_unavailable"),
    ],
)
def test_a_check_is_refused_with_its_reason(
    core: Conversation, answer: Answerer, event: Event, code: str
) -> None:
    say(core, answer)
    assert refusal(core.handle(event)) == code


def test_there_is_nothing_to_check_before_the_translation_is_final(core: Conversation) -> None:
    core.handle(Said(participant="anna", text="Hello", language="en"))
    assert refusal(core.handle(CHECK)) == "no_translation"


def test_a_check_that_fails_says_so(core: Conversation, answer: Answerer) -> None:
    say(core, answer)
    request = asked(core.handle(CHECK))
    failed = RequestFailed(request=request.request, code="inference_failed")
    assert refusal(core.handle(failed)) == "check_failed"


def test_only_a_few_checks_are_under_way(core: Conversation, answer: Answerer) -> None:
    say(core, answer)
    first, *_ = [asked(core.handle(CHECK)) for _ in range(4)]
    assert refusal(core.handle(CHECK)) == "too_many_checks"
    core.handle(answer(first))
    assert asked(core.handle(CHECK))


def test_a_check_tells_which_revision_it_is_of(core: Conversation, answer: Answerer) -> None:
    say(core, answer)
    check = asked(core.handle(CHECK))
    _, *requests = core.handle(Corrected(participant="anna", caption="c1", text="Good day"))
    shown = [
        effect
        for request in requests
        if isinstance(request, Translate)
        for effect in core.handle(answer(request))
    ]
    assert {one.revision for one in shown if isinstance(one, TranslationChanged)} == {2}
    (made,) = core.handle(answer(check))
    assert isinstance(made, CheckMade)
    assert made.revision == 1
