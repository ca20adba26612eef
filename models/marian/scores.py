"""From a search's log-probabilities to a confidence that people can be shown.

The confidence of a sentence is the geometric mean of the probabilities of its tokens, its end mark
included: ``exp(mean(log p))``, the length-normalised sequence probability, which needs no reference
and correlates with human judgement of quality (Fomicheva et al., "Unsupervised Quality Estimation
for Neural Machine Translation", TACL 8, 2020).

It is divided by what a model that is entirely sure can reach: MarianMT models are trained with
label smoothing 0.1, the usual setting of Transformers, which teaches them to give 0.9 to the right
token.

This says how usual a wording is, and is more than the share of sentences that are right, by how
much depends on the model. So a model may have an exponent, measured on the desk phrases, which
keeps the order of sentences and brings their confidence near that share: docs/quality.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

_LABEL_SMOOTHING: Final = 0.1
_SUREST: Final = 1 - _LABEL_SMOOTHING


def confidence_of(mean_log_probability: float, exponent: float = 1.0) -> float:
    """Return the confidence, 0..1, of a sentence.

    Args:
        mean_log_probability: of its tokens, the end mark included.
        exponent: of the model, above 0.
    """
    certainty: float = min(1.0, math.exp(min(0.0, mean_log_probability)) / _SUREST) ** exponent
    return certainty


def least_confident(
    mean_log_probabilities: Iterable[float | None], exponent: float = 1.0
) -> float | None:
    """Return the confidence of the least certain sentence; None where no sentence has a score."""
    scores = [score for score in mean_log_probabilities if score is not None]
    return confidence_of(min(scores), exponent) if scores else None
