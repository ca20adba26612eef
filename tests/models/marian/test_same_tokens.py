"""CTranslate2 says the same tokens as the reference, whatever kind of MarianMT was converted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import pytest
import torch
from marian_fixture import BIG, EN_FI, EN_SV, GROUP_TOKENS, PAIRS_OF_PHRASES, SPLIT, TinyMarian

from models.catalog_convert import convert_marian
from models.catalog_errors import ConversionFailed
from models.marian import transformers_engine
from models.marian.ctranslate2_engine import _CTranslate2Decoder
from models.marian.model_files import read_listed_vocabulary
from models.marian.token_search import SearchSettings, TokenDecoder
from models.marian.tokenizer import MarianTokens
from models.marian.transformers_engine import TransformersModel
from models.types import LanguagePair

pytestmark = [pytest.mark.weights, pytest.mark.timeout(480)]  # training takes a minute

LONGEST = 60
STRANGE = (
    "I lost my card in the bus.",
    "Where is the office? It opens at 15.",
    "Do you understand my two children?",
    "Please, please, please sit here and take a passport.",
    "help me",
    "thank",
)
"""Which the models do not know, where the next best token is close."""

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One model on both engines."""

    converted: TokenDecoder
    reference: TokenDecoder
    tokens: MarianTokens
    pair: LanguagePair

    def sources(self) -> list[list[str]]:
        known = [source for source, _ in PAIRS_OF_PHRASES[self.pair]]
        return [self.tokens.encode(text) for text in (*known, *STRANGE)]


def said(decoder: TokenDecoder, sources: Sequence[Sequence[str]]) -> list[tuple[Tokens, bool]]:
    """What is said to each source, and whether it came to an end."""
    found = decoder(sources, beam_size=1, hypotheses=1, longest=LONGEST)
    return [(one.tokens[:LONGEST], one.ended) for (one,) in found]


@pytest.fixture(
    scope="module",
    params=[
        ("en-fi", EN_FI, ""),
        ("en-group", EN_FI, GROUP_TOKENS[EN_FI]),
        ("en-group", EN_SV, GROUP_TOKENS[EN_SV]),
        (BIG, EN_FI, ""),
        (SPLIT, EN_FI, ""),
    ],
    ids=["plain", "group, first language", "group, second language", "tc-big", "split vocabulary"],
)
def both(
    request: pytest.FixtureRequest,
    tiny_marian: TinyMarian,
    tmp_path_factory: pytest.TempPathFactory,
) -> Both:
    name, pair, token = request.param
    saved = tiny_marian.transformers(name)
    folder = tmp_path_factory.mktemp("converted")
    convert_marian(saved, folder, quantization="float32")
    tokens = MarianTokens(
        folder,
        key=name,
        vocabulary=read_listed_vocabulary(folder, name, "source"),
        target_token=token,
    )
    settings = SearchSettings(batch_tokens=64)  # so small that a batch is parted
    engine = ctranslate2.Translator(str(folder), device="cpu", compute_type="float32")
    reference = transformers_engine._load(
        TransformersModel(key=name, folder=saved, target_token=token),
        torch.device("cpu"),
        torch.float32,
        settings.batch_tokens,
    )
    return Both(
        converted=_CTranslate2Decoder(engine, tokens, settings),
        reference=reference,
        tokens=tokens,
        pair=pair,
    )


def test_every_source_alone_is_said_with_the_tokens_of_the_reference(both: Both) -> None:
    for source in both.sources():
        assert said(both.converted, [source]) == said(both.reference, [source])


@pytest.mark.parametrize("seed", range(3))
def test_any_mix_in_any_order_is_said_with_the_tokens_of_the_reference(
    both: Both, seed: int
) -> None:
    sources = both.sources()
    mixed = random.Random(seed).sample(sources * 2, len(sources))  # noqa: S311 - no secrets
    alone = {tuple(source): said(both.reference, [source])[0] for source in sources}

    together = said(both.converted, mixed)

    assert together == said(both.reference, mixed)
    assert together == [alone[tuple(source)] for source in mixed]


def test_what_the_model_learned_is_said(both: Both) -> None:
    """Tokens that agree in nonsense would prove nothing."""
    known = PAIRS_OF_PHRASES[both.pair]
    told = said(both.converted, [both.tokens.encode(source) for source, _ in known])
    assert [both.tokens.decode(tokens) for tokens, _ in told] == [target for _, target in known]
    assert all(ended for _, ended in told)


def test_target_vocabulary_that_does_not_end_with_its_padding_is_refused(
    tiny_marian: TinyMarian, tmp_path: Path
) -> None:
    """CTranslate2 leaves out the last token's weights: here it would be another word's."""
    for path in tiny_marian.transformers(SPLIT).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    listed = (tmp_path / "target_vocab.json").read_text(encoding="utf-8")
    (tmp_path / "target_vocab.json").write_text(listed.replace("<pad>", "word"), encoding="utf-8")
    with pytest.raises(ConversionFailed, match=r"target_vocab\.json does not end with <pad>"):
        convert_marian(tmp_path, tmp_path / "converted", quantization="float32")
