"""What readers of another language would have seen of captions that are known already.

The captions of a conversation do not depend on how they are translated. So they are made once, with
the times at which they changed, and every rule for showing translations is replayed over them: by
the code that serves a live desk, in the time of the audio, with a fixed latency.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Final

from benchmarks.screen import ScreenUpdate, Updates
from benchmarks.simulation import Shown
from models.interfaces import SentenceSplitter
from models.types import LanguagePair, TranslatedText, VoiceState
from service.conversation.abilities import Abilities
from service.conversation.alignment import common_prefix
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig, TranslationConfig
from service.conversation.context import Context
from service.conversation.events import (
    Effect,
    TextTranslated,
    Translate,
    TranslationChanged,
)
from service.conversation.pieces import pieces
from service.conversation.stability import StabilityConfig
from service.conversation.translations import Translations

TRANSLATE_S: Final = 0.02
_CLAUSE: Final = re.compile(r".*?[,;:]\s+|.+$", re.DOTALL)


class Interpreter:
    """Translates captions into one language by one rule."""

    def __init__(
        self,
        pair: LanguagePair,
        translate: Callable[[str], str],
        *,
        stability: StabilityConfig,
        split_sentences: SentenceSplitter,
    ) -> None:
        self._pair = pair
        self._translate = translate
        config = ConversationConfig(translation=TranslationConfig(stability=stability))
        self._translations = Translations(
            Context(
                pair=pair,
                abilities=Abilities(
                    recognizer="",
                    recognizes=frozenset({pair.source}),
                    translates=frozenset({pair}),
                    voice_frame_samples=1,
                    initial_voice_state=VoiceState(),
                    split_sentences=split_sentences,
                ),
                config=config,
                captions=Captions(kept=config.kept_captions),
                new_request=partial(next, count(1)),
            )
        )
        self._due: deque[tuple[float, Translate]] = deque()
        self.asked = 0
        """Texts that were translated."""

    def interpret(self, captions: Iterable[Shown]) -> Updates:
        """Everything that a reader would have seen."""
        self._translations.read(frozenset({self._pair.target}))
        updates: list[ScreenUpdate] = []
        for timed in captions:
            updates += self._answer(until_s=timed.at_s)
            updates += self._take(timed.at_s, self._translations.follow(timed.caption))
        return (*updates, *self._answer(until_s=float("inf")))

    def _answer(self, *, until_s: float) -> Iterator[ScreenUpdate]:
        while self._due and self._due[0][0] <= until_s:
            at_s, request = self._due.popleft()
            translation = TranslatedText(
                text=self._translate(request.text), pair=self._pair, model=""
            )
            answer = TextTranslated(request=request.request, translation=translation)
            yield from self._take(at_s, self._translations.answered(answer))

    def _take(self, at_s: float, effects: Iterable[Effect]) -> Iterator[ScreenUpdate]:
        for effect in effects:
            if isinstance(effect, Translate):
                self.asked += 1
                self._due.append((at_s + TRANSLATE_S, effect))
            elif isinstance(effect, TranslationChanged):
                yield _update(at_s, effect)


def at_clauses(split_sentences: SentenceSplitter) -> SentenceSplitter:
    """A splitter that ends sentences at commas, too: clauses are translated alone."""

    def split(text: str, language: str) -> list[str]:
        return [
            clause
            for sentence in split_sentences(text, language)
            for clause in _CLAUSE.findall(sentence)
        ]

    return split


def source_updates(captions: Iterable[Shown]) -> Updates:
    """What a reader of the spoken language would have seen."""
    return tuple(
        ScreenUpdate(
            at_s=timed.at_s,
            block=timed.caption.caption,
            revision=timed.caption.revision,
            source_revision=timed.caption.revision,
            committed=timed.caption.committed,
            tentative=timed.caption.tentative,
            final=timed.caption.final,
        )
        for timed in captions
    )


def steady(captions: Iterable[Shown]) -> Iterator[Shown]:
    """The captions without the words that the revision before did not have, too."""
    before: dict[str, tuple[str, ...]] = {}
    for timed in captions:
        caption = timed.caption
        fixed = len(pieces(caption.committed))
        words = pieces(caption.committed + caption.tentative)
        kept = max(fixed, common_prefix(before.get(caption.caption, ()), words))
        before[caption.caption] = words
        tentative = "".join(words[fixed:kept])
        yield replace(timed, caption=replace(caption, tentative=tentative))


def _update(at_s: float, changed: TranslationChanged) -> ScreenUpdate:
    return ScreenUpdate(
        at_s=at_s,
        block=changed.caption,
        revision=changed.revision,
        source_revision=changed.source_revision,
        committed=changed.committed,
        tentative=changed.tentative,
        final=changed.final,
    )
