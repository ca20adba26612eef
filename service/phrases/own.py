"""Phrases that administrators write: groups of them, and sets that say which desk offers which.

A group has a name and phrases, each written in one language or more; readers of other languages get
a translation, as with the phrases that come along. A set lists groups, own ones and those that come
along; the opening words and the cards belong to every set.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Final

from models.letters import is_plain
from service.conversation.prepared import PreparedText
from service.phrases.book import ALWAYS_OFFERED, LONGEST_TEXT, PhraseGroup
from service.phrases.errors import PhraseError

Edit = Callable[[PhraseGroup], PhraseGroup]
"""What becomes of a group; raises ``PhraseError``."""

MOST_GROUPS: Final = 200
"""Of a server's own."""
MOST_PHRASES: Final = 200
"""In one group."""
MOST_SETS: Final = 100
"""Of a server's own."""
MOST_LANGUAGES: Final = 64
"""That one phrase is written in."""
LONGEST_TITLE: Final = 80
_OWN: Final = "own_"
_NAME_LETTERS: Final = 12
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")


def new_group(title: str, phrases: Sequence[Mapping[str, str]] = ()) -> PhraseGroup:
    """Make a group.

    Args:
        title: what staff see above its phrases.
        phrases: the texts of each, by language.

    Raises:
        PhraseError: it cannot be kept like this.
    """
    group = PhraseGroup(id=f"{_OWN}{_new_name()}", title=_checked_line(title), phrases=())
    for texts in phrases:
        group = with_phrase(group, texts)
    return group


def with_phrase(group: PhraseGroup, texts: Mapping[str, str]) -> PhraseGroup:
    """The group with one more phrase, at its end; raises as ``new_group`` does."""
    if len(group.phrases) >= MOST_PHRASES:
        raise PhraseError("too_many_phrases", f"A group has at most {MOST_PHRASES} phrases.")
    return _with(group, (*group.phrases, _phrase(f"{group.id}.{_new_name()}", texts)))


def with_texts(group: PhraseGroup, phrase: str, texts: Mapping[str, str]) -> PhraseGroup:
    """The group with other texts of one phrase, which has this id; raises as ``new_group`` does."""
    _check_known(group, phrase)
    changed = _phrase(phrase, texts)
    return _with(group, (changed if one.id == phrase else one for one in group.phrases))


def without_phrase(group: PhraseGroup, phrase: str) -> PhraseGroup:
    """The group without the phrase of this id; raises as ``new_group`` does."""
    _check_known(group, phrase)
    return _with(group, (one for one in group.phrases if one.id != phrase))


def arranged(group: PhraseGroup, title: str, order: Sequence[str]) -> PhraseGroup:
    """The group with another title and its phrases in this order; raises as ``new_group`` does."""
    by_id = {one.id: one for one in group.phrases}
    if sorted(order) != sorted(by_id):
        raise PhraseError("phrases_changed", "The group has other phrases by now.")
    named = replace(group, title=_checked_line(title))
    return _with(named, (by_id[phrase] for phrase in order))


def checked_set(slug: str, groups: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the groups of a set.

    Args:
        slug: of the set.
        groups: ids, in the order in which they are offered.
        known: ids of all groups that there are.

    Raises:
        PhraseError: it cannot be kept like this.
    """
    if _SLUG.fullmatch(slug) is None:
        raise PhraseError("phrases_invalid", "A short name is of small letters, digits and dashes.")
    unknown = sorted((set(groups) - set(known)) | (set(groups) & ALWAYS_OFFERED))
    if unknown:
        raise PhraseError("unknown_phrase_group", f"There is no group {', '.join(unknown)}.")
    if not groups or len(set(groups)) < len(groups):
        raise PhraseError("phrases_invalid", "A set has one group at least, and each once.")
    return tuple(groups)


def _with(group: PhraseGroup, phrases: Iterable[PreparedText]) -> PhraseGroup:
    return replace(group, phrases=tuple(phrases))


def _phrase(identity: str, texts: Mapping[str, str]) -> PreparedText:
    """English comes first: it is what most languages are translated from best."""
    written = {language: _one_line(text) for language, text in texts.items() if text.strip()}
    if not written:
        raise PhraseError("phrase_empty", "A phrase is written in one language at least.")
    for language, text in written.items():
        if _LANGUAGE.fullmatch(language) is None:
            raise PhraseError("bad_language", f"{language!r} is no language code.")
        _check_text(text, LONGEST_TEXT)
    first = {"en": written["en"]} if "en" in written else {}
    return PreparedText(id=identity, texts={**first, **written})


def _check_known(group: PhraseGroup, phrase: str) -> None:
    if all(one.id != phrase for one in group.phrases):
        raise PhraseError("phrase_not_found", "This phrase is not there any more.")


def _checked_line(title: str) -> str:
    line = title.strip()
    if not line:
        raise PhraseError("phrase_empty", "A group needs a name.")
    _check_text(line, LONGEST_TITLE)
    return line


def _check_text(text: str, longest: int) -> None:
    if len(text) > longest:
        raise PhraseError("phrase_too_long", f"A text is longer than {longest} characters.")
    if not is_plain(text):
        raise PhraseError("phrase_bad_letters", "A text has control characters.")


def _one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n")).strip()


def _new_name() -> str:
    return "".join(secrets.choice(ascii_lowercase) for _ in range(_NAME_LETTERS))
