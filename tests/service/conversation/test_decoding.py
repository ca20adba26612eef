from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from models.types import SAMPLE_RATE, AudioWindow, LanguagePair, Samples, Vocabulary, Word
from service.conversation.abilities import Abilities
from service.conversation.agreement import AgreementConfig
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig, RecognitionConfig
from service.conversation.context import Context
from service.conversation.conversation import Conversation
from service.conversation.decoding import Decoding
from service.conversation.endpointing import EndpointingConfig
from service.conversation.events import (
    PAIR,
    Answer,
    CaptionChanged,
    LagChanged,
    ModelRequest,
    Noticed,
    Participant,
    Recognize,
    RequestFailed,
    Role,
    SpeaksChanged,
    WindowRecognized,
)
from service.conversation.pacing import PacingConfig
from service.conversation.replay import Moment, Replay, Told, recital
from service.conversation.seams import SeamConfig

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]
Play = Callable[..., list[Told]]

SHORT = ConversationConfig(
    endpointing=EndpointingConfig(long_utterance_s=9.0, max_utterance_s=3.0, cut_search_s=1.0),
    recognition=RecognitionConfig(agreement=AgreementConfig(decodings=2, held_words=1)),
)


def after(recognize_s: float) -> Callable[[ModelRequest], float]:
    return lambda request: recognize_s if isinstance(request, Recognize) else 0.0


@pytest.fixture
def play(abilities: Abilities, answer: Answerer, speak: Speaker) -> Play:
    """Speaks a script into a conversation; gives all that it tells."""

    def play(
        script: str,
        *,
        frame: int = 320,
        speaks: str = "en",
        recognize_s: float = 0.2,
        config: ConversationConfig | None = None,
        answerer: Answerer = answer,
        also: tuple[Moment, ...] = (),
    ) -> list[Told]:
        conversation = Conversation(
            pair=LanguagePair("en", "pt"), abilities=abilities, config=config
        )
        replay = Replay(conversation, answerer, latency_s=after(recognize_s))
        speaker = Participant(id="anna", role=Role.STAFF, reads=("en",), speaks=speaks)
        audio = speak(script)
        pieces = np.split(audio, range(frame, audio.size, frame))
        moments = sorted([*recital(speaker, pieces), *also], key=lambda moment: moment.at_s)
        told = [effect for moment in moments for effect in replay.submit(moment)]
        return [*told, *replay.finish()]

    return play


def captions(told: list[Told]) -> list[CaptionChanged]:
    return [effect for effect in told if isinstance(effect, CaptionChanged)]


def finals(told: list[Told]) -> list[str]:
    return [change.committed for change in captions(told) if change.final]


def failing(answer: Answerer, fails: Callable[[Recognize], bool]) -> Answerer:
    def answer_or_fail(request: ModelRequest) -> Answer:
        if isinstance(request, Recognize) and fails(request):
            return RequestFailed(request=request.request, code="inference_failed")
        return answer(request)

    return answer_or_fail


def test_words_appear_while_somebody_speaks_and_are_final_after(play: Play) -> None:
    told = play("hello there how are you <1>")
    shown = [f"{change.committed}|{change.tentative}" for change in captions(told)]
    assert shown[0] == "|hello"
    assert shown[-1] == "hello there how are you|"
    assert finals(told) == ["hello there how are you"]


def test_every_window_begins_with_its_utterance(play: Play, windows: list[AudioWindow]) -> None:
    play("<1> hello there <1> how are you <1>")
    starts = {window.start_sample for window in windows}
    assert len(starts) == 2
    assert min(starts) <= SAMPLE_RATE - 0.4 * SAMPLE_RATE + 512


def test_the_early_final_is_the_final_when_the_turn_is_over(
    play: Play, windows: list[AudioWindow]
) -> None:
    told = play("hello there <1>")
    assert sum(window.final for window in windows) == 1
    (final,) = (change for change in captions(told) if change.final)
    assert final.end_sample is not None
    assert windows[-1].samples.size == final.end_sample - windows[-1].start_sample


def test_the_early_final_is_one_of_many_when_the_voice_goes_on(
    play: Play, windows: list[AudioWindow]
) -> None:
    told = play("hello there <0.45> how are you <1>")
    assert sum(window.final for window in windows) == 2
    assert finals(told) == ["hello there how are you"]


def test_an_early_final_that_comes_late_still_is_the_final(
    play: Play, windows: list[AudioWindow]
) -> None:
    told = play("hello there <2>", recognize_s=0.7)
    assert sum(window.final for window in windows) == 1
    assert finals(told) == ["hello there"]


def test_an_utterance_ends_while_a_tentative_decode_is_in_flight(
    play: Play, windows: list[AudioWindow]
) -> None:
    told = play("hello there how <3>", recognize_s=1.5)
    assert [window.final for window in windows] == [False, True]
    assert [(change.tentative, change.final) for change in captions(told)] == [("", True)]
    assert finals(told) == ["hello there how"]


