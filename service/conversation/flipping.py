"""Final captions that were taken for the wrong language of the pair, and are recognized again.

Until the new decoding is there the caption stays as it is: a wrong text is better than none, and it
is replaced at once and whole. Where the other language gives no words, or no decoding comes, it
stays for good, and whoever asked is told. A caption that a person has rewritten meanwhile stays,
too.

One is recognized at a time, before anything that the track says next would be: staff wait for it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from models.types import AudioWindow, Hypothesis
from service.conversation.context import Context
from service.conversation.events import (
    Answer,
    CaptionChanged,
    Recognize,
    Refused,
    WindowRecognized,
)
from service.conversation.kept_audio import KeptAudio
from service.conversation.timed_words import place_words

Changes = list[Recognize | CaptionChanged | Refused]


@dataclass(slots=True, kw_only=True, eq=False)
class _Flip:
    """A caption that somebody has flipped."""

    caption: CaptionChanged
    window: AudioWindow
    """In the other language."""
    asker: str
    failures: int = 0


class Flipping:
    """The final captions of one track that are under way."""

    def __init__(self, context: Context, kept: KeptAudio) -> None:
        self._context = context
        self._kept = kept
        self._waiting: deque[_Flip] = deque()
        self._in_flight: tuple[int, _Flip] | None = None
        """Request and what it is about."""

    @property
    def asked(self) -> int | None:
        """The request that is under way."""
        return None if self._in_flight is None else self._in_flight[0]

    def begin(
        self, caption: CaptionChanged, window: AudioWindow, *, language: str, asker: str
    ) -> Changes:
        """Recognize a final caption as another language; nothing where it is under way already.

        Args:
            caption: its newest revision.
            window: its audio.
            language: the other one.
            asker: the participant who is told if it fails.
        """
        under_way = [*self._waiting, *([self._in_flight[1]] if self._in_flight else [])]
        if any(flip.caption.caption == caption.caption for flip in under_way):
            return []
        vocabulary = self._context.terms.vocabulary(self._context.config.vocabulary)
        other = replace(window, languages=(language,), vocabulary=vocabulary)
        self._waiting.append(_Flip(caption=caption, window=other, asker=asker))
        return self._ask()

    def answered(self, answer: Answer) -> Changes:
        """Take the answer to the request under way."""
        if self._in_flight is None:
            raise RuntimeError("no caption is under way")
        (_, flip), self._in_flight = self._in_flight, None
        changes: Changes = []
        if self._is_current(flip):
            if isinstance(answer, WindowRecognized):
                changes = self._redo(flip, answer.hypothesis)
            else:
                changes = self._try_again(flip)
        return [*changes, *self._ask()]

    def _ask(self) -> Changes:
        while self._waiting and self._in_flight is None:
            flip = self._waiting.popleft()
            if self._is_current(flip):
                request = self._context.new_request()
                self._in_flight = (request, flip)
                patience_s = self._context.config.pacing.final_patience_s
                return [Recognize(request=request, window=flip.window, patience_s=patience_s)]
        return []

    def _is_current(self, flip: _Flip) -> bool:
        """False where a person has written over the caption, or it is not kept any more."""
        return self._context.captions.find(flip.caption.caption) is flip.caption

    def _redo(self, flip: _Flip, hypothesis: Hypothesis) -> Changes:
        if not hypothesis.text:
            return [_refused(flip)]
        self._kept.keep(flip.caption.caption, flip.window)
        words = tuple(word for word in hypothesis.words if word.text.strip())
        redone = self._context.captions.redo(
            flip.caption.caption,
            language=hypothesis.language,
            text="".join(word.text for word in words).strip(),
            words=place_words(words),
            model=self._context.abilities.recognizer,
        )
        return [redone]

    def _try_again(self, flip: _Flip) -> Changes:
        """Like a final decode it is asked for a few times; at once, as staff wait for it."""
        flip.failures += 1
        if flip.failures >= self._context.config.retry.attempts:
            return [_refused(flip)]
        self._waiting.appendleft(flip)
        return []


def _refused(flip: _Flip) -> Refused:
    return Refused(participant=flip.asker, code="flip_failed")
