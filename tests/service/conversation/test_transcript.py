from __future__ import annotations

from dataclasses import replace

from models.types import SAMPLE_RATE, Hypothesis, Word
from service.conversation.agreement import AgreementConfig
from service.conversation.captions import Captions, SpokenCaption
from service.conversation.config import RecognitionConfig
from service.conversation.events import CaptionChanged
from service.conversation.seams import SeamConfig
from service.conversation.transcript import Transcript
from service.conversation.trust import TrustConfig

TWO = RecognitionConfig(
    agreement=AgreementConfig(
        decodings=2,
        held_words=1,
        trust=TrustConfig(last_words=0),
        loose_words=99,
        deep_words=99,
    )
)


def transcript(*languages: str, config: RecognitionConfig = TWO) -> Transcript:
    caption = SpokenCaption(Captions(kept=10), participant="anna", start_sample=0, model="asr")
    return Transcript(languages=languages or ("en",), caption=caption, config=config)


def heard(
    text: str, *, language: str = "en", sure: float = 1.0, cut: bool = False, first: str = " "
) -> Hypothesis:
    words = [Word(text=f" {word}") for word in text.split()]
    if words:
        words[0] = Word(text=words[0].text.replace(" ", first, 1))
    return Hypothesis(
        words=tuple(words),
        language=language,
        language_probability=sure,
        no_speech_probability=0.0,
        average_log_probability=-0.1,
        cut=cut,
    )


def hear(
    speech: Transcript, hypothesis: Hypothesis, *, voice_s: float = 1.0
) -> list[CaptionChanged]:
    """Take a decoding as a track does, with as much voice as makes a language certain."""
    speech.hear_language(hypothesis, voice_samples=round(voice_s * SAMPLE_RATE))
    return speech.observe(hypothesis)


def test_shows_text_without_the_space_before_its_first_word() -> None:
    speech = transcript()
    (change,) = speech.observe(heard("I live"))
    assert (change.committed, change.tentative) == ("", "I live")
    (change,) = speech.observe(heard("I live in"))
    assert (change.committed, change.tentative) == ("I live", " in")
    (change,) = speech.finish(heard("I live in Espoo."), end_sample=9)
    assert (change.committed, change.tentative, change.final) == ("I live in Espoo.", "", True)


def test_blank_words_and_trailing_space_are_left_out() -> None:
    hypothesis = Hypothesis(
        words=(Word(text=" I "), Word(text=" "), Word(text=" am")),
        language="en",
        language_probability=1.0,
        no_speech_probability=0.0,
        average_log_probability=-0.1,
    )
    (change,) = transcript().finish(hypothesis, end_sample=9)
    assert change.committed == "I am"


def test_shows_nothing_while_the_language_is_not_certain() -> None:
    speech = transcript("en", "pt")
    assert hear(speech, heard("all", sure=0.6)) == []
    assert speech.languages == ("en", "pt")


def test_keeps_the_language_of_the_first_sure_decoding() -> None:
    speech = transcript("en", "pt")
    hear(speech, heard("all", sure=0.6))
    (change,) = hear(speech, heard("olá tudo", language="pt", sure=0.95))
    assert (change.language, change.tentative) == ("pt", "olá tudo")
    assert speech.languages == ("pt",)
    (final,) = speech.finish(heard("olá tudo bem", language="pt"), end_sample=9)
    assert final.language == "pt"


def test_little_voice_makes_no_language_certain_however_sure_the_guess() -> None:
    speech = transcript("en", "pt")
    assert hear(speech, heard("all", sure=1.0), voice_s=0.99) == []
    assert speech.languages == ("en", "pt")


def test_no_words_make_no_language_certain() -> None:
    speech = transcript("en", "pt")
    hear(speech, heard("", language="pt", sure=0.99))
    assert speech.languages == ("en", "pt")


def test_the_final_decoding_decides_when_none_was_sure() -> None:
    (change,) = transcript("en", "pt").finish(heard("sim", language="pt", sure=0.6), end_sample=9)
    assert change.language == "pt"


def test_committing_starts_only_once_the_language_is_certain() -> None:
    speech = transcript("en", "pt")
    hear(speech, heard("olá tudo", language="en", sure=0.6))
    (change,) = hear(speech, heard("olá tudo", language="pt", sure=0.95))
    assert change.committed == ""


def test_gives_up_with_what_is_shown() -> None:
    speech = transcript()
    speech.observe(heard("I live in"))
    speech.observe(heard("I live in Es"))
    (change,) = speech.give_up(end_sample=9)
    assert (change.committed, change.final) == ("I live in Es", True)