def test_utterances_are_finished_in_order_when_the_model_is_slow(play: Play) -> None:
    told = play("one two <0.8> three four <0.8> five six <0.8>", recognize_s=3.0)
    assert finals(told) == ["one two", "three four", "five six"]
    assert [change.caption for change in captions(told) if change.final] == ["c1", "c2", "c3"]


def test_one_decode_is_in_flight_at_a_time(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    conversation = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)
    in_flight: set[int] = set()

    def latency_s(request: ModelRequest) -> float:
        if isinstance(request, Recognize):
            assert not in_flight
            in_flight.add(request.request)
            return 1.0
        return 0.0

    def answer_one(request: ModelRequest) -> Answer:
        in_flight.discard(request.request)
        return answer(request)

    replay = Replay(conversation, answer_one, latency_s=latency_s)
    speaker = Participant(id="anna", role=Role.STAFF, reads=("en",), speaks="en")
    audio = speak("a b c d e f <0.8> g h i j k l")
    for moment in recital(speaker, np.split(audio, range(320, audio.size, 320))):
        replay.submit(moment)
    replay.finish()
    assert not in_flight


def test_a_cut_loses_no_word_and_doubles_none(play: Play) -> None:
    script = " ".join(f"w{number}" for number in range(40))
    for recognize_s in (0.05, 0.4, 1.1, 5.0):
        told = play(script, recognize_s=recognize_s, config=SHORT)
        assert len(finals(told)) > 3
        assert " ".join(finals(told)) == script


SEAMS = ConversationConfig(
    seams=SeamConfig(sentence_after_s=2.0, clause_after_s=3.0, word_after_s=4.0)
)


@pytest.mark.parametrize("mark", [".", ",", ""])
@pytest.mark.parametrize("recognize_s", [0.05, 0.25, 1.1])
def test_long_speech_is_parted_and_no_word_is_lost_or_doubled(
    play: Play, windows: list[AudioWindow], mark: str, recognize_s: float
) -> None:
    script = " ".join(f"w{number}{mark if number % 5 == 4 else ''}" for number in range(60))
    told = play(script + " <1>", recognize_s=recognize_s, config=SEAMS)
    assert len(finals(told)) > 3
    assert " ".join(finals(told)) == script
    assert max(window.samples.size for window in windows) < 8 * SAMPLE_RATE
    if mark == "." and recognize_s < 1:
        assert all(text.endswith(".") for text in finals(told))


def test_windows_and_lag_stay_as_they_are_when_nobody_pauses_for_minutes(
    play: Play, windows: list[AudioWindow]
) -> None:
    said = [f"w{number}{'.' if number % 9 == 8 else ''}" for number in range(90)] * 5
    told = play(" ".join(said), config=SEAMS)
    assert " ".join(finals(told)).split() == said
    lags_s = [effect.seconds for effect in told if isinstance(effect, LagChanged)]
    sizes = [window.samples.size for window in windows]
    for figures in (lags_s, sizes):
        half = len(figures) // 2
        assert max(figures[half:]) <= 1.1 * max(figures[:half])
    assert max(lags_s) < 1.0


def test_long_speech_is_not_parted_where_its_words_have_no_times(
    play: Play, answer: Answerer
) -> None:
    def untimed(request: ModelRequest) -> Answer:
        answered = answer(request)
        if isinstance(answered, WindowRecognized):
            words = tuple(Word(text=word.text) for word in answered.hypothesis.words)
            answered = replace(answered, hypothesis=replace(answered.hypothesis, words=words))
        return answered

    script = " ".join(f"w{number}." for number in range(30))
    assert finals(play(script, config=SEAMS, answerer=untimed)) == [script]


def test_a_parted_caption_begins_where_the_one_before_ends(play: Play) -> None:
    script = " ".join(f"w{number}." for number in range(30))
    ended = [change for change in captions(play(script, config=SEAMS)) if change.final]
    for before, after in pairwise(ended):
        assert before.end_sample == after.start_sample


def test_words_committed_beyond_a_cut_are_not_said_again(play: Play) -> None:
    """The cut is in the pause before "g h", which two decodings had agreed on by then."""
    script = "a b c d e f <0.2> g h i j k l"
    once = play(script, config=replace(SHORT, pacing=PacingConfig(tentative=False)))
    live = play(script, config=SHORT, frame=100, recognize_s=0.0)
    assert finals(once) == ["a b c d e f", "g h i j k l"]
    assert finals(live) == ["a b c d e f g h", "i j k l"]


def test_what_was_heard_beyond_a_cut_is_not_shown_in_the_caption_before(play: Play) -> None:
    script = " ".join(f"w{number}" for number in range(40))
    told = play(script, recognize_s=0.9, config=SHORT)
    for change in captions(told):
        if change.final:
            before = [one for one in captions(told) if one.caption == change.caption]
            assert all(change.committed.startswith(one.committed) for one in before)


