"""MarianMT on CUDA, by both of its engines: the words of the processor, on every GPU."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from marian_fixture import EN_FI, PAIRS_OF_PHRASES, TinyMarian

from models.catalog import Catalog
from models.devices import CPU, CUDA, Placement
from models.interfaces import Translator
from models.loading import load_translator
from models.machine import look_at_machine

pytestmark = [pytest.mark.gpu, pytest.mark.weights, pytest.mark.timeout(600)]

KNOWN = PAIRS_OF_PHRASES[EN_FI]
STRANGE = ("I lost my card in the bus.", "help me", "Where is the office? It opens at 15.")


def needs_cuda_of(engine: str) -> None:
    """Skip where this PyTorch was built for processors."""
    if engine == "transformers":
        if find_spec("torch") is None:
            pytest.skip("without the extra marian")
        import torch

        if not torch.cuda.is_available():
            pytest.skip("this PyTorch is a build for processors")


def loaded(engine: str, marian: TinyMarian, folder: Path, placement: Placement) -> Translator:
    """The tiny model, as an own one."""
    files = {
        "ctranslate2": marian.ctranslate2("en-fi"),
        "transformers": marian.transformers("en-fi"),
    }
    own = {"engine": f"{engine}-marian", "folder": str(files[engine]), "pair": "en-fi"}
    catalog = Catalog.load(folder, extra={"tiny": own})
    return load_translator(catalog, ["tiny"], placement=placement)


def words(translator: Translator, texts: list[str]) -> list[str]:
    return [one.text for one in translator.translate(texts, EN_FI)]


@pytest.fixture(params=["ctranslate2", "transformers"])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    needs_cuda_of(name)
    return name


@pytest.fixture(params=["float16", "float32"])
def on_gpu(
    request: pytest.FixtureRequest, engine: str, marian: TinyMarian, tmp_path: Path
) -> Iterator[Translator]:
    placement = Placement(device=CUDA, compute_type=request.param)
    with closing(loaded(engine, marian, tmp_path, placement)) as translator:
        yield translator


def test_what_the_model_knows_is_said(on_gpu: Translator) -> None:
    assert words(on_gpu, [source for source, _ in KNOWN]) == [target for _, target in KNOWN]


def test_texts_are_the_same_together_as_alone(on_gpu: Translator) -> None:
    texts = [source for source, _ in KNOWN]
    alone = {text: words(on_gpu, [text])[0] for text in texts}
    mixed = random.Random(1).sample(texts * 2, 30)  # noqa: S311 - not for secrets
    assert words(on_gpu, mixed) == [alone[text] for text in mixed]


def test_words_are_those_of_the_processor(engine: str, marian: TinyMarian, tmp_path: Path) -> None:
    texts = [*(source for source, _ in KNOWN), *STRANGE]
    said = []
    for device in (CPU, CUDA):
        placement = Placement(device=device, compute_type="float32")
        with closing(loaded(engine, marian, tmp_path, placement)) as translator:
            said.append(words(translator, texts))
    assert said[0] == said[1]


def test_every_gpu_translates(engine: str, marian: TinyMarian, tmp_path: Path) -> None:
    """Two calls for each, side by side; with one GPU it is that one."""
    indices = tuple(range(look_at_machine().cuda_devices))
    placement = Placement(device=CUDA, compute_type="float16", device_indices=indices)
    texts = [source for source, _ in KNOWN]
    calls = 2 * len(indices)
    with (
        closing(loaded(engine, marian, tmp_path, placement)) as translator,
        ThreadPoolExecutor(calls) as threads,
    ):
        said = list(threads.map(lambda _: words(translator, texts), range(calls)))
    assert said == [[target for _, target in KNOWN]] * calls
