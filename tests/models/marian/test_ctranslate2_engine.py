"""The CTranslate2 engine: the reference's words, int8, groups, prefixes, what cannot be loaded."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from pathlib import Path

import ctranslate2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marian_fixture import EN_FI, EN_SV, FI_EN, GROUP_TOKENS, PAIRS_OF_PHRASES, TinyMarian

from models.errors import (
    InferenceFailed,
    ModelNotFound,
    ModelUnusable,
    TooLittleMemory,
    UnsupportedComputeType,
    UnsupportedDevice,
)
from models.marian.ctranslate2_engine import (
    CTranslate2MarianTranslator,
    CTranslate2Model,
)
from models.marian.protected import lost_from
from models.marian.token_search import SearchSettings
from models.marian.transformers_engine import TransformersMarianTranslator
from models.types import LanguagePair

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute

STRANGE = [
    "I lost my card in the bus.",
    "Where is the office? It opens at 15.",
    "Do you understand my two children?",
    "Please, please, please sit here and take a passport.",
    "help me",
]


PIECES = [
    "Thank you. ", "good ", "- ", "\n", "62.70 ", "a@example.com ", "{x}", "131052-308T", "%s ",
    "+358 40 123 4567 ", "😀", "Töölö ", "at 14:20 ", "-5 ", "x" * 400,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)


@pytest.fixture
def folder(tiny_marian: TinyMarian, tmp_path: Path) -> Path:
    """A copy that a test may harm."""
    return Path(shutil.copytree(tiny_marian.ctranslate2("en-fi"), tmp_path / "model"))


def load(folder: Path) -> CTranslate2MarianTranslator:
    return CTranslate2MarianTranslator({EN_FI: CTranslate2Model(key="tiny", folder=folder)})


@pytest.mark.parametrize("seed", range(3))
def test_greedy_search_says_what_the_reference_says_in_any_batch(
    ctranslate2_translator: CTranslate2MarianTranslator,
    transformers_translator: TransformersMarianTranslator,
    seed: int,
) -> None:
    """Also of sentences that the models do not know, where the next best token is close."""
    known = [source for source, _ in PAIRS_OF_PHRASES[EN_FI]]
    texts = random.Random(seed).sample([*known, *STRANGE], 30)  # noqa: S311 - not for secrets

    ours = ctranslate2_translator.translate(texts, EN_FI)
    reference = transformers_translator.translate(texts, EN_FI)

    assert [one.text for one in ours] == [one.text for one in reference]
    assert [one.confidence for one in ours] == pytest.approx(
        [one.confidence for one in reference], abs=1e-3
    )


@pytest.mark.parametrize(("pair", "name"), [(EN_FI, "en-fi"), (FI_EN, "fi-en")])
def test_int8_says_every_phrase_that_the_model_knows(
    tiny_marian: TinyMarian, pair: LanguagePair, name: str
) -> None:
    model = CTranslate2Model(key=name, folder=tiny_marian.ctranslate2(name, "int8"))
    known = PAIRS_OF_PHRASES[pair]
    with closing(CTranslate2MarianTranslator({pair: model}, compute_type="int8")) as translator:
        translated = translator.translate([source for source, _ in known], pair)

    assert [one.text for one in translated] == [target for _, target in known]
    assert all(one.confidence == 1.0 for one in translated)


def test_group_model_is_loaded_once_and_writes_the_language_of_each_pair(
    tiny_marian: TinyMarian,
) -> None:
    folder = tiny_marian.ctranslate2("en-group")
    models = {
        pair: CTranslate2Model(key="group", folder=folder, target_token=token)
        for pair, token in GROUP_TOKENS.items()
    }
    with closing(CTranslate2MarianTranslator(models, compute_type="float32")) as translator:
        for pair in (EN_FI, EN_SV):
            known = PAIRS_OF_PHRASES[pair]
            said = translator.translate([source for source, _ in known], pair)
            assert [one.text for one in said] == [target for _, target in known]
        (steered,) = translator.translate([">>swe<< Thank you."], EN_FI)

    assert "Tack" not in steered.text


def test_beam_search_says_what_the_model_knows(tiny_marian: TinyMarian) -> None:
    model = CTranslate2Model(key="tiny", folder=tiny_marian.ctranslate2("en-fi"))
    settings = SearchSettings(beam_size=4, batch_tokens=32)
    with closing(CTranslate2MarianTranslator({EN_FI: model}, settings=settings)) as translator:
        translated = translator.translate([source for source, _ in PAIRS_OF_PHRASES[EN_FI]], EN_FI)

    assert [one.text for one in translated] == [target for _, target in PAIRS_OF_PHRASES[EN_FI]]


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TEXTS)
def test_any_text_keeps_what_must_survive_however_little_the_model_knows(
    ctranslate2_translator: CTranslate2MarianTranslator, text: str
) -> None:
    (translated,) = ctranslate2_translator.translate([text], EN_FI)

    lost = lost_from(translated.text, text)
    assert [item for item in lost if len(item.text.strip("0")) > 1] == []  # digits may be words


def test_nothing_is_translated_after_closing(folder: Path) -> None:
    translator = load(folder)

    translator.close()
    translator.close()

    with pytest.raises(InferenceFailed, match="closed"):
        translator.translate(["Thank you."], EN_FI)


@pytest.mark.parametrize("name", ["config.json", "shared_vocabulary.json", "source.spm"])
def test_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(ModelNotFound, match=r"tulkki models pull tiny"):
        load(folder)


@pytest.mark.parametrize("kept_bytes", [0, 10, 40, 5000])
def test_damaged_weights_are_told(folder: Path, kept_bytes: int) -> None:
    weights = folder / "model.bin"
    weights.write_bytes(weights.read_bytes()[:kept_bytes])

    with pytest.raises(ModelUnusable, match=r"tulkki models pull tiny"):
        load(folder)


def test_model_of_another_architecture_is_refused(folder: Path) -> None:
    weights = folder / "model.bin"
    weights.write_bytes(
        weights.read_bytes().replace(b"\x10\0TransformerSpec", b"\x0c\0WhisperSpec")
    )

    with pytest.raises(ModelUnusable, match=r"no translation model.*converted MarianMT"):
        load(folder)


def test_model_that_is_not_converted_is_refused_with_the_remedy(tiny_marian: TinyMarian) -> None:
    with pytest.raises(ModelUnusable, match="Run: tulkki models convert tiny"):
        load(tiny_marian.transformers("en-fi"))


def test_damaged_vocabulary_is_told(folder: Path) -> None:
    (folder / "shared_vocabulary.json").write_text('["</s>", "<unk')

    with pytest.raises(ModelUnusable, match=r"shared_vocabulary\.json is damaged"):
        load(folder)


@pytest.mark.skipif(ctranslate2.get_cuda_device_count() > 0, reason="this machine has a GPU")
def test_device_that_is_not_here_is_refused(folder: Path) -> None:
    model = {EN_FI: CTranslate2Model(key="tiny", folder=folder)}

    with pytest.raises(UnsupportedDevice, match="Set device to auto or cpu"):
        CTranslate2MarianTranslator(model, device="cuda")


def test_compute_type_that_the_device_has_not_is_refused(folder: Path) -> None:
    model = {EN_FI: CTranslate2Model(key="tiny", folder=folder)}

    with pytest.raises(UnsupportedComputeType, match=r"compute_type to one of.*float32, int8"):
        CTranslate2MarianTranslator(model, compute_type="int4")
    with pytest.raises(UnsupportedDevice, match="tpu"):
        CTranslate2MarianTranslator(model, device="tpu")


@pytest.mark.parametrize(
    "words",
    [
        "CUDA failed with error out of memory",
        "cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED",
    ],
)
def test_gpu_without_room_is_told_as_such(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr(ctranslate2, "Translator", full)
    with pytest.raises(TooLittleMemory, match=r"tiny was loaded.*translation_gpu_memory_mb"):
        load(folder)
