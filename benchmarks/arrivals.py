"""When requests are made in an open loop: by their own clock, whether or not others are answered.

A client that waits for an answer before it asks again slows down with the server and hides how long
others would have waited. Here the times are fixed beforehand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One request to be made."""

    at_s: float
    """Since the load began."""
    texts: tuple[str, ...]


def arrivals(
    texts: Sequence[str], *, sentences_per_s: float, size: int, seconds: float, seed: int
) -> tuple[Arrival, ...]:
    """Requests of a Poisson process, the same for the same seed.

    Args:
        texts: taken in an order of the seed's, again and again, each as often as any other.
        sentences_per_s: on the average.
        size: texts in each request.
        seconds: no request is made later.
        seed: of the times and the order.
    """
    chance = random.Random(seed)  # noqa: S311 - a schedule, no secret
    order = cycle(chance.sample(texts, len(texts)))
    return tuple(
        Arrival(at_s=at_s, texts=tuple(islice(order, size)))
        for at_s in _poisson(sentences_per_s / size, seconds, chance)
    )


def _poisson(per_s: float, seconds: float, chance: random.Random) -> Iterator[float]:
    at_s = chance.expovariate(per_s)
    while at_s < seconds:
        yield at_s
        at_s += chance.expovariate(per_s)
