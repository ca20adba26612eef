"""Language codes as this contract's clients know them, and which of them can be translated here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.language_names import language_name
from models.types import LanguagePair
from service.api.libretranslate.errors import LibreTranslateError, bad_request

_ALIASES: Final = {"pb": "pt", "pt-br": "pt", "zh-hans": "zh", "zh-hant": "zt"}
"""Other names of a language. The models know one Portuguese, so its Brazilian codes mean that
one."""
_PUBLIC_CODES: Final = {"zh": "zh-Hans", "zt": "zh-Hant"}
"""What clients are told where it differs from the code inside."""
_LONGEST_CODE_TOLD: Final = 32


def public_code(code: str) -> str:
    return _PUBLIC_CODES.get(code, code)


@dataclass(frozen=True, slots=True)
class InstalledLanguages:
    """The languages of the engine's translation pairs.

    A language into itself is always a pair: the text stays.
    """

    pairs: frozenset[LanguagePair]

    @property
    def codes(self) -> list[str]:
        return sorted({code for pair in self.pairs for code in (pair.source, pair.target)})

    def targets(self, source: str) -> list[str]:
        return sorted({source, *(pair.target for pair in self.pairs if pair.source == source)})

    def require(self, requested: str) -> str:
        """The code inside for the one that a client sent.

        Raises:
            LibreTranslateError: no model knows the language.
        """
        lowered = requested.lower()
        code = _ALIASES.get(lowered, lowered)
        if code not in self.codes:
            raise bad_request(f"{lowered[:_LONGEST_CODE_TOLD]} is not supported")
        return code

    def pair(self, source: str, target: str) -> LanguagePair:
        """The pair of two codes.

        Raises:
            LibreTranslateError: no model translates it.
        """
        pair = LanguagePair(source, target)
        if source != target and pair not in self.pairs:
            raise pair_unavailable(pair)
        return pair


def pair_unavailable(pair: LanguagePair) -> LibreTranslateError:
    source, target = (
        f"{language_name(code).english} ({public_code(code)})"
        for code in (pair.source, pair.target)
    )
    return bad_request(f"{target} is not available as a target language from {source}")


def default_target(languages: InstalledLanguages) -> str:
    """What a page should offer first: something that English goes into, or else any language."""
    targets = [target for target in languages.targets("en") if target != "en"]
    return next(iter([*targets, *languages.codes, "en"]))
