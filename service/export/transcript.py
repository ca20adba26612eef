"""What a document is written from: who said what, when, and in which words of which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Speaker = Literal["staff", "client", "viewer"]
RemarkKind = Literal["gap", "not_heard", "interpreter_wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text in one language."""

    language: str
    text: str
    machine: bool
    """A computer wrote it: recognized or translated it. False: a person typed or corrected it."""
    model: str | None = None
    """Catalog key of what wrote it."""
    route: str | None = None
    """Of a translation, in the words of the protocol: ``direct``, ``pivot:en`` ..."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something that somebody said or typed, with its translations."""

    speaker: Speaker | None
    """None: not known, as in a recording."""
    start_s: float
    """Since the conversation, or the recording, began."""
    end_s: float
    original: Wording
    translations: tuple[Wording, ...] = ()
    typed: bool = False
    corrected: bool = False
    earlier: tuple[str, ...] = ()
    """What stood in ``original`` before it was corrected, oldest first."""

    def wordings(self, languages: tuple[str, ...]) -> Iterator[Wording]:
        """What there is in these languages, the original first, in whichever it is."""
        yield self.original
        for language in languages:
            yield from (one for one in self.translations if one.language == language)

    def wording(self, language: str) -> Wording | None:
        """The text in one language; None where there is none."""
        if self.original.language == language:
            return self.original
        return next((one for one in self.translations if one.language == language), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that happened between the turns."""

    kind: RemarkKind
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A conversation as it is written down."""

    languages: tuple[str, ...]
    """The languages of the document: those of staff and client, or the only one."""
    entries: tuple[Turn | Remark, ...]
    """In the order in which they began."""
    whole: bool = True
    """False: the beginning is not known any more."""

    @property
    def turns(self) -> Iterator[Turn]:
        """The entries in which something was said."""
        return (entry for entry in self.entries if isinstance(entry, Turn))

    @property
    def machine_wordings(self) -> Iterator[Wording]:
        """What a computer wrote of all that the document shows."""
        return (
            wording
            for turn in self.turns
            for wording in turn.wordings(self.languages)
            if wording.machine
        )

    @property
    def machine_made(self) -> bool:
        """True where a computer had a part in it."""
        return next(self.machine_wordings, None) is not None

    @property
    def models(self) -> tuple[str, ...]:
        """Keys of all models that had a part in it."""
        found = {wording.model for wording in self.machine_wordings if wording.model}
        return tuple(sorted(found))
