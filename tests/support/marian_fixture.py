"""A test fixture: tiny real MarianMT models, trained in the test run to say some phrases.

No package carries weights of a Hugging Face MarianMT, so the engines are tested on these: files,
tokenizers, tensors and decoding are those of any MarianMT; what they say is worth nothing outside
their phrases. Training is done once, in a process of its own, and kept in pytest's cache until this
file changes.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from models.types import LanguagePair

EN_FI: Final = LanguagePair("en", "fi")
FI_EN: Final = LanguagePair("fi", "en")
EN_SV: Final = LanguagePair("en", "sv")

PHRASES: Final = (
    ("Good morning.", "Hyvää huomenta.", "God morgon."),
    ("Good evening.", "Hyvää iltaa.", "God kväll."),
    ("How can I help you?", "Kuinka voin auttaa?", "Hur kan jag hjälpa dig?"),
    ("Please take a queue number.", "Ota vuoronumero.", "Ta en kölapp."),
    ("Please sit down.", "Olkaa hyvä ja istukaa.", "Var så god och sitt."),
    ("Do you have an appointment?", "Onko teillä ajanvaraus?", "Har du en bokad tid?"),
    ("I do not have an appointment.", "Minulla ei ole ajanvarausta.", "Jag har ingen bokad tid."),
    ("May I see your passport?", "Saanko nähdä passinne?", "Får jag se ditt pass?"),
    ("Here is my passport.", "Tässä on passini.", "Här är mitt pass."),
    ("Your card is ready.", "Korttinne on valmis.", "Ditt kort är klart."),
    ("Please sign here.", "Allekirjoittakaa tähän.", "Skriv under här."),
    ("Please fill in this form.", "Täyttäkää tämä lomake.", "Fyll i den här blanketten."),
    ("I do not understand.", "En ymmärrä.", "Jag förstår inte."),
    ("Please speak slowly.", "Puhukaa hitaasti.", "Tala långsamt."),
    ("I need an interpreter.", "Tarvitsen tulkin.", "Jag behöver en tolk."),
    ("What is your name?", "Mikä on nimenne?", "Vad heter du?"),
    ("Where do you live?", "Missä asutte?", "Var bor du?"),
    ("I live in Helsinki.", "Asun Helsingissä.", "Jag bor i Helsingfors."),
    ("I have two children.", "Minulla on kaksi lasta.", "Jag har två barn."),
    ("My child is ill.", "Lapseni on sairas.", "Mitt barn är sjukt."),
    ("I am looking for work.", "Etsin työtä.", "Jag söker arbete."),
    ("I lost my job.", "Menetin työpaikkani.", "Jag förlorade mitt jobb."),
    ("I lost my travel card.", "Kadotin matkakorttini.", "Jag tappade mitt resekort."),
    ("How much does it cost?", "Kuinka paljon se maksaa?", "Hur mycket kostar det?"),
    ("It costs 25 euros.", "Se maksaa 25 euroa.", "Det kostar 25 euro."),
    ("It costs 140 euros.", "Se maksaa 140 euroa.", "Det kostar 140 euro."),
    ("It is free of charge.", "Se on maksuton.", "Det är gratis."),
    ("You can pay by card.", "Voitte maksaa kortilla.", "Du kan betala med kort."),
    ("The office opens at 9.", "Toimisto aukeaa kello 9.", "Kontoret öppnar klockan 9."),
    ("The office is closed.", "Toimisto on suljettu.", "Kontoret är stängt."),
    ("Come back tomorrow.", "Tulkaa takaisin huomenna.", "Kom tillbaka i morgon."),
    ("The decision comes by post.", "Päätös tulee postissa.", "Beslutet kommer med posten."),
    ("Your application was accepted.", "Hakemuksenne hyväksyttiin.", "Din ansökan godkändes."),
    ("Your application was rejected.", "Hakemuksenne hylättiin.", "Din ansökan avslogs."),
    ("One document is missing.", "Yksi asiakirja puuttuu.", "Ett dokument saknas."),
    ("You may appeal the decision.", "Voitte valittaa päätöksestä.", "Du kan överklaga."),
    ("The bus leaves in 15 minutes.", "Bussi lähtee 15 minuutin päästä.", "Bussen går om 15 min."),
    ("Turn left.", "Kääntykää vasemmalle.", "Sväng till vänster."),
    ("Thank you.", "Kiitos.", "Tack."),
    ("Goodbye.", "Näkemiin.", "Hej då."),
)
"""English, Finnish, Swedish."""

PAIRS_OF_PHRASES: Final = {
    EN_FI: tuple((english, finnish) for english, finnish, _ in PHRASES),
    FI_EN: tuple((finnish, english) for english, finnish, _ in PHRASES),
    EN_SV: tuple((english, swedish) for english, _, swedish in PHRASES),
}
"""What the models know by heart."""

GROUP_TOKENS: Final = {EN_FI: ">>fin<<", EN_SV: ">>swe<<"}
"""What the group model is told in front of a sentence."""

_STEPS: Final = 120
_LEARNING_RATE: Final = 3e-3
_BUILD_TIMEOUT_S: Final = 240
_NAMES: Final = {"en-fi": (EN_FI,), "fi-en": (FI_EN,), "en-group": (EN_FI, EN_SV)}

BIG: Final = "en-fi-big"
"""Built as OPUS-MT's "tc-big" are: rectified linear units, more heads, weights in float16 that
PyTorch pickled."""
SPLIT: Final = "en-fi-split"
"""The words of ``en-fi`` with a vocabulary for each side, the target's larger by one token."""


