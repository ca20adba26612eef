"""From texts of any length to what a search takes, and back: the way of all engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.errors import UnsupportedLanguagePair
from models.interfaces import SentenceSplitter
from models.marian.passages import Passage, PassageLimit, cut_passages, keep_ends
from models.marian.protected import has_words
from models.marian.scores import least_confident
from models.marian.search import Candidate, CarefulSearch, NBest, Search
from models.marian.spelling import Spelling
from models.types import LanguagePair, TranslatedText


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatingModel:
    """What is known of the model behind a search."""

    key: str
    """Its key in the catalog."""
    pair: LanguagePair
    confidence_exponent: float = 1.0
    """See ``scores``."""


class TextTranslator:
    """Translates texts with one model.

    A text is cut into sentences, a sentence that is too long into clauses, and around words that
    the model cannot spell. All passages of all texts are searched for at once.
    """

    def __init__(
        self,
        search: Search,
        *,
        model: TranslatingModel,
        spelling: Spelling,
        limit: PassageLimit,
        split_sentences: SentenceSplitter,
    ) -> None:
        """Put a model's search behind the checks of all engines.

        Args:
            search: what the engine finds for passages, in any letters.
            model: what is known of the model.
            spelling: how to write with the letters that it knows.
            limit: how long a passage it can translate.
            split_sentences: cuts text into sentences.
        """
        self._search = CarefulSearch(search)
        self._model = model
        self._spelling = spelling
        self._limit = limit
        self._split_sentences = split_sentences

    def translate(self, texts: Sequence[str], alternatives: int) -> list[TranslatedText]:
        """Translate each text by itself; see ``Translator``."""
        cut = [self._cut(text) for text in texts]
        words = [passage.text for text in cut for passage in text if passage.translatable]
        found = iter(self._search(words, alternatives))
        return [self._join(passages, found, alternatives) for passages in cut]

    def _cut(self, text: str) -> list[Passage]:
        """The passages of a text, those without a word that the model knows marked as kept."""
        passages: list[Passage] = []
        for passage in cut_passages(
            text, self._model.pair.source, self._split_sentences, self._limit
        ):
            if passage.translatable:
                passages.extend(self._cut_around_unspellable(passage.text))
            else:
                passages.append(passage)
        return passages

    def _cut_around_unspellable(self, passage: str) -> Iterator[Passage]:
        for run in self._spelling.cut(passage):
            if not run.spellable:
                yield Passage(text=run.text, translatable=False)
                continue
            for part in keep_ends(run.text):
                words = part.translatable and has_words(part.text)
                yield Passage(text=part.text, translatable=words)

    def _join(
        self, passages: Sequence[Passage], found: Iterator[NBest], alternatives: int
    ) -> TranslatedText:
        """One text again; takes as many of ``found`` as it has passages to be translated."""
        parts = [
            next(found) if passage.translatable else (Candidate(text=passage.text),)
            for passage in passages
        ]
        return TranslatedText(
            text="".join(best.text for best, *_ in parts),
            pair=self._model.pair,
            model=self._model.key,
            confidence=least_confident(
                (best.log_probability for best, *_ in parts), self._model.confidence_exponent
            ),
            alternatives=other_wordings(parts, alternatives),
        )


class PairTranslators:
    """The part of a ``Translator`` that is the same for all engines: which model for which pair."""

    def __init__(self, by_pair: Mapping[LanguagePair, TextTranslator]) -> None:
        self._by_pair = dict(by_pair)

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that can be translated."""
        return frozenset(self._by_pair)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, alternatives: int
    ) -> list[TranslatedText]:
        """Translate each text by itself; raises ``UnsupportedLanguagePair``."""
        if pair not in self._by_pair:
            raise UnsupportedLanguagePair(pair)
        return self._by_pair[pair].translate(texts, alternatives)


def other_wordings(parts: Sequence[NBest], wanted: int) -> tuple[str, ...]:
    """Return other wordings of a text, those that lose least probability first.

    Each differs from the text in one passage only.
    """
    best = [n_best[0].text for n_best in parts]
    swaps = [
        (_loss(n_best[0], other), index, rank, other.text)
        for index, n_best in enumerate(parts)
        for rank, other in enumerate(n_best[1:])
    ]
    texts = ("".join([*best[:i], other, *best[i + 1 :]]) for _, i, _, other in sorted(swaps))
    different = [text for text in dict.fromkeys(texts) if text != "".join(best)]
    return tuple(different[:wanted])


def _loss(best: Candidate, other: Candidate) -> float:
    if best.log_probability is None or other.log_probability is None:
        return 0.0
    return best.log_probability - other.log_probability