def test_words_committed_beyond_a_cut_are_not_said_again() -> None:
    first, second = transcript(), transcript()
    first.observe(heard("I go to school today"))
    first.observe(heard("I go to school today and"))
    (change,) = first.finish(heard("I go to"), end_sample=9)
    assert change.committed == "I go to school today"
    second.follow(first)
    (change,) = second.observe(heard("School, today and then"))
    assert change.tentative == "and then"
    (change,) = second.finish(heard("School today and then."), end_sample=9)
    assert change.committed == "and then."


def test_words_after_a_cut_stay_when_they_only_resemble_earlier_ones() -> None:
    first, second = transcript(), transcript()
    first.observe(heard("I go to uh the"))
    first.observe(heard("I go to uh the big"))
    first.finish(heard("I go to"), end_sample=9)
    second.follow(first)
    (change,) = second.finish(heard("school of the arts"), end_sample=9)
    assert change.committed == "school of the arts"


def test_nothing_is_taken_for_said_when_the_final_decoding_had_nothing_in_common() -> None:
    first, second = transcript(), transcript()
    first.observe(heard("yes of course"))
    first.observe(heard("yes of course we"))
    first.finish(heard(""), end_sample=9)
    second.follow(first)
    (change,) = second.finish(heard("yes of course"), end_sample=9)
    assert change.committed == "yes of course"


def timed(text: str) -> Hypothesis:
    words = tuple(
        Word(text=f" {word}", start_sample=100 * at, end_sample=100 * at + 80)
        for at, word in enumerate(text.split())
    )
    return replace(heard(text), words=words)


PARTED = "We live in Espoo. And we work"


def parted() -> tuple[list[CaptionChanged], Transcript]:
    first, second = transcript(), transcript("en", "pt")
    first.observe(heard(PARTED))
    seam = first.find_seam(timed(PARTED), length_s=9.0, config=SeamConfig())
    assert seam is not None
    return first.part(timed(PARTED), seam, second), second


def test_a_long_utterance_is_parted_behind_a_sentence() -> None:
    (closed, opened), second = parted()
    assert (closed.committed, closed.final, closed.end_sample) == ("We live in Espoo.", True, 380)
    assert (opened.committed, opened.tentative, opened.final) == ("", "And we work", False)
    assert second.languages == ("en",)


def test_the_next_windows_are_told_the_words_before_the_seam_that_they_hear() -> None:
    _, second = parted()
    assert second.prefix == " live in Espoo."
    (change,) = second.finish(heard("And we work here."), end_sample=900)
    assert change.committed == "And we work here."
    assert second.prefix == " live in Espoo."


def test_an_utterance_that_is_redone_begins_anew() -> None:
    _, second = parted()
    second.redo("pt")
    assert second.prefix == ""


def test_an_utterance_is_not_parted_among_committed_words() -> None:
    speech = transcript()
    for _ in range(2):
        speech.observe(heard(PARTED))
    assert speech.find_seam(timed(PARTED), length_s=9.0, config=SeamConfig()) is None


def test_an_utterance_is_not_parted_before_its_language_is_certain() -> None:
    speech = transcript("en", "pt")
    assert speech.find_seam(timed(PARTED), length_s=9.0, config=SeamConfig()) is None


def test_the_language_goes_on_after_a_cut() -> None:
    first, second, third = (transcript("en", "pt") for _ in range(3))
    hear(first, heard("olá tudo", language="pt", sure=0.95))
    second.follow(first)
    assert second.languages == ("pt",)
    third.follow(transcript("en", "pt"))
    assert third.languages == ("en", "pt")


def test_the_last_word_is_shown_when_the_voice_has_paused() -> None:
    speech = transcript(config=RecognitionConfig())
    (change,) = speech.observe(heard("I live here."))
    assert change.tentative == "I live"
    (change,) = speech.observe(heard("I live here."), paused=True)
    assert change.tentative == "I live here."


def test_words_on_screen_take_their_times_from_the_last_decoding() -> None:
    speech = transcript()
    speech.observe(heard("I leave in"))
    (change,) = speech.observe(heard("I leave in Espoo"))
    assert (change.committed, change.words) == ("I leave in", ())
    (final,) = speech.finish(timed("I live in Espoo."), end_sample=400)
    told = [(final.committed[word.start : word.end], word.start_sample) for word in final.words]
    assert told == [("I", 0), ("leave", None), ("in", 200), ("Espoo.", 300)]


def test_words_before_a_seam_have_their_times() -> None:
    speech, following = transcript(), transcript()
    config = SeamConfig(repeated_words=1)
    whole = timed("I live here. And you do")
    seam = speech.find_seam(whole, length_s=9.0, config=config)
    assert seam is not None
    closed, *_ = speech.part(whole, seam, following)
    assert [word.start_sample for word in closed.words] == [0, 100, 200]


def test_without_a_last_decoding_words_have_no_times() -> None:
    speech = transcript()
    speech.observe(heard("I live in"))
    (final,) = speech.give_up(end_sample=400)
    assert (final.final, final.words) == (True, ())
