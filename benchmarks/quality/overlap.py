"""BLEU and chrF as sacrebleu computes them, so that they can be compared with published ones.

chrF2 counts characters, which suits Finnish, where one word carries what English says in four;
BLEU is told because everybody knows it. Intervals are sacrebleu's own seeded bootstrap.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from benchmarks.quality.critical import TranslatedPhrase
from benchmarks.quality.intervals import RESAMPLES, Estimate

_HIGHEST: Final = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How alike translations and references are written, 0..100."""

    bleu: Estimate
    chrf: Estimate
    signatures: tuple[str, ...]
    """What sacrebleu calls these scores: version, tokens, smoothing, seed."""


def overlap(phrases: Sequence[TranslatedPhrase]) -> Overlap:
    """Score translations against their one reference each. There must be one."""
    bleu, bleu_signature = _scored(BLEU(), phrases)
    chrf, chrf_signature = _scored(CHRF(), phrases)
    return Overlap(bleu=bleu, chrf=chrf, signatures=(bleu_signature, chrf_signature))


def chrf_of(phrase: TranslatedPhrase) -> float:
    """Return the chrF2 of one translation, 0..100."""
    score: float = CHRF().sentence_score(phrase.translation, [phrase.reference]).score
    return score


def _scored(metric: Metric, phrases: Sequence[TranslatedPhrase]) -> tuple[Estimate, str]:
    translations = [phrase.translation for phrase in phrases]
    references = [[phrase.reference for phrase in phrases]]
    result = metric.corpus_score(translations, references, n_bootstrap=RESAMPLES)
    signature = str(metric.get_signature())
    # The interval is told in this form only; the attributes behind it are private.
    told = json.loads(result.format(width=4, is_json=True, signature=signature))
    # It is left out where every resample scores zero.
    mean, half = told.get("confidence_mean", 0.0), told.get("confidence_var", 0.0)
    low, high = max(0.0, mean - half), min(_HIGHEST, mean + half)
    return Estimate(value=told["score"], low=low, high=high), f"{told['name']}|{signature}"