@dataclass(frozen=True, slots=True)
class TinyMarian:
    """Where the trained models lie."""

    folder: Path

    def transformers(self, name: str) -> Path:
        """As saved by Hugging Face transformers: ``en-fi``, ``fi-en``, ``en-group``, ``BIG`` or
        ``SPLIT``, of which the last two are not converted.
        """
        return self.folder / name / "transformers"

    def ctranslate2(self, name: str, quantization: str = "float32") -> Path:
        """As converted for CTranslate2: ``float32`` or ``int8``."""
        return self.folder / name / f"ctranslate2-{quantization}"


@pytest.fixture(scope="session")
def tiny_marian(pytestconfig: pytest.Config) -> TinyMarian:
    """The trained models; takes half a minute the first time."""
    if pytestconfig.cache is None:
        raise RuntimeError("pytest's cache plugin is needed")
    source = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
    kept = pytestconfig.cache.mkdir("tiny_marian")
    folder = kept / source
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several workers one trains, and the others wait
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=kept) as scratch:
                built = Path(scratch) / "built"
                subprocess.run(
                    [sys.executable, __file__, str(built)], check=True, timeout=_BUILD_TIMEOUT_S
                )
                built.rename(folder)
    return TinyMarian(folder)


def build(folder: Path) -> None:
    """Train, save and convert every model."""
    for name, pairs in _NAMES.items():
        tokens = [GROUP_TOKENS[pair] if len(pairs) > 1 else "" for pair in pairs]
        examples = [
            (f"{token} {source}".strip(), target)
            for pair, token in zip(pairs, tokens, strict=True)
            for source, target in PAIRS_OF_PHRASES[pair]
        ]
        saved = folder / name / "transformers"
        saved.mkdir(parents=True)
        train(examples, list(filter(None, tokens)), saved)
        for quantization in ("float32", "int8"):
            convert(saved, folder / name / f"ctranslate2-{quantization}", quantization)
    big, split = (folder / name / "transformers" for name in (BIG, SPLIT))
    big.mkdir(parents=True)
    train(PAIRS_OF_PHRASES[EN_FI], [], big, activation="relu", heads=8)
    save_as_pickled_halves(big)
    shutil.copytree(folder / "en-fi" / "transformers", split)
    split_vocabulary(split)


