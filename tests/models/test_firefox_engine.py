"""The Firefox engine with its real models, in real worker processes."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from marian_binary import taken_apart, with_two_vocabularies, written

from models.catalog import Catalog
from models.errors import InferenceFailed, ModelNotFound, ModelUnusable, UnsupportedLanguagePair
from models.marian.firefox_engine import FirefoxModel, FirefoxTranslator
from models.sentences import SentencexSplitter
from models.types import LanguagePair

pytestmark = pytest.mark.weights

EN_PT = LanguagePair("en", "pt")
PT_EN = LanguagePair("pt", "en")

Models = dict[LanguagePair, FirefoxModel]


@pytest.fixture(scope="module")
def models(catalog: Catalog) -> Models:
    return {
        pair: FirefoxModel(key=key, folder=catalog.resolve(key), lead_in="- ")
        for pair, key in catalog.pairs.items()
    }


@pytest.fixture(scope="module")
def translator(models: Models) -> Iterator[FirefoxTranslator]:
    with closing(FirefoxTranslator(models)) as translator:
        yield translator


@pytest.fixture
def own_translator(models: Models) -> Iterator[FirefoxTranslator]:
    """A translator whose workers a test may harm."""
    with closing(FirefoxTranslator(models)) as translator:
        yield translator


def text_of(translator: FirefoxTranslator, text: str, pair: LanguagePair) -> str:
    (translated,) = translator.translate([text], pair)
    return translated.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Good morning, how can I help you?", "Bom dia, como posso ajudá-lo?"),
        ("thank you", "obrigado"),
        ("Thank you.", "Obrigado."),
        ("No, thank you.", "Não, obrigado."),
        ("Your application was not accepted because a document is missing.", "não foi aceito"),
        ("The travel card costs 62.70 euros a month in zones A, B and C.", "62,70 euros por mês"),
        ("Your appointment is on 12 March at 9:30.", "12 de março às 9:30"),
        ("You need to bring your passport.", "passaporte"),
        ("HELLO, I NEED HELP", "OLÁ, EU PRECISO DE AJUDA"),
        ("The temperature is -5 degrees today.", "-5 graus"),
        ("I live in Töölö and work at Kela.", "Töölö"),
        ("Write to anna@example.com today.", "anna@example.com"),
        ("“Good morning”", '"Bom dia"'),
    ],
)
def test_english_desk_phrase_is_said_in_portuguese(
    translator: FirefoxTranslator, text: str, words: str
) -> None:
    assert words in text_of(translator, text, EN_PT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("não", "no"),
        ("Não, obrigado.", "No, thank you."),
        ("Preciso de um intérprete, por favor.", "I need an interpreter, please."),
        ("Às nove.", "At nine."),
        ("Perdi o meu emprego na semana passada.", "lost my job last week"),
        ("Quanto custa o cartão de viagem?", "How much does the travel card cost?"),
        ("Eu não tenho filhos.", "children"),
        ("São 740 € por mês.", "740"),
    ],
)
def test_portuguese_desk_phrase_is_said_in_english(
    translator: FirefoxTranslator, text: str, words: str
) -> None:
    assert words in text_of(translator, text, PT_EN)


def test_translation_names_its_pair_and_model(translator: FirefoxTranslator) -> None:
    (translated,) = translator.translate(["Yes."], EN_PT)

    assert translated.pair == EN_PT
    assert translated.model == "firefox-en-pt"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "😀", "😀 😀\n", "12345", "12.50 €", "9:30 – 10:15", "...", "\ud800", "你好"],
)
def test_text_without_words_stays_as_it_is(translator: FirefoxTranslator, text: str) -> None:
    assert text_of(translator, text, EN_PT) == text


def test_white_space_lines_and_bullets_stay_where_they_are(translator: FirefoxTranslator) -> None:
    text = "  Good morning.\r\n\r\n\tBring:\n - passport\n - 2 photographs \n\nThank you 😊\n"

    translated = text_of(translator, text, EN_PT)

    assert translated == (
        "  Bom dia.\r\n\r\n\tTraga:\n - passaporte\n - 2 fotografias \n\nObrigado 😊\n"
    )


def test_batch_gives_in_order_what_each_text_gives_alone(translator: FirefoxTranslator) -> None:
    texts = [
        "Yes.",
        "You must register as a job seeker within two days. " * 12,
        "",
        "😀",
        "Where do you live?\n\nDo you have children?",
        "12",
        "the bus number 550 goes there every ten minutes",
    ]

    together = translator.translate(texts, EN_PT)

    assert together == [translator.translate([text], EN_PT)[0] for text in texts]
    assert translator.translate([], EN_PT) == []


@pytest.mark.timeout(180)
def test_no_sentence_is_lost_when_a_text_has_20_000_characters(
    translator: FirefoxTranslator,
) -> None:
    sentences = [f"The bus number {n} goes to the station.\n" for n in range(100, 600)]
    text = "".join(sentences)
    assert len(text) >= 20_000

    lines = text_of(translator, text, EN_PT).splitlines()

    assert len(lines) == len(sentences)
    for number, line in enumerate(lines, start=100):
        assert str(number) in line
        assert "ônibus" in line or "autocarro" in line


def test_end_is_not_lost_when_a_sentence_has_no_punctuation(
    translator: FirefoxTranslator,
) -> None:
    """Given whole, the model turns in circles after a hundred words and says no passport."""
    text = "the client waited for the bus and walked to the office with his mother and " * 12

    assert "passaporte" in text_of(translator, text + "forgot his passport", EN_PT)


def test_pair_is_refused_when_no_model_translates_it(translator: FirefoxTranslator) -> None:
    with pytest.raises(UnsupportedLanguagePair, match="from fi into en"):
        translator.translate(["Hei"], LanguagePair("fi", "en"))


def test_two_threads_are_served_at_once_when_there_are_two_workers(models: Models) -> None:
    texts = [f"The number {n} is next." for n in range(40)]

    with closing(FirefoxTranslator(models, workers=2)) as translator:
        assert len(translator.worker_pids) == 2
        with ThreadPoolExecutor(4) as threads:
            futures = [threads.submit(translator.translate, texts, EN_PT) for _ in range(4)]
            results = [future.result() for future in futures]

    assert all(result == results[0] for result in results)
    assert [str(n) in translated.text for n, translated in enumerate(results[0])] == [True] * 40


def test_request_survives_when_its_worker_is_killed_in_the_middle(models: Models) -> None:
    """The worker is held still, so the request is surely unanswered when it is killed."""
    asked = threading.Event()
    split = SentencexSplitter()

    def split_and_tell(text: str, language: str) -> list[str]:
        asked.set()
        return split(text, language)

    text = "Where do you live? " * 50
    with (
        closing(FirefoxTranslator(models, split_sentences=split_and_tell)) as translator,
        ThreadPoolExecutor(1) as thread,
    ):
        (pid,) = translator.worker_pids
        os.kill(pid, signal.SIGSTOP)
        future = thread.submit(text_of, translator, text, EN_PT)
        assert asked.wait(5)
        os.kill(pid, signal.SIGKILL)

        assert future.result() == text_of(translator, "Where do you live? ", EN_PT) * 50
        assert translator.worker_pids != (pid,)
        assert not psutil.pid_exists(pid)


def test_next_request_is_served_when_an_idle_worker_was_killed(
    own_translator: FirefoxTranslator,
) -> None:
    (pid,) = own_translator.worker_pids
    os.kill(pid, signal.SIGKILL)

    assert text_of(own_translator, "Yes.", EN_PT) == "Sim."


def test_worker_goes_on_when_it_is_interrupted(own_translator: FirefoxTranslator) -> None:
    """Ctrl-C belongs to the parent, which decides when its workers end."""
    (pid,) = own_translator.worker_pids
    assert os.getpgid(pid) != os.getpgid(0)
    os.kill(pid, signal.SIGINT)

    assert text_of(own_translator, "Yes.", EN_PT) == "Sim."
    assert own_translator.worker_pids == (pid,)


def test_closing_leaves_no_process(models: Models) -> None:
    translator = FirefoxTranslator(models, workers=2)
    pids = translator.worker_pids

    translator.close()
    translator.close()

    assert not any(map(psutil.pid_exists, pids))
    with pytest.raises(InferenceFailed, match="closed"):
        translator.translate(["Yes."], EN_PT)


def test_worker_ends_when_its_parent_is_killed(models: Models) -> None:
    folder = models[EN_PT].folder
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from models.marian.firefox_engine import FirefoxModel, FirefoxTranslator\n"
        "from models.types import LanguagePair\n"
        "model = FirefoxModel(key='k', folder=Path(sys.argv[1]))\n"
        "translator = FirefoxTranslator({LanguagePair('en', 'pt'): model})\n"
        "print(*translator.worker_pids, flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        worker = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()

        ended, _, _ = select.select([worker], [], [], 10)

    os.close(worker)
    assert ended


def test_worker_knows_no_secret_and_loads_nothing_it_does_not_need(
    models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TULKKI_STAFF_SECRET", "swordfish")
    with closing(FirefoxTranslator(models)) as translator:
        worker = psutil.Process(translator.worker_pids[0])
        environment = worker.environ()
        libraries = {Path(mapped.path).name for mapped in worker.memory_maps()}

    assert "TULKKI_STAFF_SECRET" not in environment
    assert any("_engine" in name for name in libraries)
    assert not any(name.startswith(("_multiarray_umath", "sentencex")) for name in libraries)


@pytest.fixture
def own_model(models: Models, tmp_path: Path) -> FirefoxModel:
    """A copy of a model's files, for a test that harms them."""
    folder = tmp_path / "model"
    shutil.copytree(models[EN_PT].folder, folder)
    return FirefoxModel(key="firefox-en-pt", folder=folder)


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def nothing(_: bytes) -> bytes:
    return b""


