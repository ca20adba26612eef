"""An utterance that was taken for the wrong language of the pair, and is recognized again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flipping_desk import ANNA, Answerer, Desk, Speaker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.types import DIRECT, FROM_SPEECH, LanguagePair, Task
from service.conversation.abilities import Abilities
from service.conversation.conversation import Conversation
from service.conversation.events import (
    CaptionChanged,
    Corrected,
    Noticed,
    ParticipantJoined,
    Paused,
    ReadsChanged,
)


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
