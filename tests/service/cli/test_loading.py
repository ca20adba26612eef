"""From settings to models, on machines of several kinds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog_files import ignore_progress
from models.devices import CPU, CUDA, ON_ONE_CORE, Machine, choose_placement
from models.errors import (
    ModelNotFound,
    ModelUnusable,
    TooLittleMemory,
    UnsupportedComputeType,
    UnsupportedDevice,
)
from models.machine import look_at_machine
from models.types import LanguagePair
from service.cli.loading import load_models, load_translator_for, open_catalog
from service.cli.memory_needs import MemoryNeeds
from service.settings import Settings

MB = 1_000_000
EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")
MACHINE = Machine(
    cores=2,
    cuda_devices=0,
    compute_types={CPU: frozenset({"int8", "float32"})},
    free_memory_bytes=None,
)


def refused(settings: Settings, machine: Machine, error: type[Exception]) -> str:
    """The words of a refusal; nothing has been put together before it."""
    with pytest.raises(error) as told:
        load_models(settings, ignore_progress, machine=machine)
    assert list(settings.data_dir.iterdir()) == []
    return str(told.value)


def need_mb(key: str, told: str) -> int:
    """What a refusal says that a model needs."""
    found = re.search(rf"{key} ([\d,]+)", told)
    assert found is not None
    return int(found[1].replace(",", ""))


def test_models_that_do_not_fit_are_refused_with_the_sum(tmp_path: Path) -> None:
    told = refused(
        Settings(data_dir=tmp_path), replace(MACHINE, free_memory_bytes=50 * MB), TooLittleMemory
    )
    for word in ("whisper-base", "telling languages 230", "50 MB are free", "Choose"):
        assert word in told
    # Not both of them need be in memory: the larger one must.
    assert "firefox-pt-en" in told
    assert "firefox-en-pt" not in told


def test_one_pair_needs_its_own_models_and_no_translation_none(tmp_path: Path) -> None:
    settings, small = Settings(data_dir=tmp_path), replace(MACHINE, free_memory_bytes=0)
    for pair, key in ((EN_PT, "firefox-en-pt"), (PT_EN, "firefox-pt-en")):
        with pytest.raises(TooLittleMemory) as refusal:
            load_models(settings, ignore_progress, pair=pair, machine=small)
        assert re.findall(r"firefox-\w+-\w+", str(refusal.value)) == [key]
    with pytest.raises(TooLittleMemory) as refusal:
        load_models(settings, ignore_progress, pair=LanguagePair("en", "en"), machine=small)
    assert "whisper-base" in str(refusal.value)
    assert "firefox" not in str(refusal.value)


def test_damaged_model_that_nobody_chose_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings, small = Settings(data_dir=tmp_path), replace(MACHINE, free_memory_bytes=0)
    open_catalog(settings).folder("opus-mt-en-fi").mkdir(parents=True)
    with pytest.raises(TooLittleMemory, match="firefox-pt-en"):
        load_models(settings, ignore_progress, machine=small)
    assert "opus-mt-en-fi is left out" in caplog.text


def test_language_that_is_never_told_takes_no_memory(tmp_path: Path) -> None:
    keys = ("firefox-en-pt", "opus-mt-en-sem")
    small = replace(MACHINE, free_memory_bytes=0)
    told = refused(Settings(data_dir=tmp_path, translators=keys), small, TooLittleMemory)
    assert need_mb("telling languages", told) == 230


def test_worker_processes_each_need_their_memory(tmp_path: Path) -> None:
    small = replace(MACHINE, free_memory_bytes=0)
    one = refused(Settings(data_dir=tmp_path), small, TooLittleMemory)
    three = refused(Settings(data_dir=tmp_path, translation_workers=3), small, TooLittleMemory)
    in_one, in_three = (need_mb("firefox-pt-en", told) for told in (one, three))
    assert in_three == pytest.approx(3 * in_one, abs=3)


def test_budget_counts_in_place_of_the_translators_that_share_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, translation_memory_mb=150)
    told = refused(settings, replace(MACHINE, free_memory_bytes=50 * MB), TooLittleMemory)
    assert "translation_memory_mb 150" in told
    assert "firefox" not in told


def test_budget_counts_no_more_than_its_translators_take_and_no_less_than_the_largest(
    tmp_path: Path,
) -> None:
    small = replace(MACHINE, free_memory_bytes=50 * MB)
    ample = refused(Settings(data_dir=tmp_path, translation_memory_mb=6000), small, TooLittleMemory)
    assert "translation_memory_mb 6" not in ample
    assert need_mb("firefox-en-pt", ample) + need_mb("firefox-pt-en", ample) == 200
    scant = refused(Settings(data_dir=tmp_path, translation_memory_mb=20), small, TooLittleMemory)
    assert "translation_memory_mb 20" not in scant
    assert need_mb("firefox-pt-en", scant) == 100
    assert "firefox-en-pt" not in scant


def test_speech_on_a_gpu_takes_no_main_memory(tmp_path: Path) -> None:
    machine = replace(
        MACHINE,
        cuda_devices=1,
        compute_types={**MACHINE.compute_types, CUDA: frozenset({"float16"})},
        free_memory_bytes=50 * MB,
    )
    told = refused(Settings(data_dir=tmp_path), machine, TooLittleMemory)
    assert "firefox-pt-en" in told
    assert "whisper" not in told


GPUS = replace(
    MACHINE,
    cuda_devices=2,
    compute_types={**MACHINE.compute_types, CUDA: frozenset({"float16"})},
    gpu_free_bytes=(80_000 * MB, 600 * MB),
)


def test_speech_that_does_not_fit_on_every_gpu_is_refused_with_the_sum(tmp_path: Path) -> None:
    told = refused(Settings(data_dir=tmp_path), GPUS, TooLittleMemory)
    assert "memory on GPU 1 are needed (CUDA 500 + whisper-base " in told
    assert "600 MB are free" in told
    assert "firefox" not in told
    assert "set device to cpu" in told


def test_only_the_gpus_that_compute_are_checked(tmp_path: Path) -> None:
    on_the_processor = replace(GPUS, free_memory_bytes=0)
    settings = Settings(data_dir=tmp_path, device="cpu")
    told = refused(settings, on_the_processor, TooLittleMemory)
    assert "whisper-base" in told
    assert "GPU" not in told


def test_own_translator_takes_memory_of_the_gpu_and_none_of_the_processor(tmp_path: Path) -> None:
    data_dir, own = tmp_path / "data", tmp_path / "own"
    data_dir.mkdir()
    own.mkdir()
    (own / "model.bin").write_bytes(bytes(3 * MB))
    described = {"engine": "ctranslate2-marian", "folder": str(own), "pair": "fi-so"}
    settings = Settings(data_dir=data_dir, models={"fi-so": described}, translators=("fi-so",))
    scant = replace(GPUS, free_memory_bytes=231 * MB)  # what telling two languages takes, and 1 MB
    told = refused(settings, scant, TooLittleMemory)
    assert need_mb("fi-so", told) == 70
    assert "on GPU 1" in told
    shared = Settings(
        data_dir=data_dir,
        models={"fi-so": described, "so-fi": {**described, "pair": "so-fi"}},
        translators=("fi-so", "so-fi"),
        translation_memory_mb=1,
        translation_gpu_memory_mb=133,
    )
    told = refused(shared, scant, TooLittleMemory)
    assert "translation_gpu_memory_mb 133" in told
    assert "fi-so" not in told


def test_budget_is_not_demanded_whole_of_a_machine_that_has_less(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, translation_memory_mb=6000)
    needs = MemoryNeeds(
        settings=settings,
        catalog=open_catalog(settings),
        placement=ON_ONE_CORE,
        translators=["firefox-en-pt"],
        recognizer=None,
    )
    (shelf,) = needs.shelves(replace(MACHINE, free_memory_bytes=500 * MB))
    assert shelf.holds_all


def test_gpu_on_which_nothing_computes_needs_no_memory(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    needs = MemoryNeeds(
        settings=settings,
        catalog=open_catalog(settings),
        placement=choose_placement(GPUS),
        translators=["firefox-en-pt", "firefox-pt-en"],
        recognizer=None,
    )
    (shelf,) = needs.shelves(replace(GPUS, gpu_free_bytes=(0, 0)))
    assert [need.key for need in shelf.needs] == ["firefox-en-pt", "firefox-pt-en"]


def test_model_that_pytorch_runs_is_on_every_gpu(tmp_path: Path) -> None:
    data_dir, own = tmp_path / "data", tmp_path / "own"
    data_dir.mkdir()
    own.mkdir()
    described = {"engine": "transformers-marian", "folder": str(own), "pair": "fi-so"}
    settings = Settings(data_dir=data_dir, models={"fi-so": described}, translators=("fi-so",))
    full_first = replace(GPUS, gpu_free_bytes=(600 * MB, 80_000 * MB))
    for machine, index in ((full_first, 0), (GPUS, 1)):
        told = refused(settings, machine, TooLittleMemory)
        assert f"on GPU {index} are needed" in told
        assert "fi-so" in told


def test_scripted_models_need_neither_memory_nor_files(tmp_path: Path) -> None:
    small = replace(MACHINE, free_memory_bytes=0)
    models = load_models(Settings(data_dir=tmp_path, fake=True), ignore_progress, machine=small)
    models.warm_up()
    models.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.weights
def test_own_model_that_the_engine_cannot_read_is_told(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("config.json", "model.bin", "tokenizer.json"):
        (own / name).write_bytes(b"{}")
    broken = {"engine": "whisper", "folder": str(own), "languages": ["fi"]}
    settings = Settings(data_dir=tmp_path, models={"broken": broken}, recognizer="broken")
    with pytest.raises(ModelUnusable, match=r"broken cannot be loaded.*models pull broken"):
        load_models(settings, ignore_progress, machine=MACHINE)


def test_device_that_is_not_here_is_refused(tmp_path: Path) -> None:
    refused(Settings(data_dir=tmp_path, device="cuda"), MACHINE, UnsupportedDevice)


def test_arithmetic_that_is_not_possible_here_is_refused(tmp_path: Path) -> None:
    refused(Settings(data_dir=tmp_path, compute_type="float16"), MACHINE, UnsupportedComputeType)


@pytest.mark.weights
def test_gpu_that_does_not_work_is_refused_with_what_it_needs(tmp_path: Path) -> None:
    if look_at_machine().cuda_devices:
        pytest.skip("a GPU is here and works")
    machine = replace(
        MACHINE, cuda_devices=1, compute_types={CPU: frozenset(), CUDA: frozenset({"float16"})}
    )
    with pytest.raises(UnsupportedDevice, match=r"whisper-base cannot be loaded: CUDA.*cuDNN 9"):
        load_models(Settings(data_dir=tmp_path), ignore_progress, machine=machine)


def test_model_that_the_catalog_does_not_have_is_refused(tmp_path: Path) -> None:
    told = refused(Settings(data_dir=tmp_path, recognizer="whisper-x"), MACHINE, ModelNotFound)
    assert "whisper-x" in told


def test_own_model_is_known_with_the_size_of_its_folder(tmp_path: Path) -> None:
    data_dir, own = tmp_path / "data", tmp_path / "own"
    data_dir.mkdir()
    (own / "deep").mkdir(parents=True)
    (own / "deep" / "model.bin").write_bytes(bytes(3 * MB))
    tuned = {"engine": "whisper", "folder": str(own), "languages": ["fi"]}
    settings = Settings(data_dir=data_dir, models={"tuned": tuned}, recognizer="tuned")
    small = replace(MACHINE, free_memory_bytes=0)
    with_files = refused(settings, small, TooLittleMemory)
    (own / "deep" / "model.bin").unlink()
    without = refused(settings, small, TooLittleMemory)
    assert need_mb("tuned", with_files) - need_mb("tuned", without) == 6


def test_one_translation_is_refused_when_its_models_do_not_fit(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    small = replace(MACHINE, free_memory_bytes=50 * MB)
    with pytest.raises(TooLittleMemory) as refusal:
        load_translator_for(EN_PT, settings, open_catalog(settings), ignore_progress, machine=small)
    told = str(refusal.value)
    assert need_mb("firefox-en-pt", told) == 100
    assert "50 MB are free: 50 MB too little" in told
    assert "whisper" not in told
    assert "telling languages" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.weights
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("budget_mb", "free_mb"),
    [
        pytest.param(150, None, id="by a setting"),
        pytest.param(None, 560, id="by what is free"),
    ],
)
def test_every_pair_translates_when_only_one_model_fits_into_memory(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    budget_mb: int | None,
    free_mb: int | None,
) -> None:
    settings = Settings(data_dir=tmp_path, translation_memory_mb=budget_mb)
    free_bytes = None if free_mb is None else free_mb * MB
    machine = replace(MACHINE, free_memory_bytes=free_bytes)
    models = load_models(settings, ignore_progress, machine=machine)
    assert "firefox-en-pt, firefox-pt-en take about 199 MB together and may take" in caplog.text
    try:
        assert models.translator.pairs == {EN_PT, PT_EN}
        assert {pair: one.quality for pair, one in models.translation_models.items()} == {
            EN_PT: "A",
            PT_EN: "B",
        }
        for _ in range(2):
            (into,) = models.translator.translate(["Good morning."], EN_PT)
            (back,) = models.translator.translate(["Bom dia."], PT_EN)
            assert (into.text, into.model) == ("Bom dia.", "firefox-en-pt")
            assert (back.text, back.model) == ("Good morning.", "firefox-pt-en")
    finally:
        models.close()
