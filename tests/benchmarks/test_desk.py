from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from benchmarks.audio import Recording
from benchmarks.corpus import SETS_DIR
from benchmarks.desk import Utterance, freeze, in_a_room, read_dialogue, say, words_of
from benchmarks.errors import BenchmarkError
from benchmarks.flite import Sound, Spoken
from benchmarks.words import load_words

WORDS = SETS_DIR / "desk" / "words.json"


def utterance(level: int, *, start_sample: int) -> Utterance:
    """A tenth of a second of one level."""
    pcm = np.full(1600, level, "<i2").tobytes()
    spoken = Spoken(recording=Recording(pcm=pcm), sounds=(Sound(start_s=0, end_s=0.1),))
    return Utterance(voice="slt", text="Yes.", spoken=spoken, start_sample=start_sample)


def test_a_dialogue_is_read_by_turns_and_sentences(tmp_path: Path) -> None:
    path = tmp_path / "dialogue.txt"
    path.write_text("staff: Yes. Really? It is.\nclient: Note: no, thanks.\n", encoding="utf-8")
    staff, client = read_dialogue(path)
    assert staff.sentences == ("Yes.", "Really?", "It is.")
    assert client.sentences == ("Note: no, thanks.",)
    assert staff.voice != client.voice


def test_frozen_words_are_those_of_the_dialogue() -> None:
    text = " ".join(" ".join(turn.sentences) for turn in read_dialogue())
    assert load_words(WORDS).text == text


def test_turns_are_short_and_a_pause_lies_between_them() -> None:
    words = load_words(WORDS).words
    lengths = [len(" ".join(turn.sentences).split()) for turn in read_dialogue()]
    assert all(3 <= length <= 20 for length in lengths)
    pauses_s = [
        words[after].start_s - words[after - 1].end_s for after in list(accumulate(lengths))[:-1]
    ]
    assert 0.7 <= min(pauses_s)
    assert max(pauses_s) <= 2.0


def test_utterances_lie_in_the_noise_of_the_room() -> None:
    said = [utterance(1000, start_sample=16_000), utterance(-32_768, start_sample=20_000)]
    samples = np.frombuffer(in_a_room(said).pcm, "<i2")
    assert samples.size == 21_600 + 32_000
    assert abs(samples[16_000:17_600] - 1000.0).max() <= 128
    assert samples[20_000:21_600].min() == -32_767
    assert 0 < abs(samples[17_600:20_000]).max() <= 128


@pytest.mark.voices
def test_a_word_that_cannot_be_timed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dialogue.txt"
    path.write_text("client: Call 555 1234 now.\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match="say it otherwise"):
        words_of(say(read_dialogue(path)))


@pytest.mark.voices
@pytest.mark.timeout(300)
def test_freezing_again_gives_the_frozen_words(tmp_path: Path) -> None:
    freeze(tmp_path / "words.json")
    assert (tmp_path / "words.json").read_bytes() == WORDS.read_bytes()
