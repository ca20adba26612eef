"""What is wrong with a glossary, by stable codes."""

from __future__ import annotations


class GlossaryError(Exception):
    """A glossary, or a file of one, cannot be used.

    Codes: ``term_empty``, ``term_too_long``, ``term_without_letters``, ``term_bad_letters``,
    ``too_few_languages``, ``bad_language``, ``too_many_concepts``, ``bad_file``, ``bad_header``,
    ``bad_value``, ``file_too_large``, ``forbidden_xml``, ``concept_not_found``,
    ``glossary_changed``, ``too_many_glossaries``.
    """

    def __init__(self, code: str, message: str, *, line: int | None = None) -> None:
        super().__init__(message if line is None else f"Line {line}: {message}")
        self.code = code
        self.line = line
        """Of the file, from 1; None where no line is to blame."""

    def at(self, line: int) -> GlossaryError:
        """The same, told with its line."""
        return GlossaryError(self.code, str(self), line=line)
