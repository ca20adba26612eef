"""What readers see of each utterance and typed turn: identity, revisions, and the newest finals.

A caption opens when there is something to show, not when somebody begins to speak: a cough leaves
no trace. From then on every visible change is a revision, and nothing else is. A caption that has
shown text ends with a final revision, with an empty text if nothing was said after all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from service.conversation.events import CaptionChanged, FormerText, TimedWord
from service.conversation.prepared import PreparedText

_NEWEST_FORMER: Final = 9
"""Texts before a correction that are kept beside the first one."""


class Captions:
    """All captions of a conversation: those still open, and a bounded number of finals."""

    def __init__(self, *, kept: int) -> None:
        self._kept = kept
        self._opened = 0
        self._newest: dict[str, CaptionChanged] = {}

    def new_id(self) -> str:
        """Identity of the next caption."""
        self._opened += 1
        return f"c{self._opened}"

    def record(self, change: CaptionChanged) -> None:
        """Remember the newest revision of a caption."""
        self._newest[change.caption] = change

    def find(self, caption: str) -> CaptionChanged | None:
        """The newest revision of a caption; None where there is none, or none any more."""
        return self._newest.get(caption)

    def __iter__(self) -> Iterator[CaptionChanged]:
        """The newest revision of each caption, in the order in which they opened."""
        return iter(tuple(self._newest.values()))

    def say(
        self,
        *,
        participant: str,
        language: str,
        text: str,
        prepared: PreparedText | None = None,
    ) -> CaptionChanged:
        """A turn that is typed or, where it is prepared, chosen: final at once."""
        change = CaptionChanged(
            caption=self.new_id(),
            revision=1,
            participant=participant,
            language=language,
            committed=text,
            tentative="",
            final=True,
            typed=True,
            prepared=prepared,
        )
        self.record(change)
        return change

    def correct(self, caption: str, text: str, *, by: str) -> list[CaptionChanged]:
        """A participant's text instead of the one shown; nothing where they are the same."""
        before = self._newest[caption]
        if text == before.committed:
            return []
        former = FormerText(
            text=before.committed,
            model=before.model,
            writer=before.corrector or before.participant,
            revision=before.revision,
        )
        first, *others = (*before.history, former)
        change = replace(
            before,
            revision=before.revision + 1,
            committed=text,
            corrected=True,
            words=(),
            model=None,
            corrections=before.corrections + 1,
            corrector=by,
            history=(first, *others[-_NEWEST_FORMER:]),
        )
        self.record(change)
        return [change]

    def redo(
        self, caption: str, *, language: str, text: str, words: tuple[TimedWord, ...], model: str
    ) -> CaptionChanged:
        """What a final caption is in another language, instead of all that it was."""
        before = self._newest[caption]
        change = replace(
            before,
            revision=before.revision + 1,
            language=language,
            committed=text,
            corrected=False,
            corrections=0,
            corrector=None,
            history=(),
            redone=True,
            words=words,
            model=model,
        )
        self.record(change)
        return change

    def forget_oldest(self) -> list[str]:
        """Drop the oldest finals beyond the bound; gives their ids."""
        if len(self._newest) <= self._kept:
            return []
        finals = [change.caption for change in self._newest.values() if change.final]
        gone = finals[: max(0, len(finals) - self._kept)]
        for caption in gone:
            del self._newest[caption]
        return gone

    def clear(self) -> None:
        """Forget every text."""
        self._newest.clear()


class SpokenCaption:
    """The caption of one utterance."""

    def __init__(
        self, captions: Captions, *, participant: str, start_sample: int, model: str
    ) -> None:
        self._captions = captions
        self._participant = participant
        self._start_sample = start_sample
        self._model = model
        self._newest: CaptionChanged | None = None

    @property
    def caption(self) -> str | None:
        """Identity; None while nothing was shown."""
        return None if self._newest is None else self._newest.caption

    @property
    def start_sample(self) -> int:
        """Where the utterance begins in its track."""
        return self._start_sample

    def show(self, *, language: str, committed: str, tentative: str) -> list[CaptionChanged]:
        """Show the text so far. The language of an opened caption changes only by ``redo``."""
        if self._newest is None and not (committed or tentative):
            return []
        before = self._newest or self._unopened(language)
        if (before.committed, before.tentative) == (committed, tentative):
            return []
        return self._publish(
            replace(before, revision=before.revision + 1, committed=committed, tentative=tentative)
        )

    def finish(
        self, *, language: str, text: str, end_sample: int, words: tuple[TimedWord, ...] = ()
    ) -> list[CaptionChanged]:
        """Show the text for good; nothing where there is none and none was shown."""
        if self._newest is None and not text:
            return []
        before = self._newest or self._unopened(language)
        return self._publish(
            replace(
                before,
                revision=before.revision + 1,
                committed=text,
                tentative="",
                final=True,
                end_sample=end_sample,
                words=words,
            )
        )

    def redo(self, language: str) -> list[CaptionChanged]:
        """Nothing of what is shown holds: it was another language."""
        if self._newest is None:
            return []
        return self._publish(
            replace(
                self._newest,
                revision=self._newest.revision + 1,
                language=language,
                committed="",
                tentative="",
                redone=True,
            )
        )

    def _unopened(self, language: str) -> CaptionChanged:
        """What comes before the first revision."""
        return CaptionChanged(
            caption=self._captions.new_id(),
            revision=0,
            participant=self._participant,
            language=language,
            committed="",
            tentative="",
            final=False,
            start_sample=self._start_sample,
            model=self._model,
        )

    def _publish(self, change: CaptionChanged) -> list[CaptionChanged]:
        self._newest = change
        self._captions.record(change)
        return [change]
