"""Routes: which there are, and what a translation on one of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UnsupportedLanguagePair
from models.fakes import ScriptedTranslator
from models.routing import RoutedTranslator, plan_routes, plan_speech_routes
from models.types import DIRECT, FROM_SPEECH, LanguagePair, Route, TranslatedText

EN_PT = LanguagePair("en", "pt")
FI_EN = LanguagePair("fi", "en")
FI_PT = LanguagePair("fi", "pt")
FI_SV = LanguagePair("fi", "sv")
RU_FI = LanguagePair("ru", "fi")
RU_SV = LanguagePair("ru", "sv")
VIA_EN = Route(("en",))
VIA_FI = Route(("fi",))


class Engine(ScriptedTranslator):
    """Says which pairs a text went through, and remembers what it was asked."""

    def __init__(
        self, *pairs: LanguagePair, name: str = "mt", confidence: float | None = None
    ) -> None:
        super().__init__(lambda text, pair: f"{text}>{pair.target}", pairs=pairs)
        self._name = name
        self._confidence = confidence
        self.asked: list[tuple[tuple[str, ...], LanguagePair, int]] = []
        self.closed = 0

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.asked.append((tuple(texts), pair, alternatives))
        return [
            replace(
                one,
                model=f"{self._name}-{pair.source}-{pair.target}",
                confidence=self._confidence,
                alternatives=("other",) * alternatives,
            )
            for one in super().translate(texts, pair)
        ]

    def close(self) -> None:
        self.closed += 1


class Unclosable(Engine):
    """Cannot be closed properly."""

    def close(self) -> None:
        super().close()
        raise OSError("the process is stuck")


def test_pair_of_a_model_is_translated_directly() -> None:
    routed = RoutedTranslator([Engine(EN_PT, FI_EN, FI_PT)])
    (made,) = routed.translate(["moi"], FI_PT)
    assert (made.text, made.model, made.route.label) == ("moi>pt", "mt-fi-pt", "direct")


def test_pair_without_a_model_goes_through_english() -> None:
    routed = RoutedTranslator([Engine(FI_EN, name="a"), Engine(EN_PT, name="b")])
    first, second = routed.translate(["moi", "hei"], FI_PT)
    assert (first.text, second.text) == ("moi>en>pt", "hei>en>pt")
    assert first.pair == FI_PT
    assert first.model == "a-fi-en+b-en-pt"
    assert first.route.label == "pivot:en"


def test_pair_goes_through_finnish_when_english_does_not_lead_there() -> None:
    routed = RoutedTranslator([Engine(RU_FI, FI_SV)])
    (made,) = routed.translate(["da"], RU_SV)
    assert (made.text, made.route) == ("da>fi>sv", VIA_FI)


def test_first_pivot_is_taken_when_both_lead_there() -> None:
    pairs = {RU_FI, FI_SV, LanguagePair("ru", "en"), LanguagePair("en", "sv")}
    assert plan_routes(pairs)[RU_SV] == VIA_EN
    assert plan_routes(pairs, ["fi", "en"])[RU_SV] == VIA_FI
    assert RU_SV not in plan_routes(pairs, [])


def test_first_translator_is_used_when_two_know_a_pair() -> None:
    better, other = Engine(EN_PT, name="a"), Engine(EN_PT, FI_EN, name="b")
    (made,) = RoutedTranslator([better, other]).translate(["hi"], EN_PT)
    assert made.model == "a-en-pt"
    assert not other.asked


def test_confidence_is_that_of_both_steps_together() -> None:
    routed = RoutedTranslator([Engine(FI_EN, confidence=0.5), Engine(EN_PT, confidence=0.8)])
    assert routed.translate(["moi"], FI_PT)[0].confidence == pytest.approx(0.4)
    assert routed.translate(["hi"], EN_PT)[0].confidence == 0.8


def test_confidence_is_unknown_when_one_step_does_not_tell() -> None:
    routed = RoutedTranslator([Engine(FI_EN), Engine(EN_PT, confidence=0.8)])
    assert routed.translate(["moi"], FI_PT)[0].confidence is None


def test_other_wordings_are_asked_of_the_last_step_only() -> None:
    first, last = Engine(FI_EN), Engine(EN_PT)
    (made,) = RoutedTranslator([first, last]).translate(["moi"], FI_PT, alternatives=2)
    assert made.alternatives == ("other", "other")
    assert first.asked == [(("moi",), FI_EN, 0)]
    assert last.asked == [(("moi>en",), EN_PT, 2)]


def test_no_texts_give_no_translations_on_any_route() -> None:
    routed = RoutedTranslator([Engine(FI_EN, EN_PT)])
    assert routed.translate([], FI_PT) == routed.translate([], FI_EN) == []


def test_pair_that_no_route_reaches_is_refused() -> None:
    routed = RoutedTranslator([Engine(EN_PT)])
    assert routed.pairs == {EN_PT}
    with pytest.raises(UnsupportedLanguagePair, match="from fi into pt"):
        routed.translate(["moi"], FI_PT)


def test_every_translator_is_closed_when_one_cannot_be() -> None:
    engines = [Engine(EN_PT), Unclosable(FI_EN), Engine(FI_SV)]
    with pytest.raises(OSError, match="stuck"):
        RoutedTranslator(engines).close()
    assert [engine.closed for engine in engines] == [1, 1, 1]


def test_speech_has_a_route_where_its_text_has_none() -> None:
    routed = RoutedTranslator([Engine(EN_PT, FI_EN)])
    assert routed.routes_from_speech(["en", "fi", "ru"]) == {
        LanguagePair("ru", "en"): FROM_SPEECH,
        LanguagePair("ru", "pt"): Route(("en",), from_speech=True),
    }


def test_speech_goes_no_further_than_english_where_that_is_no_pivot() -> None:
    routed = RoutedTranslator([Engine(EN_PT)], pivots=["fi"])
    assert routed.routes_from_speech(["ru"]) == {LanguagePair("ru", "en"): FROM_SPEECH}


def test_text_that_reaches_a_language_is_preferred_to_speech() -> None:
    routed = RoutedTranslator([Engine(EN_PT, LanguagePair("en", "fi"), RU_FI)])
    assert LanguagePair("ru", "fi") not in routed.routes_from_speech(["ru"])


@pytest.mark.parametrize(
    ("route", "label"),
    [
        (DIRECT, "direct"),
        (VIA_EN, "pivot:en"),
        (FROM_SPEECH, "speech:en"),
        (Route(("en",), from_speech=True), "speech:en+text"),
    ],
)
def test_every_route_has_a_label(route: Route, label: str) -> None:
    assert route.label == label


codes = st.sampled_from(["en", "fi", "sv", "pt", "ru", "ar"])
pair_sets = st.frozensets(st.builds(LanguagePair, codes, codes), max_size=12)
pivot_lists = st.lists(codes, unique=True, max_size=3)


@given(pair_sets, pivot_lists)
def test_routes_are_all_that_can_be_reached_with_one_pivot(
    pairs: frozenset[LanguagePair], pivots: list[str]
) -> None:
    direct = {pair for pair in pairs if pair.source != pair.target}
    routes = plan_routes(pairs, pivots)
    for source in ["en", "fi", "sv", "pt", "ru", "ar"]:
        for target in {"en", "fi", "sv", "pt", "ru", "ar"} - {source}:
            ways = [
                pivot
                for pivot in pivots
                if {LanguagePair(source, pivot), LanguagePair(pivot, target)} <= direct
            ]
            pair = LanguagePair(source, target)
            expected = DIRECT if pair in direct else Route((ways[0],)) if ways else None
            assert routes.pop(pair, None) == expected
    assert not routes


@given(pair_sets, pivot_lists, st.lists(st.text(max_size=5), max_size=3))
def test_what_is_told_of_a_translation_is_what_was_done(
    pairs: frozenset[LanguagePair], pivots: list[str], texts: list[str]
) -> None:
    routed = RoutedTranslator([Engine(*pairs)], pivots=pivots)
    for pair, route in routed.routes.items():
        stops = [*route.via, pair.target]
        told = routed.translate(texts, pair)
        assert [one.text for one in told] == [">".join([text, *stops]) for text in texts]
        assert all(one.route == route and one.pair == pair for one in told)
        assert all(one.model.count("+") == len(route.via) for one in told)


@given(pair_sets, pivot_lists, st.lists(codes, unique=True))
def test_speech_routes_are_none_of_text(
    pairs: frozenset[LanguagePair], pivots: list[str], spoken: list[str]
) -> None:
    text = plan_routes(pairs, pivots)
    speech = plan_speech_routes(spoken, text, pivots)
    assert not text.keys() & speech.keys()
    for pair, route in speech.items():
        assert route.from_speech
        assert pair.source in spoken
        assert pair.source not in {"en", pair.target}
        assert not route.via or text[LanguagePair("en", pair.target)] == DIRECT
