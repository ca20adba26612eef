from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from speech import silence, tones

from models.errors import InferenceFailed, ModelError, UnsupportedLanguage, UnsupportedLanguagePair
from models.fake_talk import DESK_PHRASES, DESK_TALK
from models.fakes import (
    FRAME_SAMPLES,
    FRAMES_PER_WORD,
    EnergyVad,
    FakeLanguageIdentifier,
    ScriptedRecognizer,
    ScriptedTranslator,
    heard,
    listed,
    marked,
    spoken_along,
)
from models.interfaces import LanguageIdentifier, Recognizer, Translator, VoiceActivityDetector
from models.types import (
    AudioWindow,
    Hypothesis,
    LanguagePair,
    Samples,
    Task,
    VoiceInput,
    VoiceState,
    Word,
)

WORD_S = FRAMES_PER_WORD * FRAME_SAMPLES / 16_000
EN_PT = LanguagePair("en", "pt")


def window(
    samples: Samples, *, final: bool = True, start_sample: int = 0, language: str = "en"
) -> AudioWindow:
    return AudioWindow(
        samples=samples, start_sample=start_sample, languages=(language,), final=final
    )


def voice(words: float) -> Samples:
    return tones([200, 300], words * WORD_S)


def test_fakes_keep_the_contracts() -> None:
    recognizer: Recognizer = ScriptedRecognizer()
    translator: Translator = ScriptedTranslator()
    detector: VoiceActivityDetector = EnergyVad()
    identifier: LanguageIdentifier = FakeLanguageIdentifier()
    assert recognizer.languages == set(DESK_TALK)
    assert recognizer.translates_from == set()
    assert recognizer.model
    assert translator.pairs == set(DESK_PHRASES)
    assert detector.frame_samples == FRAME_SAMPLES
    assert identifier.identify([]) == []
    translator.close()


def test_a_word_is_heard_for_each_stretch_of_voice() -> None:
    recognizer = ScriptedRecognizer()
    (hypothesis,) = recognizer.recognize([window(voice(3))])
    assert hypothesis.text == " ".join(DESK_TALK["en"][0].split()[:3])


def test_nothing_is_heard_in_silence() -> None:
    (hypothesis,) = ScriptedRecognizer().recognize([window(silence(5.0))])
    assert hypothesis.words == ()
    assert hypothesis.no_speech_probability > 0.9


@given(shorter=st.integers(0, 200), longer=st.integers(0, 200), start=st.integers(0, 10**6))
def test_text_grows_with_the_window_of_one_utterance(shorter: int, longer: int, start: int) -> None:
    shorter, longer = sorted((shorter, longer))
    script = spoken_along()
    samples = tones([200], longer * FRAME_SAMPLES / 16_000)
    before = script(
        window(samples[: shorter * FRAME_SAMPLES], final=False, start_sample=start)
    ).text
    after = script(window(samples, final=False, start_sample=start)).text
    final = script(window(samples, start_sample=start)).text
    assert after.startswith(before)
    assert final.startswith(after)


def test_last_word_is_heard_in_part_when_it_is_not_over() -> None:
    (hypothesis,) = ScriptedRecognizer().recognize([window(voice(1.5), final=False)])
    assert hypothesis.text == "Good morn"


def test_words_of_a_final_lie_where_the_voice_was() -> None:
    samples = np.concatenate([silence(1.024), voice(2), silence(1.024), voice(1)])
    (hypothesis,) = ScriptedRecognizer().recognize([window(samples, start_sample=512)])
    spans = [(word.start_sample, word.end_sample) for word in hypothesis.words]
    word = FRAMES_PER_WORD * FRAME_SAMPLES
    first = 512 + 32 * FRAME_SAMPLES
    third = first + 2 * word + 32 * FRAME_SAMPLES
    assert spans == [(first, first + word), (first + word, first + 2 * word), (third, third + word)]


def test_known_words_are_not_said_again() -> None:
    script = spoken_along()
    whole = script(window(voice(4)))
    first, *others = whole.words
    assert list(script(replace(window(voice(4)), prefix=first.text)).words) == others


def test_utterances_at_other_places_say_other_sentences() -> None:
    script = spoken_along()
    said = {script(window(voice(4), start_sample=n * FRAME_SAMPLES)).text for n in range(4)}
    assert len(said) == len(DESK_TALK["en"])


def test_listed_answers_are_given_one_by_one() -> None:
    yes = heard([Word(text=" yes")], language="en")
    recognizer = ScriptedRecognizer(listed([yes, InferenceFailed("out of memory"), yes]))
    assert recognizer.recognize([window(silence(1.0))]) == [yes]
    with pytest.raises(InferenceFailed, match="out of memory"):
        recognizer.recognize([window(silence(1.0))])
    assert recognizer.recognize([window(silence(1.0))]) == [yes]
    with pytest.raises(InferenceFailed, match="no more answers"):
        recognizer.recognize([window(silence(1.0))])


