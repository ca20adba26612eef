"""One translator over several: each pair goes to the first that knows it, and all are closed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.errors import UnsupportedLanguagePair
from models.fakes import ScriptedTranslator
from models.translator_by_pair import TranslatorByPair
from models.types import LanguagePair, TranslatedText

EN_FI = LanguagePair("en", "fi")
FI_EN = LanguagePair("fi", "en")
EN_PT = LanguagePair("en", "pt")


class Recording:
    """Translates with its name, and remembers what was asked."""

    def __init__(self, name: str, *pairs: LanguagePair, breaks: bool = False) -> None:
        self.name = name
        self.pairs = frozenset(pairs)
        self.alternatives: list[int] = []
        self.closed = 0
        self._breaks = breaks

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.alternatives.append(alternatives)
        return [TranslatedText(text=text, pair=pair, model=self.name) for text in texts]

    def close(self) -> None:
        self.closed += 1
        if self._breaks:
            raise OSError("cannot be closed")


def test_each_pair_goes_to_the_first_that_translates_it() -> None:
    first, second = Recording("first", EN_FI), Recording("second", EN_FI, EN_PT)
    translator = TranslatorByPair([first, second])

    assert translator.pairs == {EN_FI, EN_PT}
    assert [t.model for t in translator.translate(["a", "b"], EN_FI)] == ["first", "first"]
    assert [t.model for t in translator.translate(["a"], EN_PT, alternatives=3)] == ["second"]
    assert (first.alternatives, second.alternatives) == ([0], [3])


def test_pair_that_none_translates_is_refused() -> None:
    with pytest.raises(UnsupportedLanguagePair):
        TranslatorByPair([Recording("first", EN_FI)]).translate(["a"], FI_EN)


def test_all_are_closed_when_one_cannot_be() -> None:
    translators = [Recording("a"), Recording("b", breaks=True), Recording("c")]

    with pytest.raises(OSError, match="cannot be closed"):
        TranslatorByPair(translators).close()

    assert [translator.closed for translator in translators] == [1, 1, 1]


def test_shipped_fake_is_dispatched_to() -> None:
    fake = ScriptedTranslator()
    pair = min(fake.pairs)

    assert TranslatorByPair([fake]).translate(["Hello"], pair) == fake.translate(["Hello"], pair)
