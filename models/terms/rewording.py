"""Puts one term in place of another in a text, as the text had it.

Nothing here can inflect a word. But what it replaces was inflected by a model: words that both
terms have in common keep their form ("cartões de viagem" becomes "cartões de transporte"), and
where the other words have changed their ending, the head of the term takes the same ending if the
lemmatiser knows the word that comes out ("travel tickets" becomes "travel cards").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from models.terms.lemmas import Lemmas
from models.terms.matching import Line

_HEAD_FIRST: Final = frozenset({"ca", "es", "fr", "gl", "it", "pt", "ro"})
"""Languages whose nouns stand before what describes them."""
_PLURAL: Final = "s"


def replaced(line: Line, position: int, said: Line, target: Line, lemmas: Lemmas) -> str:
    """Put ``target`` in the place of ``said``, which stands in a text in whatever form.

    Args:
        line: The text.
        position: The word at which ``said`` begins.
        said: What is replaced, as it is when it stands alone.
        target: What is wanted.
        lemmas: Tell which words there are.
    """
    there = range(position, position + len(said.words))
    forms = [
        next((line.words[i].text for i in there if line.keys[i] & keys), None)
        for keys in target.keys
    ]
    head = 0 if line.language in _HEAD_FIRST else len(forms) - 1
    if forms[head] is None:
        changes = (
            (alone.text, line.words[i].text) for i, alone in zip(there, said.words, strict=True)
        )
        forms[head] = _inflected(target.words[head].text, changes, line.language, lemmas)
    written = target.text
    for word, form in reversed(list(zip(target.words, forms, strict=True))):
        written = written[: word.start] + (form or word.text) + written[word.end :]
    first, last = line.words[there[0]], line.words[there[-1]]
    if position == 0 and first.text[:1].isupper():
        written = written[:1].upper() + written[1:]
    return line.text[: first.start] + written + line.text[last.end :]


def in_number(target: Line, said: Line, base: Line, lemmas: Lemmas) -> str:
    """Write a term as it is wanted, in the plural where it was said in the plural.

    Args:
        target: What is wanted.
        said: The term in the other language, as it was said.
        base: The same, as it stands in the glossary.
        lemmas: Tell which words there are.
    """
    plural = any(
        form.text.lower() != word.text.lower() and form.text.lower().endswith(_PLURAL)
        for form, word in zip(said.words, base.words, strict=True)
    )
    head = target.words[0 if target.language in _HEAD_FIRST else -1]
    inflected = head.text + _PLURAL
    if not plural or not _is_form(inflected, head.text, target.language, lemmas):
        return target.text
    return target.text[: head.start] + inflected + target.text[head.end :]


def _is_form(inflected: str, word: str, language: str, lemmas: Lemmas) -> bool:
    return not lemmas.keys(inflected, language).isdisjoint(lemmas.keys(word, language))


def _inflected(
    word: str, changes: Iterator[tuple[str, str]], language: str, lemmas: Lemmas
) -> str | None:
    """The word with an ending that changed in another one; None where it takes none."""
    for alone, form in changes:
        for inflected in _with_ending(word, alone.lower(), form.lower()):
            if _is_form(inflected, word, language, lemmas):
                return inflected
    return None


def _with_ending(word: str, alone: str, form: str) -> Iterator[str]:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(alone, form, strict=False))
    stem = len(list(same))
    ending, other = alone[stem:], form[stem:]
    if ending != other and word.endswith(ending):
        yield word.removesuffix(ending) + other
    if form.endswith(_PLURAL) and not alone.endswith(_PLURAL):
        yield word + _PLURAL
