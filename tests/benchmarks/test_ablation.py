from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from measured_on import ORIGIN

from benchmarks.ablation import measured, rows
from benchmarks.ablation_results import ABLATION_LINES, AblationResult, ablation_grid
from benchmarks.grids import markdown
from benchmarks.policy_figures import NEVER, SHIFTS_S, Figures, Spoken
from benchmarks.recognizers import Hearing
from benchmarks.remembered import RememberingRecognizer
from benchmarks.variants import AS_IT_IS, VARIANTS, Variant
from benchmarks.words import SpokenWord, SpokenWords
from models.fakes import EnergyVad, ScriptedRecognizer, heard
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, Word
from service.conversation.agreement import AgreementConfig
from service.conversation.config import ConversationConfig, RecognitionConfig

WORDS = ("now", "you", "may", "sit", "here", "and", "wait", "please")
T = np.arange(round(0.5 * len(WORDS) * SAMPLE_RATE)) / SAMPLE_RATE
SPOKEN = Spoken(
    audio=(0.3 * np.sin(2 * np.pi * 220 * T)).astype(np.float32),
    words=SpokenWords(
        language="en",
        audio_sha256="",
        aligner="by hand",
        words=tuple(
            SpokenWord(word=word, start_s=index * 0.5, end_s=index * 0.5 + 0.4)
            for index, word in enumerate(WORDS)
        ),
    ),
)


def mistaken(window: AudioWindow) -> Hypothesis:
    """Hears a word each half second; takes the first for another until two seconds are heard."""
    seconds = window.samples.size / SAMPLE_RATE
    said = list(WORDS[: max(1, int(seconds / 0.5))])
    if seconds < 2 and not window.final:
        said[0] = "know"
    return heard([Word(text=f" {word}") for word in said], language="en")


def figures_of(variant: Variant) -> Figures:
    recognizer = RememberingRecognizer(ScriptedRecognizer(mistaken))
    return measured(variant, SPOKEN, recognizer, EnergyVad(), shifts_s=SHIFTS_S)


def agreeing(agreement: AgreementConfig) -> Variant:
    return Variant(config=ConversationConfig(recognition=RecognitionConfig(agreement=agreement)))


def test_a_rule_that_commits_early_keeps_the_mistake() -> None:
    early = figures_of(agreeing(AgreementConfig(decodings=2, held_words=1)))
    late = figures_of(agreeing(AgreementConfig(held_words=NEVER)))
    assert late.errors == 0
    assert early.errors >= len(SHIFTS_S)
    assert early.words == late.words == len(WORDS) * len(SHIFTS_S)
    assert late.broken_promises == 0


def test_what_changes_on_screen_is_counted() -> None:
    found = figures_of(agreeing(AgreementConfig(held_words=NEVER)))
    assert found.taken_back >= found.taken_back_words > 0
    assert found.erasure_as_written == found.taken_back / found.shown


def test_lags_count_from_the_words_of_the_shifted_recording() -> None:
    found = figures_of(VARIANTS[AS_IT_IS])
    assert found.first_seen is not None
    assert found.for_good is not None
    assert 0 < found.first_seen.p50_s <= found.for_good.p50_s < 2
    assert found.audio_s == len(SHIFTS_S) * 4.0 + sum(SHIFTS_S)


def test_the_same_variant_costs_the_same_twice() -> None:
    once, again = figures_of(VARIANTS[AS_IT_IS]), figures_of(VARIANTS[AS_IT_IS])
    assert (once.errors, once.taken_back, once.for_good) == (
        again.errors,
        again.taken_back,
        again.for_good,
    )


def test_without_a_voice_detector_silence_is_heard_too() -> None:
    silence = Spoken(audio=np.zeros(4 * SAMPLE_RATE, np.float32), words=SPOKEN.words)

    def words(variant: Variant) -> int:
        recognizer = RememberingRecognizer(ScriptedRecognizer(mistaken))
        return measured(variant, silence, recognizer, EnergyVad(), shifts_s=SHIFTS_S[:1]).shown

    assert words(Variant()) == 0
    assert words(Variant(hears_voice=False)) > 0


def test_a_recognizer_is_loaded_once_for_each_way_to_hear() -> None:
    asked: list[Hearing] = []

    def hear(hearing: Hearing) -> RememberingRecognizer:
        asked.append(hearing)
        return RememberingRecognizer(ScriptedRecognizer(mistaken))

    names = [AS_IT_IS, "finals only", "finals with a beam of 1"]
    found = dict(rows(names, SPOKEN, hear, EnergyVad(), shifts_s=SHIFTS_S[:1]))
    assert list(found) == names
    assert asked == [Hearing(), VARIANTS["finals with a beam of 1"].hearing]


def test_the_table_has_the_newest_line_of_each_row() -> None:
    figures = figures_of(Variant())
    results = [
        AblationResult(
            origin=ORIGIN,
            audio="test.wav",
            audio_sha256="",
            model="fake",
            shifts_s=SHIFTS_S,
            variant=variant,
            figures=replace(figures, errors=errors),
        )
        for variant, errors in ((AS_IT_IS, 5), ("finals only", 3), (AS_IT_IS, 1))
    ]
    grid = ablation_grid(results)
    assert [row[0] for row in grid.rows] == [AS_IT_IS, "finals only"]
    assert grid.rows[0][3].startswith("1 (")
    assert "commit abc123" in grid.notes[-1]
    assert f"| **{AS_IT_IS}** |" in markdown(grid)


def test_results_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    result = AblationResult(
        origin=ORIGIN,
        audio="test.wav",
        audio_sha256="",
        model="fake",
        shifts_s=SHIFTS_S[:2],
        variant=AS_IT_IS,
        figures=figures_of(Variant()),
    )
    ABLATION_LINES.append(tmp_path / "new" / "lines.jsonl", result, result)
    assert ABLATION_LINES.read(tmp_path / "new" / "lines.jsonl") == [result, result]