def junk(data: bytes) -> bytes:
    return b"<html>busy</html>" * (len(data) // 17)


def last_byte_lost(data: bytes) -> bytes:
    return data[:-1]


@pytest.mark.parametrize("damage", [half, nothing, junk, last_byte_lost])
@pytest.mark.parametrize("name", ["model.bin", "vocab.spm"])
def test_damaged_file_is_told_with_what_mends_it(
    own_model: FirefoxModel, name: str, damage: Callable[[bytes], bytes]
) -> None:
    path = own_model.folder / name
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(ModelUnusable, match=f"{path} .*Run: tulkki models pull firefox-en-pt"):
        FirefoxTranslator({EN_PT: own_model})


def test_files_in_each_others_place_are_told(own_model: FirefoxModel) -> None:
    weights, vocabulary = own_model.folder / "model.bin", own_model.folder / "vocab.spm"
    data = weights.read_bytes()
    weights.write_bytes(vocabulary.read_bytes())
    vocabulary.write_bytes(data)

    with pytest.raises(ModelUnusable, match=f"{weights} is damaged"):
        FirefoxTranslator({EN_PT: own_model})


@pytest.mark.parametrize("name", ["model.bin", "vocab.spm"])
def test_missing_file_is_told_with_what_brings_it(own_model: FirefoxModel, name: str) -> None:
    (own_model.folder / name).unlink()

    with pytest.raises(ModelNotFound, match="Run: tulkki models pull firefox-en-pt"):
        FirefoxTranslator({EN_PT: own_model})


@pytest.mark.parametrize("shortlist", [b"", b"\xff" * 1000])
def test_shortlist_that_breaks_the_engine_is_told(
    own_model: FirefoxModel, shortlist: bytes
) -> None:
    """The engine panics at it, which would else look as if the process had died of something."""
    (own_model.folder / "lex.bin").write_bytes(shortlist)

    with pytest.raises(ModelUnusable, match=r"lex\.bin.*Run: tulkki models pull firefox-en-pt"):
        FirefoxTranslator({EN_PT: own_model})


def test_architecture_that_the_engine_does_not_know_is_told(own_model: FirefoxModel) -> None:
    """Whole, and with the right vocabulary, but without what the engine looks for."""
    weights = own_model.folder / "model.bin"
    tensors = taken_apart(weights.read_bytes())
    weights.write_bytes(written([t for t in tensors if not t.name.startswith("decoder_l1")]))

    with pytest.raises(ModelUnusable, match=r"firefox-en-pt cannot be loaded: the engine"):
        FirefoxTranslator({EN_PT: own_model})


def test_model_with_two_vocabularies_says_the_same(
    translator: FirefoxTranslator, own_model: FirefoxModel
) -> None:
    """Pairs of two scripts have them; the numbers of pieces differ between the sides here."""
    folder = own_model.folder
    source = (folder / "vocab.spm").rename(folder / "srcvocab.enpt.spm")
    weights, target = with_two_vocabularies(
        (folder / "model.bin").read_bytes(), source.read_bytes()
    )
    (folder / "model.bin").write_bytes(weights)
    (folder / "trgvocab.enpt.spm").write_bytes(target)
    text = "Good morning, how can I help you? The travel card costs 62.70 euros a month."

    with closing(FirefoxTranslator({EN_PT: replace(own_model, lead_in="- ")})) as two:
        assert text_of(two, text, EN_PT) == text_of(translator, text, EN_PT)
