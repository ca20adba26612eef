"""Intervals, grades, overlap, and the evaluation that puts them together."""

from __future__ import annotations

import json
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from benchmarks.quality.critical import TranslatedPhrase
from benchmarks.quality.evaluation import Evaluation, evaluate
from benchmarks.quality.facts import FactKind
from benchmarks.quality.grades import grade_of, load_grades
from benchmarks.quality.intervals import Estimate, bootstrap, share
from benchmarks.quality.overlap import overlap
from benchmarks.quality.phrases import load_phrases
from benchmarks.quality.report import as_json, as_tables, speed_table
from benchmarks.quality.speech import evaluate_speech
from benchmarks.quality.speed import Speed
from models.types import LanguagePair

DESK = load_phrases()
INTO_FINNISH = LanguagePair("en", "fi")
PERFECT = [phrase.texts["fi"] for phrase in DESK.phrases]


def printed(what: RenderableType) -> str:
    console = Console(width=200, record=True, quiet=False, file=None, force_terminal=False)
    with console.capture() as capture:
        console.print(what)
    return capture.get()


def with_one_changed(old: str, new: str) -> Evaluation:
    assert PERFECT.count(old) == 1
    changed = [new if text == old else text for text in PERFECT]
    return evaluate("a-model", INTO_FINNISH, DESK, changed)


@given(
    st.integers(min_value=1, max_value=500).flatmap(
        lambda n: st.tuples(st.integers(0, n), st.just(n))
    )
)
def test_a_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    hits, of = counts
    estimate = share(hits, of)
    assert 0 <= estimate.low <= estimate.value + 1e-9
    assert estimate.value <= estimate.high + 1e-9 <= 1 + 2e-9
    assert estimate.high - estimate.low > 0


def test_no_error_in_nine_is_not_never() -> None:
    assert share(0, 9).high == pytest.approx(0.2991, abs=1e-4)


def test_bootstrap_is_the_same_each_time_and_wider_when_there_is_less() -> None:
    few, many = [0.0, 1.0] * 5, [0.0, 1.0] * 50
    assert bootstrap(few, fmean) == bootstrap(few, fmean)
    wide, narrow = bootstrap(few, fmean), bootstrap(many, fmean)
    assert wide.value == narrow.value == 0.5
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high


@pytest.mark.parametrize(
    ("errors_high", "chrf_low", "letter"),
    [
        (0.05, 70.0, "A"),
        (0.075, 70.0, "B"),
        (0.05, 60.0, "B"),
        (0.25, 70.0, "C"),
        (0.05, 40.0, "C"),
        (1.0, 0.0, "C"),
    ],
)
def test_the_bad_ends_of_the_intervals_decide_the_grade(
    errors_high: float, chrf_low: float, letter: str
) -> None:
    errors = Estimate(value=0.0, low=0.0, high=errors_high)
    chrf = Estimate(value=99.0, low=chrf_low, high=100.0)
    assert grade_of(load_grades(), errors, chrf).letter == letter


def test_grades_get_easier_and_the_last_asks_for_nothing() -> None:
    grades = load_grades()
    assert [grade.letter for grade in grades] == ["A", "B", "C"]
    assert grades[-1].critical_errors_below is None
    assert grades[-1].chrf_above is None


def test_equal_texts_overlap_wholly_and_others_do_not() -> None:
    def score(translation: str) -> Estimate:
        phrase = TranslatedPhrase(
            id="x",
            topic="x",
            names=(),
            source="x",
            reference="Espere aqui um pouco, por favor.",
            translation=translation,
        )
        return overlap([phrase]).chrf

    assert score("Espere aqui um pouco, por favor.").value == pytest.approx(100)
    assert 20 < score("Espere aqui.").value < 70
    assert score("Zzz.").value < 10


def test_our_references_as_translations_have_grade_a_and_no_error() -> None:
    evaluation = evaluate("a-model", INTO_FINNISH, DESK, PERFECT)
    assert evaluation.grade.letter == "A"
    assert evaluation.critical_errors == ()
    assert evaluation.violations == ()
    assert evaluation.overall.overlap.bleu.value == pytest.approx(100)
    assert sum(score.utterances for _, score in evaluation.topics) == 100
    assert {kind.kind for kind in evaluation.kinds if kind.utterances} == set(FactKind)


