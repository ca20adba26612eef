from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import tokenizers.models
from speech import Reading, arpeggio, noise, silence, tones
from whisper_normalizer.english import EnglishTextNormalizer

from benchmarks.nothing_long import PARTS
from models.catalog import Catalog
from models.catalog_entries import WhisperEntry
from models.devices import Placement
from models.errors import ModelNotFound, ModelUnusable, UnsupportedLanguage
from models.interfaces import Recognizer
from models.loading import load_recognizer
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, Samples, Vocabulary
from models.whisper import REQUIRED_FILES, WhisperRecognizer

pytestmark = [pytest.mark.weights, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def recognizer(catalog: Catalog) -> Recognizer:
    return load_recognizer(catalog, "whisper-base", placement=Placement(workers_per_device=2))


def window(
    samples: Samples,
    *,
    languages: tuple[str, ...] = ("en",),
    final: bool = True,
    start_sample: int = 0,
) -> AudioWindow:
    return AudioWindow(samples=samples, start_sample=start_sample, languages=languages, final=final)


def normalized(text: str) -> list[str]:
    words: str = EnglishTextNormalizer()(text)
    return words.split()


def prefix_errors(reference: Sequence[str], words: Sequence[str]) -> list[int]:
    """Words to change, add or remove to make ``words`` of each prefix of ``reference``."""
    errors = list(range(len(words) + 1))
    by_prefix = [errors[-1]]
    for said, expected in enumerate(reference):
        above, errors = errors, [said + 1]
        for i, word in enumerate(words):
            errors.append(min(above[i] + (word != expected), above[i + 1] + 1, errors[i] + 1))
        by_prefix.append(errors[-1])
    return by_prefix


def test_sentences_are_written_down_with_few_errors(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    hypotheses = recognizer.recognize([window(reading.samples) for reading in readings])
    errors = [
        prefix_errors(normalized(reading.text), normalized(hypothesis.text))[-1]
        for reading, hypothesis in zip(readings, hypotheses, strict=True)
    ]
    assert sum(errors) <= 3
    assert not any(hypothesis.cut for hypothesis in hypotheses)


def test_window_that_ends_in_a_word_neither_loops_nor_strays(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    cuts = [
        (reading, window(reading.samples[:end], final=False))
        for reading in readings
        for end in range(SAMPLE_RATE, reading.samples.size, SAMPLE_RATE * 4 // 5)
    ]
    assert len(cuts) > 20
    hypotheses = recognizer.recognize([window for _, window in cuts])
    assert not any(hypothesis.cut for hypothesis in hypotheses)
    words = [normalized(hypothesis.text) for hypothesis in hypotheses]
    wrong = sum(
        min(prefix_errors(normalized(reading.text), said))
        for (reading, _), said in zip(cuts, words, strict=True)
    )
    assert wrong / sum(map(len, words)) < 0.2


SOUNDS: dict[str, Callable[[float], Samples]] = {
    "zeros": silence,
    "noise": partial(noise, level=0.005),
    "loud noise": partial(noise, level=0.2),
    "hum": partial(tones, [50, 100, 150, 250]),
    "chord": partial(tones, [261.6, 329.6, 392.0]),
    "arpeggio": arpeggio,
    "beep": partial(tones, [1000]),
}


@pytest.mark.parametrize("length_s", [0.5, 5.0, 30.0])
@pytest.mark.parametrize("sound", SOUNDS.values(), ids=SOUNDS)
def test_nothing_is_written_down_when_nobody_speaks(
    recognizer: Recognizer, sound: Callable[[float], Samples], length_s: float
) -> None:
    samples = sound(length_s)
    windows = [window(samples, languages=(language,)) for language in ("en", "pt", "fi", "ru")]
    assert [hypothesis.text for hypothesis in recognizer.recognize(windows)] == ["", "", "", ""]


@pytest.mark.parametrize("language", ["en", "pt", "fi", "ru", "et", "so"])
def test_loops_are_not_written_down_when_there_was_hardly_any_voice(
    recognizer: Recognizer, language: str
) -> None:
    pieces = [noise(3.0, level=0.02), arpeggio(3.0), tones([110, 220], 3.0)]
    windows = [replace(window(piece, languages=(language,)), voiced_share=0.02) for piece in pieces]
    assert [hypothesis.text for hypothesis in recognizer.recognize(windows)] == ["", "", ""]


@pytest.mark.parametrize("samples", [0, 1, 100, 640])
def test_nothing_is_written_down_when_there_is_hardly_a_sound(
    recognizer: Recognizer, readings: list[Reading], samples: int
) -> None:
    (hypothesis,) = recognizer.recognize([window(readings[0].samples[:samples])])
    assert hypothesis.words == ()


def test_windows_of_mixed_lengths_give_the_same_together_as_alone(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    lengths_s = [1.5, 7.0, 3.0, 2.2, 6.0, 1.0, 5.0, 2.0, 4.0, 3.3]
    windows = [
        window(readings[n % 5].samples[: int(length_s * SAMPLE_RATE)], final=n % 2 == 0)
        for n, length_s in enumerate(lengths_s)
    ]
    together = recognizer.recognize(windows)
    alone = [hypothesis for one in windows for hypothesis in recognizer.recognize([one])]
    assert [as_told(hypothesis) for hypothesis in together] == [
        as_told(hypothesis) for hypothesis in alone
    ]


def as_told(hypothesis: Hypothesis) -> list[tuple[str, int | None, int | None]]:
    """Without the probabilities, whose last digits depend on the company."""
    return [(word.text, word.start_sample, word.end_sample) for word in hypothesis.words]


def test_words_of_a_final_have_rising_times_within_the_window(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    start_sample = 123_457
    for reading in readings:
        (hypothesis,) = recognizer.recognize([window(reading.samples, start_sample=start_sample)])
        times: list[int] = []
        for word in hypothesis.words:
            assert word.start_sample is not None
            assert word.end_sample is not None
            assert word.probability is not None
            assert 0 < word.probability <= 1
            assert word.start_sample < word.end_sample
            times += [word.start_sample, word.end_sample]
        assert all(earlier <= later for earlier, later in pairwise(times))
        assert start_sample <= times[0]
        assert times[-1] <= start_sample + reading.samples.size


def test_words_are_not_timed_into_the_silence_around_them(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    pause = silence(1.0)
    spoken = readings[4].samples
    (hypothesis,) = recognizer.recognize([window(np.concatenate([pause, spoken, pause]))])
    first, last = hypothesis.words[0], hypothesis.words[-1]
    assert first.start_sample is not None
    assert last.end_sample is not None
    assert first.start_sample >= pause.size
    assert last.end_sample <= pause.size + spoken.size


def test_words_have_probabilities_and_no_times_when_the_window_is_not_final(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    (hypothesis,) = recognizer.recognize([window(readings[1].samples, final=False)])
    assert hypothesis.words
    assert all((word.start_sample, word.end_sample) == (None, None) for word in hypothesis.words)
    assert all(0 < (word.probability or 0) <= 1 for word in hypothesis.words)
    assert all(word.text.startswith(" ") for word in hypothesis.words)


def test_a_decoder_is_less_sure_of_a_word_that_is_cut_off(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    spoken = readings[1].samples
    (whole,) = recognizer.recognize([window(spoken)])
    middle = whole.words[len(whole.words) // 2]
    assert middle.start_sample is not None
    assert middle.end_sample is not None
    cut = (middle.start_sample + middle.end_sample) // 2
    heard = [
        recognizer.recognize([window(spoken[:end], final=False)])[0].words[-1].probability or 0.0
        for end in (cut, spoken.size)
    ]
    assert heard[0] < heard[1]


@pytest.mark.parametrize("final", [True, False])
def test_known_words_at_the_beginning_are_heard_and_not_written(
    recognizer: Recognizer, readings: list[Reading], *, final: bool
) -> None:
    for reading in readings:
        (whole,) = recognizer.recognize([window(reading.samples)])
        known, following = whole.words[1:4], whole.words[4]
        begin = known[0].start_sample
        assert begin is not None
        untold = window(reading.samples[begin:], final=final, start_sample=begin)
        told = replace(untold, prefix="".join(word.text for word in known))
        (alone,) = recognizer.recognize([told])
        assert normalized(alone.text)[:3] == normalized(whole.text)[4:7]
        if final:
            assert following.start_sample is not None
            assert alone.words[0].start_sample == pytest.approx(following.start_sample, abs=3200)
        together = recognizer.recognize([untold, told])
        assert as_told(together[1]) == as_told(alone)
        assert len(together[0].words) > len(alone.words)


@pytest.mark.parametrize("languages", [("es", "en"), ("en", "pt"), ("fi", "en", "sv")])
def test_language_is_chosen_among_those_of_the_window(
    recognizer: Recognizer, readings: list[Reading], languages: tuple[str, ...]
) -> None:
    windows = [window(reading.samples, languages=languages) for reading in readings]
    for hypothesis in recognizer.recognize(windows):
        assert hypothesis.language == "en"
        assert 0.8 < hypothesis.language_probability <= 1


def test_language_is_not_chosen_when_it_is_given(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    (hypothesis,) = recognizer.recognize([window(readings[1].samples, languages=("fi",))])
    assert (hypothesis.language, hypothesis.language_probability) == ("fi", 1.0)


def test_threads_do_not_disturb_each_other(recognizer: Recognizer, readings: list[Reading]) -> None:
    windows = [window(reading.samples) for reading in readings]
    expected = [
        as_told(hypothesis) for one in windows for hypothesis in recognizer.recognize([one])
    ]
    with ThreadPoolExecutor(4) as threads:
        batches = list(threads.map(recognizer.recognize, [[one] for one in windows]))
    assert [as_told(hypothesis) for batch in batches for hypothesis in batch] == expected


def test_catalog_and_model_agree_on_the_languages(recognizer: Recognizer, catalog: Catalog) -> None:
    assert recognizer.model == "whisper-base"
    entry = catalog.entry("whisper-base")
    assert isinstance(entry, WhisperEntry)
    assert set(entry.languages) == recognizer.languages


def test_no_windows_give_no_hypotheses(recognizer: Recognizer) -> None:
    assert recognizer.recognize([]) == []


def test_unknown_language_is_refused(recognizer: Recognizer) -> None:
    with pytest.raises(UnsupportedLanguage, match="tlh"):
        recognizer.recognize([window(silence(1.0), languages=("en", "tlh"))])


def test_window_is_refused_when_it_is_too_long_or_has_no_language(recognizer: Recognizer) -> None:
    with pytest.raises(ValueError, match="30 s"):
        recognizer.recognize([window(silence(30.1))])
    with pytest.raises(ValueError, match="without a language"):
        recognizer.recognize([window(silence(1.0), languages=())])


@pytest.mark.parametrize("missing", REQUIRED_FILES)
def test_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    for name in set(REQUIRED_FILES) - {missing}:
        (tmp_path / name).touch()
    with pytest.raises(ModelNotFound, match=missing):
        WhisperRecognizer(tmp_path, key="broken")


@pytest.mark.parametrize("damaged", ["model.bin", "tokenizer.json"])
def test_model_that_cannot_be_loaded_is_named(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "config.json").write_bytes(b"{}")
    tokenizers.Tokenizer(tokenizers.models.BPE()).save(str(tmp_path / "tokenizer.json"))
    (tmp_path / damaged).write_bytes(b"{}")
    (tmp_path / "model.bin").touch()
    with pytest.raises(ModelUnusable, match=r"broken cannot be loaded.*tulkki models pull broken"):
        WhisperRecognizer(tmp_path, key="broken")


TOLD = {
    "en": Vocabulary(
        hotwords=("job seeker", "early education", "Kela"),
        prompt="At the customer service desk. The job seeker asks about early education.",
    )
}


@pytest.mark.parametrize("length_s", [1.5, 5.0, 30.0])
@pytest.mark.parametrize("sound", SOUNDS.values(), ids=SOUNDS)
def test_prompt_is_not_said_back_when_nobody_speaks(
    recognizer: Recognizer, sound: Callable[[float], Samples], length_s: float
) -> None:
    (hypothesis,) = recognizer.recognize([replace(window(sound(length_s)), vocabulary=TOLD)])
    assert hypothesis.text == ""


def test_prompt_is_not_said_back_when_a_tune_plays(recognizer: Recognizer) -> None:
    start = 25 * SAMPLE_RATE  # Four seconds over which the prompt alone makes the model write.
    tune = PARTS["tune"]()[start : start + 4 * SAMPLE_RATE].astype(np.float32) / np.float32(2**15)
    (hypothesis,) = recognizer.recognize([replace(window(tune, final=False), vocabulary=TOLD)])
    assert hypothesis.text == ""


def test_prompt_of_another_language_is_not_told(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    plain = window(readings[0].samples)
    told = replace(plain, vocabulary={"pt": Vocabulary(prompt="No balcão de atendimento.")})
    without, with_other = recognizer.recognize([plain]), recognizer.recognize([told])
    assert as_told(with_other[0]) == as_told(without[0])


def test_windows_with_and_without_a_prompt_are_decoded_together(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    windows = [window(reading.samples) for reading in readings]
    windows[1::2] = [replace(one, vocabulary=TOLD) for one in windows[1::2]]
    together = recognizer.recognize(windows)
    alone = [hypothesis for one in windows for hypothesis in recognizer.recognize([one])]
    assert [as_told(one) for one in together] == [as_told(one) for one in alone]


def test_prompt_of_the_greatest_length_leaves_room_for_the_transcript(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    long = {"en": Vocabulary(prompt="A young man was not ill disposed. " * 60)}
    samples = np.concatenate([reading.samples for reading in readings])[: 30 * SAMPLE_RATE]
    (hypothesis,) = recognizer.recognize([replace(window(samples), vocabulary=long)])
    assert len(normalized(hypothesis.text)) > 50


def test_prompt_that_spells_a_token_of_control_is_told_as_nothing(
    recognizer: Recognizer, readings: list[Reading]
) -> None:
    plain = window(readings[0].samples)
    told = replace(plain, vocabulary={"en": Vocabulary(hotwords=("<|endoftext|>",))})
    (hypothesis,) = recognizer.recognize([told])
    assert hypothesis.text
