"""From a search's log-probabilities to a confidence that people can be shown.

The confidence of a sentence is the geometric mean of the probabilities of its tokens, its end mark
included: ``exp(mean(log p))``, the length-normalised sequence probability, which needs no reference
and correlates with human judgement of quality (Fomicheva et al., "Unsupervised Quality Estimation
for Neural Machine Translation", TACL 8, 2020).

It is divided by what a model that is entirely sure can reach: MarianMT models are trained with
label smoothing 0.1, the usual setting of Transformers, which teaches them to give 0.9 to the right
token.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

_LABEL_SMOOTHING: Final = 0.1
_SUREST: Final = 1 - _LABEL_SMOOTHING


def confidence_of(mean_log_probability: float) -> float:
    """Return the confidence, 0..1, of a sentence from the mean of its tokens' log-probabilities."""
    return min(1.0, math.exp(min(0.0, mean_log_probability)) / _SUREST)


def least_confident(mean_log_probabilities: Iterable[float | None]) -> float | None:
    """Return the confidence of the least certain sentence; None where no sentence has a score."""
    scores = [score for score in mean_log_probabilities if score is not None]
    return confidence_of(min(scores)) if scores else None