def test_answers_in_another_order_have_grade_c() -> None:
    evaluation = evaluate("a-model", INTO_FINNISH, DESK, PERFECT[::-1])
    assert evaluation.grade.letter == "C"
    assert evaluation.overall.critical_errors.value > 0.5


def test_a_lost_not_counts_once_in_its_topic() -> None:
    evaluation = with_one_changed("Emme ota vastaan käteistä.", "Otamme vastaan käteistä.")
    (error,) = evaluation.critical_errors
    assert error.kind is FactKind.NEGATION
    topics = dict(evaluation.topics)
    assert topics["negations"].critical_errors.value == pytest.approx(1 / 9)
    assert topics["amounts"].critical_errors.value == 0
    assert evaluation.overall.critical_errors.value == pytest.approx(0.01)


def test_a_caption_that_looks_wrong_is_listed_with_its_rule() -> None:
    evaluation = with_one_changed("Emme ota vastaan käteistä.", "- emme ota vastaan käteistä..")
    assert {violation.phrase.id for violation in evaluation.violations} == {"negations-03"}
    assert evaluation.violating.value == pytest.approx(0.01)
    assert evaluation.critical_errors == ()
    told = printed(as_tables(evaluation))
    assert "negations-03, expected: no doubled marks" in told
    assert "- emme ota vastaan käteistä.." in told


def test_as_many_translations_as_phrases_are_needed() -> None:
    with pytest.raises(ValueError, match="shorter"):
        evaluate("a-model", INTO_FINNISH, DESK, PERFECT[:-1])


def test_tables_tell_grade_topics_errors_and_reservations() -> None:
    told = printed(
        as_tables(with_one_changed("Se tekee 12,50 euroa, kiitos.", "Se tekee 15,20 euroa."))
    )
    assert "amounts-01 amount: 12.5 expected, 15.2 found" in told
    assert "en → fi: A, good for everyday matters" in told
    assert "not reviewed by native speakers" in told
    assert "chrF2|nrefs:1|bs:1000|seed:12345" in told
    for topic in DESK.topics:
        assert topic in told


def test_json_has_every_figure() -> None:
    (document,) = json.loads(as_json([evaluate("a-model", INTO_FINNISH, DESK, PERFECT)]))
    assert document["pair"] == {"source": "en", "target": "fi"}
    assert document["grade"]["letter"] == "A"
    assert set(document["overall"]["overlap"]["chrf"]) == {"value", "low", "high"}


def test_heard_words_and_facts_are_scored() -> None:
    heard = [phrase.texts["sv"] for phrase in DESK.phrases]
    heard[0] = "Jag har tid hos Elina Korhonen klockan 11.30."
    evaluation = evaluate_speech("a-recognizer", "sv", DESK, heard)
    (error,) = (each for each in evaluation.critical_errors if each.kind is FactKind.TIME)
    assert error.phrase.id == "appointments-01"
    words = sum(len(phrase.texts["sv"].split()) for phrase in DESK.phrases)
    assert 0 < evaluation.overall.wer.value < 2 / words
    assert 0 < evaluation.overall.cer.value < evaluation.overall.wer.value
    assert dict(evaluation.topics)["forms"].wer == Estimate(value=0, low=0, high=0)
    assert "word errors" in printed(as_tables(evaluation))


def test_speeds_are_told_with_ratios_to_the_first_row_whatever_it_translates() -> None:
    def speed(model: str, per_s: float, pair: LanguagePair) -> Speed:
        return Speed(
            model=model,
            engine="an-engine",
            pair=pair,
            sentences=100,
            rounds=1,
            load_s=0.5,
            p50_s=0.01,
            p99_s=0.02,
            single_per_s=per_s,
            batch_per_s=2 * per_s,
            memory_bytes=2**20,
        )

    other = LanguagePair("fi", "en")
    told = printed(
        speed_table(
            [speed("a", 10, INTO_FINNISH), speed("b", 25, INTO_FINNISH), speed("c", 777, other)]
        )
    )
    assert "25/s ×2.50" in told
    assert "777/s ×77.70" in told
    assert "1,554/s ×77.70" in told
    assert "fi → en" in told
    assert "10 / 20 ms" in told
