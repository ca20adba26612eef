from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.audio import Recording
from benchmarks.errors import WordsUnusable
from benchmarks.words import SpokenWord, SpokenWords, load_words, require_same_audio, save_words

TIMES = st.floats(min_value=0, max_value=1e4)
REFERENCES = st.builds(
    SpokenWords,
    language=st.sampled_from(["en", "fi"]),
    audio_sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    aligner=st.text(max_size=10),
    words=st.lists(
        st.builds(SpokenWord, word=st.text(max_size=8), start_s=TIMES, end_s=TIMES), max_size=5
    ).map(tuple),
)


@given(reference=REFERENCES)
def test_words_come_back_as_they_were_frozen(
    reference: SpokenWords, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("words") / "words.json"
    save_words(path, reference)
    assert load_words(path) == reference


def test_a_changed_time_is_found(tmp_path: Path) -> None:
    word = SpokenWord(word="good", start_s=0.1, end_s=0.5)
    reference = SpokenWords(language="en", audio_sha256="", aligner="", words=(word,))
    save_words(tmp_path / "words.json", reference)
    text = (tmp_path / "words.json").read_text(encoding="utf-8")
    (tmp_path / "words.json").write_text(text.replace("0.5", "0.6"), encoding="utf-8")
    with pytest.raises(WordsUnusable, match="changed"):
        load_words(tmp_path / "words.json")


@pytest.mark.parametrize("content", ["", "{}", '{"format": 2}'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.json").write_text(content, encoding="utf-8")
    with pytest.raises(WordsUnusable, match="not a words file"):
        load_words(tmp_path / "words.json")


def test_words_of_another_recording_are_refused() -> None:
    recording, other = Recording(pcm=bytes(2)), Recording(pcm=bytes(4))
    reference = SpokenWords(language="en", audio_sha256=recording.sha256, aligner="", words=())
    require_same_audio(reference, recording)
    with pytest.raises(WordsUnusable, match=other.sha256):
        require_same_audio(reference, other)
