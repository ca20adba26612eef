"""All prepared texts of this server, read from files once.

The phrases, the words of the cards and the sets are beside this file. The opening words are those
that the pages show, in every language in which a client is addressed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from service.conversation.prepared import PreparedText

WRITTEN_IN: Final = frozenset({"en", "fi", "sv", "pt"})
"""Languages that every prepared text has."""
GENERAL_SET: Final = "general"
"""For a desk that names no other."""
LONGEST_TEXT: Final = 300
"""Of one phrase, in characters."""
_OPENING_GROUP: Final = "opening"
_CARD_GROUP: Final = "card"
OPENING_WORDS: Final = f"{_OPENING_GROUP}.words"
"""What a client reads before anything else; the one text that is there in all their languages."""
ALWAYS_OFFERED: Final = frozenset({_OPENING_GROUP, _CARD_GROUP})
"""Groups that belong to every set, and so to no list of one."""
_KEPT_HOURS: Final = (1, 24)
_HERE: Final = Path(__file__).parent

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
_Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)
]


class PhrasesInvalid(Exception):
    """A file of phrases cannot be used; the message says which and why."""


class UnknownPhraseSet(Exception):
    """A desk names a set that there is not."""


class _Set(BaseModel):
    model_config = ConfigDict(extra="forbid")

    groups: Annotated[list[_Name], Field(min_length=1)]


class ClientFile(BaseModel):
    """What matters here of the words that a page shows to clients."""

    lang: _Language
    reviewed: bool
    strings: dict[str, str]


_GROUPS: Final = TypeAdapter(dict[_Name, dict[_Name, dict[_Language, _Text]]])
_SETS: Final = TypeAdapter(dict[_Slug, _Set])
_REVIEWED: Final = TypeAdapter(list[_Language])


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseGroup:
    """Prepared texts that belong together."""

    id: str
    phrases: tuple[PreparedText, ...]
    title: str = ""
    """What staff see above them; empty for those that come along, which pages have words for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBook:
    """Every prepared text, and which desk offers which."""

    groups: Mapping[str, PhraseGroup]
    """By id, in the order in which they are offered."""
    sets: Mapping[str, tuple[str, ...]]
    """Ids of the groups of each set."""
    kept_opening: Mapping[int, PreparedText] = field(default_factory=dict)
    """The opening words of a desk that keeps the text, by hours."""

    def __post_init__(self) -> None:
        for name, groups in self.sets.items():
            if unknown := set(groups) - self.groups.keys():
                raise PhrasesInvalid(f"set {name}: no group {', '.join(sorted(unknown))}")
        if GENERAL_SET not in self.sets:
            raise PhrasesInvalid(f"there is no set {GENERAL_SET}")

    @property
    def texts(self) -> dict[str, PreparedText]:
        """All of them, by id."""
        return {one.id: one for group in self.groups.values() for one in group.phrases}

    def with_own(
        self, groups: Iterable[PhraseGroup], sets: Mapping[str, Sequence[str]]
    ) -> PhraseBook:
        """These phrases, and groups and sets beside them.

        Groups of a set that are not there any more are left out of it.
        """
        both = {**self.groups, **{group.id: group for group in groups}}
        chosen = {slug: tuple(one for one in ids if one in both) for slug, ids in sets.items()}
        return replace(self, groups=both, sets={**chosen, **self.sets})

    def where_kept(self, retention_h: int) -> PhraseBook:
        """These phrases as they are true at a desk.

        Args:
            retention_h: hours for which it keeps the text after the end.
        """
        if retention_h == 0:
            return self
        opening = PhraseGroup(id=_OPENING_GROUP, phrases=(self.kept_opening[retention_h],))
        return replace(self, groups={**self.groups, _OPENING_GROUP: opening})

    def of_set(self, slug: str) -> tuple[PhraseGroup, ...]:
        """The groups that a desk offers.

        Args:
            slug: of its set; empty for the general one.

        Raises:
            UnknownPhraseSet: there is no such set.
        """
        try:
            chosen = self.sets[slug or GENERAL_SET]
        except KeyError:
            raise UnknownPhraseSet(slug) from None
        return tuple(self.groups[name] for name in (_OPENING_GROUP, *chosen, _CARD_GROUP))


def load_phrase_book(client_strings: Path) -> PhraseBook:
    """Read what is shipped.

    Args:
        client_strings: folder of the words that the pages show to clients.

    Raises:
        PhrasesInvalid: a file is not as it should be.
    """
    files = read_client_files(client_strings)
    opening = {"words": _in_each(files, "notice.text")}
    texts = {_OPENING_GROUP: opening, **read_group_file(_HERE / "phrases.toml").groups}
    texts |= read_group_file(_HERE / "cards.toml").groups
    return PhraseBook(
        groups={name: _group(name, phrases) for name, phrases in texts.items()},
        sets={name: tuple(one.groups) for name, one in _read_sets(_HERE / "sets.toml").items()},
        kept_opening={
            hours: _prepared(
                OPENING_WORDS, _in_each(files, "notice.kept", f"notice.retention.{hours}")
            )
            for hours in _KEPT_HOURS
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFile:
    """A file of texts."""

    groups: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Texts by group, name and language."""
    reviewed: tuple[str, ...]
    """Languages whose texts a native speaker has read."""


def read_group_file(path: Path) -> GroupFile:
    """Texts by group, name and language, and who has read them.

    Raises:
        PhrasesInvalid: the file is not as it should be.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        reviewed = _REVIEWED.validate_python(tables.pop("reviewed", None))
        return GroupFile(groups=_GROUPS.validate_python(tables), reviewed=tuple(reviewed))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PhrasesInvalid(f"{path}: {error}") from error


def read_client_files(folder: Path) -> list[ClientFile]:
    """The words that the pages show to clients, by language.

    Raises:
        PhrasesInvalid: a file is not as it should be.
    """
    return [_read_client_file(path) for path in sorted(folder.glob("*.json"))]


def _read_sets(path: Path) -> dict[str, _Set]:
    return _SETS.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))


def _in_each(files: Iterable[ClientFile], *keys: str) -> dict[str, str]:
    """Sentences after each other, by language."""
    return {one.lang: " ".join(one.strings[key] for key in keys) for one in files}


def _read_client_file(path: Path) -> ClientFile:
    try:
        return ClientFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise PhrasesInvalid(f"{path}: {error}") from error


def _group(name: str, phrases: Mapping[str, Mapping[str, str]]) -> PhraseGroup:
    prepared = tuple(_prepared(f"{name}.{key}", texts) for key, texts in phrases.items())
    return PhraseGroup(id=name, phrases=prepared)


def _prepared(identity: str, texts: Mapping[str, str]) -> PreparedText:
    """English comes first: it is what most languages are translated from best."""
    if missing := WRITTEN_IN - texts.keys():
        raise PhrasesInvalid(f"{identity}: not written in {', '.join(sorted(missing))}")
    return PreparedText(id=identity, texts={"en": texts["en"], **texts})
