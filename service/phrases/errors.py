"""What is wrong with phrases that somebody wants to keep, by stable codes."""

from __future__ import annotations


class PhraseError(Exception):
    """A phrase, a group or a set cannot be kept like this.

    Codes: ``phrase_empty``, ``phrase_too_long``, ``phrase_bad_letters``, ``bad_language``,
    ``too_many_phrases``, ``phrases_invalid``, ``unknown_phrase_group``, ``phrase_not_found``,
    ``phrases_changed``, ``phrases_shipped``, ``phrase_group_not_found``, ``phrase_set_not_found``,
    ``phrase_set_exists``, ``phrase_set_in_use``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
