"""What engines have in common: a search takes passages and gives what a model says in their place.

``SpelledSearch`` and ``CarefulSearch`` are searches around another one, so that whatever an engine
finds is spelled and checked in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from models.marian.passages import Passage, cut_in_two, keep_ends
from models.marian.protected import (
    Kind,
    cut_around,
    find_protected,
    lost_from,
    put_back,
    with_stand_ins,
)
from models.marian.spelling import Spelling, restore


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a model may say in place of a passage."""

    text: str
    log_probability: float | None = None
    """Mean of its tokens' log-probabilities, <= 0; None where the engine gives no scores."""
    finished: bool = True
    """False where a limit cut it off, as it does when a model turns in circles."""


NBest = tuple[Candidate, ...]
"""Candidates for one passage, the best first; never empty."""


class Search(Protocol):
    """Finds translations of passages, none of which is longer than the model's limit.

    A passage has letters, no white space at its ends, and is translated by itself: whatever else is
    asked for at the same time does not change what is found for it.
    """

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        """For each passage its translation and at most so many other ones."""
        ...


class SpelledSearch:
    """Gives a search only letters that its model knows, and puts the originals back."""

    def __init__(self, search: Search, spelling: Spelling) -> None:
        self._search = search
        self._spelling = spelling

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        """See ``Search``; a passage of which no letter can be spelled stays as it is."""
        spelled = [self._spelling.spell(passage) for passage in passages]
        known = [any(map(str.isalpha, text.text)) for text in spelled]
        asked = [text.text for text, ok in zip(spelled, known, strict=True) if ok]
        found = iter(self._search(asked, alternatives) if asked else [])
        return [
            tuple(replace(one, text=restore(one.text, text)) for one in next(found))
            if ok
            else (Candidate(text=passage),)
            for passage, text, ok in zip(passages, spelled, known, strict=True)
        ]


class CarefulSearch:
    """Searches again where something was lost: with stand-ins, then piece by piece.

    Pieces are what lies between protected stretches, or else the two halves of a passage; a single
    word of which a model makes nothing stays as it is.
    """

    def __init__(self, search: Search) -> None:
        self._search = search

    def __call__(self, passages: Sequence[str], alternatives: int) -> list[NBest]:
        """See ``Search``; what is found has lost nothing."""
        if not passages:
            return []
        found = dict(enumerate(self._search(passages, alternatives)))
        kept = {i: _flawless(passages[i], n_best) for i, n_best in found.items()}
        faulty = {i: passages[i] for i, n_best in kept.items() if not n_best}
        kept |= self._by_stand_ins(faulty, {i: found[i][0].text for i in faulty})
        faulty = {i: passage for i, passage in faulty.items() if not kept[i]}
        kept |= self._by_pieces(faulty)
        return [kept[i] for i in range(len(passages))]

    def _by_stand_ins(self, passages: dict[int, str], lossy: dict[int, str]) -> dict[int, NBest]:
        """What is found with stand-ins for what is lost; empty where that does not help."""
        asked = {}
        for i, passage in passages.items():
            lost = lost_from(lossy[i], passage)
            items = [x for x in find_protected(passage) if x.kind is Kind.EXACT or x in lost]
            stand_ins = with_stand_ins(passage, items) if lost else None
            if stand_ins is not None:
                asked[i] = stand_ins
        if not asked:
            return {}
        kept: dict[int, NBest] = {}
        found = self._search([stand_ins.text for stand_ins in asked.values()], 0)
        for (i, stand_ins), (best, *_) in zip(asked.items(), found, strict=True):
            text = put_back(best.text, stand_ins)
            if text is not None:
                kept[i] = _flawless(passages[i], (replace(best, text=text),))
        return kept

    def _by_pieces(self, passages: dict[int, str]) -> dict[int, NBest]:
        pieces = {i: _pieces(passage) for i, passage in passages.items()}
        words = [piece.text for cut in pieces.values() for piece in cut if piece.translatable]
        found = iter(self(words, 0))
        return {
            i: (_join([next(found)[0] if x.translatable else Candidate(text=x.text) for x in cut]),)
            for i, cut in pieces.items()
        }


def _flawless(passage: str, n_best: NBest) -> NBest:
    """The candidates that have lost nothing; empty where the best one has."""
    good = [
        candidate
        for candidate in n_best
        if candidate.finished
        and any(map(str.isalnum, candidate.text))
        and not lost_from(candidate.text, passage)
    ]
    return tuple(good) if good[:1] == [n_best[0]] else ()


def _pieces(passage: str) -> list[Passage]:
    """Cut a passage into smaller ones; a single word is kept."""
    if find_protected(passage):
        parts = cut_around(passage)
    elif halves := cut_in_two(passage):
        parts = [Passage(text=half, translatable=True) for half in halves]
    else:
        return [Passage(text=passage, translatable=False)]
    return [
        piece for part in parts for piece in (keep_ends(part.text) if part.translatable else [part])
    ]


def _join(parts: Sequence[Candidate]) -> Candidate:
    scores = [part.log_probability for part in parts if part.log_probability is not None]
    return Candidate(
        text="".join(part.text for part in parts), log_probability=min(scores, default=None)
    )
