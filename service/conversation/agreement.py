"""Which words of an utterance never change again, and which of the others are shown.

Decoding audio again and again as it grows gives hypotheses that change mostly at their end. The
prefix on which n decodings in a row agree is *committed*: it never changes, whatever later
decodings say. The rest is *tentative* (LocalAgreement-n; Macháček, Dabre, Bojar 2023, arXiv
2307.14743, with n = 2).

Beyond the paper:

- Words are compared without case and punctuation.
- The end of a hypothesis is where the audio was cut, perhaps in a word, and what is near it was
  heard without what follows. Its last words are never committed, and its last one is not even
  shown before another word follows or the voice pauses, unless the decoder is sure of it
  (``trust``): "he", "help", "helpful" is three words to a reader. The mark that a decoding puts
  where its audio ends is not shown with it.
- A committed prefix ends with a word that all n decodings wrote in the same way.
- The more words a change would take back, the surer it must be. The last one that is shown gives
  way at once; more are replaced when two decodings in a row say so, for what one says and the next
  takes back is not worth a reader's look; more than a few when three do. Until then only what
  follows the shown words is taken from a decoding.
- A shown word keeps its spelling as long as decodings have the same letters: commas, capitals and
  hyphens come and go, and each would move what follows. The decoding of the whole utterance spells
  anew what is not committed, from the first word on where another sentence ends.
- A decoding that contradicts what is committed is lined up with all that is known (``alignment``),
  and only what follows the committed words is taken from it.
- A decoding that was stopped by a guard (``cut``) is shown and commits nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.types import Word
from service.conversation.alignment import align, common_prefix, same_word
from service.conversation.end_marks import ends_sentence, without_end_marks
from service.conversation.timed_words import with_times
from service.conversation.trust import TrustConfig, trusted

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementConfig:
    """How sure a word must be. A committed word stays, right or wrong: late is better than wrong.

    Tentative words are on screen before, so waiting costs no reader a word.
    ``tulkki bench ablation`` prints what each choice costs.
    """

    decodings: int = 6
    """Decodings in a row that must agree: 1.5 s of speech. The decoding of the whole utterance has
    a beam and hears better; what was committed before, it cannot mend."""
    held_words: int = 4
    """Words at the end of a decoding that are not committed."""
    trust: TrustConfig = field(default_factory=TrustConfig)
    loose_words: int = 1
    """So many words at the end of those that are shown are replaced by one decoding."""
    deep_words: int = 6
    """More words than that are replaced only when three decodings in a row say so, not two."""
    keeps_spelling: bool = True
    """A shown word keeps its capitals and punctuation until the utterance is over."""

    def __post_init__(self) -> None:
        if self.decodings <= 1 or self.held_words <= 0:
            raise ValueError("at least two decodings must agree, and the last word is held back")
        if self.trust.last_words > self.held_words:
            raise ValueError("trust.last_words must not be more than held_words")
        if not 0 <= self.loose_words <= self.deep_words:
            raise ValueError("0 <= loose_words <= deep_words must hold")


class Agreement:
    """The committed and the tentative words of one utterance."""

    def __init__(self, config: AgreementConfig) -> None:
        self._config = config
        self._committed: Words = ()
        self._tentative: Words = ()
        self._bare_end = False
        """The last tentative word is shown without the mark behind it."""
        self._heard: Words = ()
        """What the last decoding says after the committed words: more than is shown of it."""
        self._earlier: deque[Words] = deque(maxlen=config.decodings - 1)
        """What the decodings before said after the committed words, as long as all are trusted."""

    @property
    def committed(self) -> Words:
        """Never shrinks or changes."""
        return self._committed

    @property
    def tentative(self) -> Words:
        """What is shown after the committed words."""
        return self._tentative

    def observe(self, words: Sequence[Word], *, cut: bool, paused: bool = False) -> None:
        """Take a decoding of the utterance so far.

        Args:
            words: What was heard.
            cut: A guard stopped the decode.
            paused: The voice has paused after the last word.
        """
        heard = self._after_committed(words)
        agreed = 0 if cut else self._agreed(heard)
        shown = self._shown(heard, agreed, paused=paused)
        self._committed += shown[:agreed]
        self._tentative = shown[agreed:]
        self._heard = heard[agreed:]
        if cut:
            self._earlier.clear()
            return
        for _ in range(len(self._earlier)):
            self._earlier.append(self._earlier.popleft()[agreed:])
        self._earlier.append(self._heard)

    def finish(self, words: Sequence[Word]) -> None:
        """Take the decoding of the whole utterance: all of it is committed, with its times."""
        heard = self._after_committed(words)
        kept = self._same_sentences(heard) if self._config.keeps_spelling else 0
        if self._bare_end:
            kept = min(kept, len(self._tentative) - 1)
        shown = self._spelled_as_shown(heard[:kept]) + heard[kept:]
        self._committed = with_times(self._committed + shown, words)
        self._tentative = self._heard = ()

    def give_up(self) -> None:
        """No decoding of the whole utterance will come: what is shown stays."""
        self._committed += self._tentative
        self._tentative = self._heard = ()

    def _agreed(self, rest: Words) -> int:
        """How many words this decoding and those before agree on for good."""
        if len(self._earlier) < self._config.decodings - 1:
            return 0
        agreed = max(len(rest) - self._config.held_words, 0)
        for before in self._earlier:
            agreed = min(agreed, common_prefix(_texts(before), _texts(rest)))
        while agreed > 0 and any(
            b[agreed - 1].text != rest[agreed - 1].text for b in self._earlier
        ):
            agreed -= 1
        return agreed

    def _shown(self, heard: Words, agreed: int, *, paused: bool) -> Words:
        """What to show of a decoding, ``agreed`` words at least."""
        same = common_prefix(_texts(self._tentative), _texts(heard))
        until = max(len(heard) if paused else self._trusted(heard), agreed, same)
        contradicted = same < len(self._tentative)
        if contradicted and agreed <= same and not paused and self._is_outvoted(heard, same):
            # Where the two have nothing in common, the alignment says that all is new.
            lined_up = align(_texts(self._tentative), _texts(heard))[-1]
            start = max(lined_up, len(self._tentative))
            until = self._trusted(heard, start)
            new = heard[start:until]
            if new:
                self._bare_end = until == len(heard)
            shown = self._tentative + new
        else:
            shown = self._as_shown(heard, same) + heard[same:until]
            newly = until > same or (self._bare_end and not contradicted)
            self._bare_end = bool(shown) and newly and until == len(heard) and not paused
        return _without_end_mark(shown) if self._bare_end else shown

    def _as_shown(self, heard: Words, same: int) -> Words:
        """The tentative words that a decoding says again, spelled as they are to be shown."""
        if not self._config.keeps_spelling:
            return heard[:same]
        if self._bare_end and same == len(self._tentative) > 0:
            return self._tentative[: same - 1] + heard[same - 1 : same]
        return self._tentative[:same]

    def _trusted(self, heard: Words, start: int = 0) -> int:
        """Up to where words may be shown from a place on: those before it need no trust."""
        before = common_prefix(_texts(self._heard[start:]), _texts(heard[start:]))
        return start + trusted(heard[start:], heard_before=before, config=self._config.trust)

    def _is_outvoted(self, heard: Words, same: int) -> bool:
        """Whether too few decodings in a row say what this one says after ``same`` words."""
        taken_back = len(self._tentative) - same
        if taken_back <= self._config.loose_words:
            return False
        needed = 3 if taken_back > self._config.deep_words else 2
        needed = min(needed, self._config.decodings) - 1
        earlier = list(self._earlier)[-needed:]
        if same == len(heard):
            others = any(len(before) > same for before in earlier)
        else:
            others = any(common_prefix(_texts(one), _texts(heard)) <= same for one in earlier)
        return others or len(earlier) < needed

    def _same_sentences(self, heard: Words) -> int:
        """How many words may stay as they are shown: sentences end at the same ones.

        Where a sentence that has ended goes on behind a comma instead, both can be read.
        """
        same = common_prefix(_texts(self._tentative), _texts(heard))
        for at in range(same):
            shown, new = self._tentative[at].text, heard[at].text
            parted = at + 1 < same and not self._tentative[at + 1].text.strip()[:1].islower()
            has_mark = without_end_marks(new) != new.rstrip()
            if ends_sentence(new) > ends_sentence(shown):
                return at
            if ends_sentence(shown) > ends_sentence(new) and not (parted and has_mark):
                return at
        return same

    def _spelled_as_shown(self, heard: Words) -> Words:
        return tuple(
            shown if same_word(shown.text, new.text) else new
            for shown, new in zip(self._tentative, heard, strict=False)
        )

    def _after_committed(self, words: Sequence[Word]) -> Words:
        if not self._committed:
            return tuple(words)
        # Tentative words are lined up too: they anchor what comes after the committed ones.
        known = _texts(self._committed + self._heard)
        taken = align(known, _texts(words))[len(self._committed)]
        rest = tuple(words[taken:])
        return _with_space(rest) if taken == 0 else rest


def _with_space(words: Words) -> Words:
    """The first word of a decoding may come without the space that it needs after others."""
    spaced = any(word.text[:1].isspace() for word in words)
    if not spaced or words[0].text[:1].isspace():
        return words
    return (replace(words[0], text=" " + words[0].text), *words[1:])


def _without_end_mark(words: Words) -> Words:
    """The words, the last one without the mark behind it."""
    return (*words[:-1], replace(words[-1], text=without_end_marks(words[-1].text)))


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def written(words: Sequence[Word]) -> str:
    """The words as one string, with the space before the first one."""
    return "".join(word.text for word in words)