def test_a_language_change_ends_what_is_said_in_the_old_one(
    play: Play, windows: list[AudioWindow]
) -> None:
    # Four words of 0.32 s, then the switch, in the middle of continuous audio.
    turn = Moment(at_s=1.28, event=SpeaksChanged(participant="anna", speaks="pt"))
    told = play("one two three four um@pt dois@pt três@pt <1>", also=(turn,))
    assert finals(told) == ["one two three four", "um dois três"]
    assert [change.language for change in captions(told) if change.final] == ["en", "pt"]
    assert {window.languages for window in windows} == {("en",), ("pt",)}


def test_a_pair_is_told_apart_for_each_utterance(play: Play, windows: list[AudioWindow]) -> None:
    told = play("hello there you <1> olá@pt tudo@pt bem@pt com@pt você@pt <1>", speaks=PAIR)
    finished = [change for change in captions(told) if change.final]
    assert [(change.language, change.committed) for change in finished] == [
        ("en", "hello there you"),
        ("pt", "olá tudo bem com você"),
    ]
    assert windows[0].languages == ("en", "pt")
    assert windows[-1].languages == ("pt",)


def test_a_failed_tentative_decode_is_made_up_for(play: Play, answer: Answerer) -> None:
    told = play(
        "hello there how are you <1>",
        answerer=failing(answer, lambda request: not request.window.final),
    )
    assert finals(told) == ["hello there how are you"]
    assert not [effect for effect in told if isinstance(effect, Noticed)]


def test_a_failed_final_is_asked_for_again(play: Play, answer: Answerer) -> None:
    failed: list[int] = []

    def fails(request: Recognize) -> bool:
        failed.append(request.request)
        return request.window.final and len(failed) < 5

    told = play("hello there <3>", answerer=failing(answer, fails))
    assert finals(told) == ["hello there"]


def test_a_final_that_keeps_failing_is_said_and_keeps_what_is_shown(
    play: Play, answer: Answerer
) -> None:
    told = play("hello there you <3>", answerer=failing(answer, lambda one: one.window.final))
    assert finals(told) == ["hello there"]
    notices = [effect for effect in told if isinstance(effect, Noticed)]
    assert notices == [Noticed(code="recognition_failed", participant="anna", caption="c1")]


def test_a_final_that_keeps_failing_is_said_when_nothing_was_shown(
    play: Play, answer: Answerer
) -> None:
    told = play("hello there", answerer=failing(answer, lambda _: True))
    assert captions(told) == []
    assert Noticed(code="recognition_failed", participant="anna") in told


def test_the_next_utterance_is_decoded_when_one_was_given_up(play: Play, answer: Answerer) -> None:
    told = play(
        "one two <1> three four <1>",
        answerer=failing(answer, lambda one: one.window.start_sample == 0),
    )
    assert finals(told) == ["three four"]


def test_a_failed_final_waits_for_more_audio_while_audio_is_coming(
    play: Play, answer: Answerer, windows: list[AudioWindow]
) -> None:
    config = ConversationConfig.for_files()
    asked_s: list[int] = []

    def fails(request: Recognize) -> bool:
        asked_s.append(request.request)
        return len(asked_s) == 1

    told = play("hello <0.7> <0.3>", config=config, answerer=failing(answer, fails))
    assert finals(told) == ["hello"]
    assert len(asked_s) == 2
    assert len(windows) == 1


def test_a_file_is_decoded_once_for_each_utterance(play: Play, windows: list[AudioWindow]) -> None:
    told = play("one two <1> three four <1>", config=ConversationConfig.for_files())
    assert finals(told) == ["one two", "three four"]
    assert [window.final for window in windows] == [True, True]
    assert [change.revision for change in captions(told)] == [1, 1]


def test_patience_ends_sooner_for_what_is_tentative(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    patience: list[float] = []

    def latency_s(request: ModelRequest) -> float:
        if isinstance(request, Recognize):
            patience.append(request.patience_s)
        return 0.0

    conversation = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)
    replay = Replay(conversation, answer, latency_s=latency_s)
    speaker = Participant(id="anna", role=Role.STAFF, reads=("en",), speaks="en")
    audio = speak("one two three")
    for moment in recital(speaker, np.split(audio, range(320, audio.size, 320))):
        replay.submit(moment)
    assert patience[0] == 0.6
    assert patience[-1] == 1.2


def test_an_answer_to_nothing_is_an_error_of_the_caller(abilities: Abilities) -> None:
    context = Context(
        pair=LanguagePair("en", "pt"),
        abilities=abilities,
        config=ConversationConfig(),
        captions=Captions(kept=50),
        new_request=int,
    )
    decoding = Decoding(participant="anna", speaks="en", context=context)
    with pytest.raises(RuntimeError, match="asked for"):
        decoding.failed(0)


VOCABULARY = {"en": Vocabulary(hotwords=("Kela",))}


@pytest.mark.parametrize(
    "config", [replace(SHORT, vocabulary=VOCABULARY), ConversationConfig.for_files(VOCABULARY)]
)
def test_every_window_is_told_what_is_listened_for(
    play: Play, windows: list[AudioWindow], config: ConversationConfig
) -> None:
    play("one two three <1>", config=config)
    assert windows
    assert all(window.vocabulary == VOCABULARY for window in windows)
