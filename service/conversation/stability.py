"""How much of a translation that is still growing is shown: what will probably stay.

The translation of an unfinished sentence is made anew whenever the sentence grows, and a word more
may turn all of it around. Shown as it comes, it changes more often than it stays. So:

- What is shown is the beginning on which successive translations agree (LocalAgreement, Macháček,
  Dabre, Bojar 2023, arXiv 2307.14743; on the side of the translation it holds back what Arivazhagan
  et al. 2019, arXiv 1912.03393, mask by a count). Where the target language has its verb at the end
  or a free order, successive translations differ early, and more is held back, without a word about
  languages in here.
- An unfinished sentence is translated as if it ended where it does (``as_sentence``): otherwise
  the full stop that is spoken last may be what turns the translation around.
- What is shown and was made from words that still stand is kept while newer translations only put
  it otherwise, until ``patience`` of them in a row do. Where the words themselves have changed, it
  is taken back at once: a "not" or a number that nobody said is not kept for the sake of calm.
- The last words of an unfinished translation are not shown (``held_words``): agreement comes late
  to them, for they change with whatever is said next.
- A sentence that has ended is shown in full, but the full stop of one that has not is not shown.

Words are compared by their letters; shown is the newest spelling that was agreed on. What is
committed is always shown, and begins everything that is.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from service.conversation.alignment import common_prefix
from service.conversation.end_marks import ends_sentence, without_end_marks
from service.conversation.pieces import pieces

_Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilityConfig:
    """How sure a tentative translation must be.

    ``tulkki bench translation-policy`` prints what each choice costs.
    """

    translations: int = 2
    """Translations in a row that must agree; 1 shows each as it comes."""
    held_words: int = 2
    """Words at the end of an unfinished translation that are not shown, agreed on or not."""
    patience: int = 3
    """Translations in a row that must contradict what is shown before it is taken back."""
    as_sentence: bool = True
    """An unfinished sentence is translated with a full stop at its end."""

    def __post_init__(self) -> None:
        if self.translations < 1 or self.held_words < 0 or self.patience < 1:
            raise ValueError("translations and patience must be at least 1, held_words 0")


class Stability:
    """What is shown of the translation of one caption while the caption grows."""

    def __init__(self, config: StabilityConfig) -> None:
        self._config = config
        self._shown: _Pieces = ()
        self._source: _Pieces = ()
        """The newest words of the source with whose translation the shown one agreed."""
        self._contradictions = 0
        self._earlier: deque[_Pieces] = deque(maxlen=config.translations - 1)

    def observe(self, *, source: str, committed: str, tail: str) -> str:
        """Take the translation of a newer source.

        Args:
            source: The text that was translated, all of it.
            committed: Translation that will not change.
            tail: The translation of the rest, with the space between.

        Returns:
            What to show: ``committed``, and as much of ``tail`` as will probably stay.
        """
        fixed, heard = pieces(committed), pieces(source)
        newest = (*fixed, *pieces(tail))
        ended = ends_sentence(source)
        certain = len(newest) if ended else max(self._agreed(newest), len(fixed))
        self._earlier.append(newest)
        if common_prefix(self._shown, newest) == len(self._shown):
            self._contradictions = 0
            self._source = heard
            if certain >= len(self._shown):
                self._shown = _beginning(newest, certain, ended=ended)
        elif ended or not self._holds(fixed, heard):
            self._contradictions = 0
            self._source = heard
            self._shown = _beginning(newest, certain, ended=ended)
        self._shown = fixed + self._shown[len(fixed) :]
        return "".join(self._shown)

    def _agreed(self, newest: _Pieces) -> int:
        """How many pieces at the beginning the newest and the earlier translations share."""
        if len(self._earlier) < self._config.translations - 1:
            return 0
        unmasked = max(len(newest) - self._config.held_words, 0)
        return min([unmasked, *(common_prefix(earlier, newest) for earlier in self._earlier)])

    def _holds(self, fixed: _Pieces, heard: _Pieces) -> bool:
        """True where what is shown is kept although the newest translation contradicts it."""
        self._contradictions += 1
        still_said = common_prefix(self._source, heard) == len(self._source)
        still_fits = common_prefix(self._shown, fixed) == min(len(self._shown), len(fixed))
        return still_said and still_fits and self._contradictions < self._config.patience


def _beginning(newest: _Pieces, length: int, *, ended: bool) -> _Pieces:
    """The first pieces of a translation; a full stop that was only assumed is not shown."""
    shown = newest[:length]
    if ended or not shown or length < len(newest):
        return shown
    bare = without_end_marks(shown[-1])
    return (*shown[:-1], bare) if bare.strip() else shown[:-1]
