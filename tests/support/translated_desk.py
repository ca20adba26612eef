"""One translation that follows its caption."""

from __future__ import annotations

import re
from dataclasses import replace

from models.types import LanguagePair, TranslatedText
from service.conversation.events import CaptionChanged, Noticed, TranslationChanged
from service.conversation.stability import StabilityConfig
from service.conversation.translation import CaptionTranslation, Step

AS_IT_COMES = StabilityConfig(translations=1, held_words=0, patience=1, as_sentence=False)
ALL_AGREED = StabilityConfig(held_words=0)
"""Every translation of the tail is shown, as it is."""
PAIR = LanguagePair("en", "pt")
EMPTY = CaptionChanged(
    caption="c1",
    revision=0,
    participant="anna",
    language="en",
    committed="",
    tentative="",
    final=False,
)


def split(text: str, language: str) -> list[str]:
    del language
    return re.findall(r".*?[.!?]\s+|.+$", text, flags=re.DOTALL)


def translated(text: str) -> TranslatedText:
    sentences = "".join(f"pt:{sentence}" for sentence in split(text, "en"))
    return TranslatedText(text=sentences, pair=PAIR, model="mt")


class Desk:
    """One translation, its caption, and what a reader has seen."""

    def __init__(
        self,
        committed: str,
        tentative: str = "",
        *,
        final: bool = False,
        stability: StabilityConfig = AS_IT_COMES,
    ) -> None:
        self.caption = replace(
            EMPTY, revision=1, committed=committed, tentative=tentative, final=final
        )
        self.translation = CaptionTranslation(
            self.caption,
            language="pt",
            split_sentences=split,
            attempts=2,
            stability=stability,
        )
        self.asked: list[str] = []
        self.changes: list[TranslationChanged] = []
        self.notices: list[Noticed] = []
        self._take(self.translation.begin())

    def update(self, committed: str, tentative: str = "", *, final: bool = False) -> None:
        self.caption = replace(
            self.caption,
            revision=self.caption.revision + 1,
            committed=committed,
            tentative=tentative,
            final=final,
        )
        self._take(self.translation.update(self.caption))

    def correct(self, text: str) -> None:
        self.caption = replace(self.caption, corrected=True)
        self.update(text, final=True)

    def answer(self) -> None:
        self._take(self.translation.answered(translated(self.asked[-1])))

    def fail(self) -> None:
        self._take(self.translation.failed())

    @property
    def shown(self) -> str:
        change = self.changes[-1]
        return f"{change.committed}|{change.tentative}{'!' if change.final else ''}"

    def _take(self, step: Step) -> None:
        if step.text is not None:
            self.asked.append(step.text)
        for change in step.changes:
            if isinstance(change, Noticed):
                self.notices.append(change)
            else:
                self.changes.append(change)