def test_script_may_hold_a_recognizer_back() -> None:
    free = threading.Event()

    def script(_window: AudioWindow) -> Hypothesis:
        assert free.wait(timeout=5)
        return heard([], language="en")

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(ScriptedRecognizer(script).recognize, [window(silence(1.0))])
        assert not waiting.done()
        free.set()
        assert len(waiting.result(timeout=5)) == 1


def test_unknown_language_is_refused() -> None:
    with pytest.raises(UnsupportedLanguage, match="tlh"):
        ScriptedRecognizer().recognize([window(silence(1.0), language="tlh")])


def test_speech_is_translated_where_that_was_promised() -> None:
    recognizer = ScriptedRecognizer(translates_from=["fi"])
    asked = replace(window(voice(3), language="fi"), task=Task.TRANSLATE)
    (hypothesis,) = recognizer.recognize([asked])
    assert hypothesis.language == "fi"
    assert hypothesis.text == " ".join(DESK_TALK["en"][0].split()[:3])
    with pytest.raises(UnsupportedLanguage, match="pt"):
        recognizer.recognize([replace(asked, languages=("pt",))])


def test_known_phrase_is_translated_and_another_marked() -> None:
    texts = [f"  {DESK_TALK['en'][0]}\n", " Good mor", " \n"]
    translated = ScriptedTranslator().translate(texts, EN_PT)
    assert [one.text for one in translated] == [
        f"  {DESK_TALK['pt'][0]}\n",
        " [pt] Good mor",
        " \n",
    ]
    assert {one.pair for one in translated} == {EN_PT}


@given(text=st.text(max_size=20))
def test_white_space_at_the_ends_is_kept(text: str) -> None:
    translated = marked({})(text, EN_PT)
    lead = text[: len(text) - len(text.lstrip())]
    trail = text[len(text.rstrip()) :]
    assert translated == (f"{lead}[pt] {text.strip()}{trail}" if text.strip() else text)


def test_script_may_fail_a_translation() -> None:
    def script(text: str, pair: LanguagePair) -> str:
        if text == "boom":
            raise InferenceFailed("boom")
        return f"{text} in {pair.target}"

    translator = ScriptedTranslator(script, pairs=[EN_PT])
    assert [one.text for one in translator.translate(["a", "b"], EN_PT)] == ["a in pt", "b in pt"]
    with pytest.raises(ModelError, match="boom"):
        translator.translate(["a", "boom"], EN_PT)
    with pytest.raises(UnsupportedLanguagePair):
        translator.translate(["a"], LanguagePair("pt", "en"))


def test_voice_dies_away_after_loud_frames() -> None:
    detector = EnergyVad()
    samples = np.concatenate([silence(0.064), voice(1), silence(0.32)])
    (scores,) = detector.score([VoiceInput(samples=samples, state=detector.initial_state())])
    before, during, after = np.split(np.array(scores.probabilities), [2, 2 + FRAMES_PER_WORD])
    assert np.all(before == 0)
    assert np.all(during == 1)
    assert all(earlier > later for earlier, later in pairwise(after))
    assert after[3] < 0.5


@given(cuts=st.sets(st.integers(1, 39)), loud=st.lists(st.booleans(), min_size=40, max_size=40))
def test_scores_are_the_same_however_the_audio_is_cut(cuts: set[int], loud: list[bool]) -> None:
    detector = EnergyVad()
    samples = np.repeat(np.array(loud, np.float32), FRAME_SAMPLES)
    (whole,) = detector.score([VoiceInput(samples=samples, state=detector.initial_state())])
    state: VoiceState = detector.initial_state()
    probabilities: list[float] = []
    for start, end in pairwise([0, *sorted(cuts), 40]):
        piece = samples[start * FRAME_SAMPLES : end * FRAME_SAMPLES]
        (scores,) = detector.score([VoiceInput(samples=piece, state=state)])
        probabilities += scores.probabilities
        state = scores.state
    assert tuple(probabilities) == whole.probabilities


def test_state_of_another_detector_or_half_a_frame_is_refused() -> None:
    detector = EnergyVad()
    with pytest.raises(TypeError, match="another detector"):
        detector.score([VoiceInput(samples=silence(0.032), state=VoiceState())])
    with pytest.raises(ValueError, match="not whole frames"):
        detector.score([VoiceInput(samples=silence(0.05), state=detector.initial_state())])


def test_language_is_told_by_known_words() -> None:
    identifier = FakeLanguageIdentifier()
    texts = ["good morning", "bom dia", "hyvää huomenta", "12 + 3 🙂", ""]
    english, portuguese, finnish, digits, nothing = identifier.identify(texts)
    assert [english[0].language, portuguese[0].language, finnish[0].language] == ["en", "pt", "fi"]
    assert sum(guess.confidence for guess in english) == pytest.approx(1)
    assert english[0].confidence > english[1].confidence
    assert digits == nothing == ()
