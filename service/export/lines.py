"""What text formats have in common: the lines of a turn, the words at the top, times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.export.labels import labels_for, labels_of
from service.export.plain import breakable, isolated, one_line
from service.export.transcript import Remark, Transcript, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text of a turn: in one language, with a label in that language before it."""

    language: str
    label: str
    """May be empty."""
    text: str

    def __str__(self) -> str:
        return f"{self.label}: {isolated(self.text)}" if self.label else self.text


def lines_of(entry: Turn | Remark, languages: tuple[str, ...]) -> list[Line]:
    """A turn in every language that it has, the original first; a remark in every language."""
    if isinstance(entry, Remark):
        return [
            Line(language=labels.language, label="", text=f"[{labels.remarks[entry.kind]}]")
            for labels in labels_for(languages)
        ]
    return list(_lines_of_turn(entry, languages))


def _lines_of_turn(turn: Turn, languages: tuple[str, ...]) -> Iterator[Line]:
    for wording in turn.wordings(languages):
        labels = labels_of(wording.language)
        name = labels.speakers[turn.speaker] if turn.speaker else ""
        yield Line(
            language=wording.language,
            label=labels.speaker_of(turn) if wording is turn.original else name,
            text=breakable(one_line(wording.text)),
        )


def preface(transcript: Transcript) -> list[str]:
    """What must be read before the rest, in each language; empty where there is nothing to tell."""
    words = labels_for(transcript.languages)
    lines = [labels.machine for labels in words] if transcript.machine_made else []
    if transcript.models:
        names = " / ".join(labels.models for labels in words)
        lines.append(f"{names}: {', '.join(transcript.models)}")
    if not transcript.whole:
        lines += [labels.beginning_missing for labels in words]
    return lines


def start_of(entry: Turn | Remark) -> float:
    """When it began, in seconds."""
    return entry.start_s if isinstance(entry, Turn) else entry.at_s


def clock(seconds: float, *, point: str | None = None) -> str:
    """``hh:mm:ss``, with milliseconds behind ``point`` where one is given."""
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}"
    return whole if point is None else f"{whole}{point}{milliseconds % 1000:03d}"
