"""The text of one utterance: decodings go in, changes of its caption come out.

A track that speaks either language of a pair decides for each utterance. While no decoding was sure
of the language, nothing is shown and nothing is committed: words in a language that flaps are worse
than words that come a little later. The first sure one fixes the language (``language_lock``), the
final one decides if none was.

A long utterance is parted (``seams``): its caption is closed behind a word, and the windows of the
next one begin some words before that place, which the recognizer is told of (``part``).

Where one was cut in the middle of speech instead, decodings from before the cut may have heard, and
committed, words that lie after it. They stay where they are; the utterance that follows leaves them
out, too (``follow``).
"""

from __future__ import annotations

from dataclasses import replace

from models.types import Hypothesis
from service.conversation.agreement import Agreement, Words, written
from service.conversation.alignment import align, last_match
from service.conversation.captions import SpokenCaption
from service.conversation.config import RecognitionConfig
from service.conversation.events import CaptionChanged
from service.conversation.language_lock import is_certain
from service.conversation.seams import Seam, SeamConfig, find_seam, seam_place
from service.conversation.timed_words import place_words


class Transcript:
    """What was said in one utterance, as far as it is known."""

    def __init__(
        self, *, languages: tuple[str, ...], caption: SpokenCaption, config: RecognitionConfig
    ) -> None:
        self._languages = languages
        self._caption = caption
        self._config = config
        self._agreement = Agreement(config.agreement)
        self._said_before: Words = ()
        self._prefix: Words = ()
        self._beyond_end: Words = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """What may be spoken; one, once that is certain."""
        return self._languages

    @property
    def caption(self) -> str | None:
        """Identity of the caption; None while nothing was shown."""
        return self._caption.caption

    @property
    def prefix(self) -> str:
        """What is known to be said at the beginning of every window."""
        return written(self._prefix)

    @property
    def start_sample(self) -> int:
        """Where the words that are new may begin."""
        return self._caption.start_sample

    @property
    def beyond_end(self) -> Words:
        """Committed words that lie after the end of the utterance; known once it is finished."""
        return self._beyond_end

    def follow(self, before: Transcript) -> None:
        """This utterance goes on where ``before``, which is finished, was cut."""
        self._said_before = before.beyond_end
        if len(before.languages) == 1:
            self._languages = before.languages

    def redo(self, language: str) -> list[CaptionChanged]:
        """The utterance is in another language than was thought: nothing of before holds.

        Its windows begin at ``start_sample`` from now on, and repeat nothing.
        """
        self._languages = (language,)
        self._agreement = Agreement(self._config.agreement)
        self._said_before = self._prefix = ()
        return self._caption.redo(language)

    def seam_ahead(self, length_s: float, config: SeamConfig) -> bool:
        """Whether there is a place, in what is shown, where the utterance may be parted."""
        committed, tentative = self._agreement.committed, self._agreement.tentative
        texts = _texts(committed + tentative)
        place = seam_place(texts, settled=len(committed), length_s=length_s, config=config)
        return place is not None

    def find_seam(
        self, hypothesis: Hypothesis, *, length_s: float, config: SeamConfig
    ) -> Seam | None:
        """Where the utterance may be parted, by a decoding with times: behind what is committed."""
        if len(self._languages) > 1:
            return None
        words = self._words(hypothesis)
        settled = align(_texts(self._agreement.committed), _texts(words))[-1]
        return find_seam(words, settled=settled, length_s=length_s, config=config)

    def part(
        self, hypothesis: Hypothesis, seam: Seam, following: Transcript
    ) -> list[CaptionChanged]:
        """Close the caption at a seam; ``following`` goes on with the words after it."""
        words = self._words(hypothesis)
        before, after = words[: seam.words], words[seam.words :]
        self._agreement.finish(before)
        following._languages = self._languages
        following._prefix = before[-seam.repeated :]
        return [*self._finish(seam.end_sample), *following._observe(after, cut=hypothesis.cut)]

    def hear_language(self, hypothesis: Hypothesis, *, voice_samples: int) -> None:
        """Keep the language of a decoding, where it is certain; comes before ``observe``.

        Args:
            hypothesis: What was heard.
            voice_samples: How much voice there was in it.
        """
        certain = is_certain(
            hypothesis.language_probability,
            voice_samples=voice_samples,
            config=self._config.language_lock,
        )
        if certain and self._words(hypothesis):
            self._settle_language(hypothesis)

    def observe(self, hypothesis: Hypothesis, *, paused: bool = False) -> list[CaptionChanged]:
        """Take a decoding of the utterance so far.

        Args:
            hypothesis: What was heard.
            paused: The voice has paused: the end of the audio is the end of a word.
        """
        if len(self._languages) > 1:
            return []
        return self._observe(self._words(hypothesis), cut=hypothesis.cut, paused=paused)

    def _observe(self, words: Words, *, cut: bool, paused: bool = False) -> list[CaptionChanged]:
        self._agreement.observe(words, cut=cut, paused=paused)
        committed = written(self._agreement.committed).lstrip()
        tentative = written(self._agreement.tentative)
        return self._caption.show(
            language=self._languages[0],
            committed=committed,
            tentative=tentative if committed else tentative.lstrip(),
        )

    def finish(self, hypothesis: Hypothesis, *, end_sample: int) -> list[CaptionChanged]:
        """Take the decoding of the whole utterance."""
        words = self._words(hypothesis)
        self._settle_language(hypothesis)
        self._beyond_end = self._unheard(words)
        self._agreement.finish(words)
        return self._finish(end_sample)

    def give_up(self, *, end_sample: int) -> list[CaptionChanged]:
        """No decoding of the whole utterance will come: what is shown stays."""
        self._agreement.give_up()
        return self._finish(end_sample)

    def _finish(self, end_sample: int) -> list[CaptionChanged]:
        committed = self._agreement.committed
        return self._caption.finish(
            language=self._languages[0],
            text=written(committed).lstrip(),
            end_sample=end_sample,
            words=place_words(committed),
        )

    def _settle_language(self, hypothesis: Hypothesis) -> None:
        if len(self._languages) > 1:
            self._languages = (hypothesis.language,)

    def _words(self, hypothesis: Hypothesis) -> Words:
        """The words that are new: not those that the utterance before has shown."""
        words = tuple(
            replace(word, text=word.text.rstrip()) for word in hypothesis.words if word.text.strip()
        )
        said, repeated = last_match(_texts(self._said_before), _texts(words))
        return words[repeated:] if repeated <= said else words

    def _unheard(self, words: Words) -> Words:
        """Committed words after the last one that the whole utterance has, too."""
        committed = self._agreement.committed
        heard, _ = last_match(_texts(committed), _texts(words))
        return committed[heard:] if heard else ()


def _texts(words: Words) -> list[str]:
    return [word.text for word in words]