def train(
    examples: Sequence[tuple[str, str]],
    language_tokens: list[str],
    folder: Path,
    *,
    activation: str = "swish",
    heads: int = 4,
) -> None:
    """Have a tiny MarianMT learn its examples by heart, and save it with its tokenizer."""
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    torch.manual_seed(7)
    torch.set_num_threads(1)  # the tensors are so small that threads only wait for each other
    sides = zip(*examples, strict=True)
    spoken = [[text.split("<< ")[-1] for text in side] for side in sides]
    pieces = dict.fromkeys(["</s>", "<unk>", *language_tokens])
    for side, file in zip(spoken, ("source.spm", "target.spm"), strict=True):
        pieces.update(dict.fromkeys(_sentence_pieces(side, folder / file)))
    vocabulary = {piece: index for index, piece in enumerate([*pieces, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = MarianTokenizer(
        str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json")
    )
    pad = vocabulary["<pad>"]
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(vocabulary),
            d_model=128,
            encoder_layers=2,
            decoder_layers=2,
            encoder_attention_heads=heads,
            decoder_attention_heads=heads,
            encoder_ffn_dim=256,
            decoder_ffn_dim=256,
            max_position_embeddings=512,
            activation_function=activation,
            scale_embedding=True,
            dropout=0.0,
            attention_dropout=0.0,
            pad_token_id=pad,
            eos_token_id=0,
            bos_token_id=0,
            forced_eos_token_id=0,
            decoder_start_token_id=pad,
        )
    )
    batch = tokenizer(
        [source for source, _ in examples],
        text_target=[target for _, target in examples],
        padding=True,
        return_tensors="pt",
    )
    batch["labels"][batch["labels"] == pad] = -100  # no loss where there is padding
    embeddings = model.get_parameter("model.shared.weight")
    embeddings.data[pad] = 0  # as in every converted Marian model: decoding starts from nothing
    optimizer = torch.optim.Adam(model.parameters(), lr=_LEARNING_RATE)
    model.train()
    for _ in range(_STEPS):
        optimizer.zero_grad()
        model(**batch).loss.backward()
        optimizer.step()
        embeddings.data[pad] = 0
    model.generation_config.bad_words_ids = [[pad]]
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def save_as_pickled_halves(folder: Path) -> None:
    """Save a model anew, in float16 and without safetensors."""
    import torch
    from transformers import MarianMTModel

    model = MarianMTModel.from_pretrained(folder, local_files_only=True, dtype=torch.float16)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    model.config.dtype = torch.float16
    model.config.save_pretrained(folder)


def split_vocabulary(folder: Path) -> None:
    """Save a model anew with a vocabulary for each side: the target's in another order."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    numbers: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    *tokens, pad = sorted(numbers, key=lambda token: numbers[token])
    source, target = [*tokens, pad], [*reversed(tokens), "\u2581unsaid", pad]
    for name, listed in (("vocab.json", source), ("target_vocab.json", target)):
        numbered = {token: number for number, token in enumerate(listed)}
        (folder / name).write_text(json.dumps(numbered), encoding="utf-8")
    described = folder / "tokenizer_config.json"
    told = json.loads(described.read_text(encoding="utf-8"))
    described.write_text(json.dumps({**told, "separate_vocabs": True}), encoding="utf-8")
    shared = MarianMTModel.from_pretrained(folder, local_files_only=True)
    config = MarianConfig.from_pretrained(folder)
    config.share_encoder_decoder_embeddings = config.tie_word_embeddings = False
    config.vocab_size, config.decoder_vocab_size = len(source), len(target)
    config.pad_token_id = len(source) - 1
    config.decoder_start_token_id = target.index(pad)
    config.eos_token_id = config.forced_eos_token_id = target.index("</s>")
    tensors = {name: tensor.clone() for name, tensor in shared.state_dict().items()}
    embeddings = tensors.pop("model.shared.weight")
    padding = embeddings[-1:]  # nothing but zeros
    tensors["model.encoder.embed_tokens.weight"] = embeddings.clone()
    for name in ("model.decoder.embed_tokens.weight", "lm_head.weight"):
        tensors[name] = torch.cat([embeddings[:-1].flip(0), padding, padding])
    tensors["final_logits_bias"] = torch.zeros(1, len(target))
    split = MarianMTModel(config)
    split.load_state_dict(tensors, strict=False)
    split.generation_config.decoder_start_token_id = config.decoder_start_token_id
    split.save_pretrained(folder)


def convert(saved: Path, folder: Path, quantization: str) -> None:
    """Convert a saved model for CTranslate2, with the files that its tokenizer needs."""
    from ctranslate2.converters import TransformersConverter

    TransformersConverter(str(saved)).convert(str(folder), quantization=quantization)
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(saved / name, folder / name)


def _sentence_pieces(texts: list[str], file: Path) -> list[str]:
    """Train a SentencePiece model as Marian has them, save it and return its pieces."""
    import sentencepiece

    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=iter(texts),
        model_writer=trained,
        vocab_size=600,
        hard_vocab_limit=False,
        character_coverage=1.0,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    file.write_bytes(trained.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(file))
    return [processor.IdToPiece(index) for index in range(2, processor.GetPieceSize())]


def main() -> None:
    """Build into the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    warnings.simplefilter("ignore")
    build(parser.parse_args().folder)


if __name__ == "__main__":
    main()
