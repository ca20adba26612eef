"""Which of the texts that come along a native speaker has read, by language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.phrases.book import read_client_files, read_group_file

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What clients read in one language: None where it is not written in it."""

    language: str
    pages: bool
    """The words of the pages, and so the opening words."""
    phrases: bool | None
    cards: bool | None


def load_reviews(client_strings: Path) -> tuple[Reviewed, ...]:
    """Read what the files say, by language.

    Args:
        client_strings: folder of the words that the pages show to clients.

    Raises:
        PhrasesInvalid: a file is not as it should be.
    """
    phrases, cards = (_reviews(name) for name in ("phrases.toml", "cards.toml"))
    return tuple(
        Reviewed(
            language=one.lang,
            pages=one.reviewed,
            phrases=phrases.get(one.lang),
            cards=cards.get(one.lang),
        )
        for one in read_client_files(client_strings)
    )


def _reviews(name: str) -> dict[str, bool]:
    """Of each language that every text of a file is written in, whether it has been read."""
    file = read_group_file(_HERE / name)
    texts = [texts for group in file.groups.values() for texts in group.values()]
    written = set.intersection(*(set(one) for one in texts))
    return {language: language in file.reviewed for language in written}
