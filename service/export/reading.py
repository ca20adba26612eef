"""Reads a transcript out of the finals of a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from service.export.lines import start_of
from service.export.plain import one_line
from service.export.transcript import Remark, RemarkKind, Transcript, Turn, Wording
from service.wire.messages import Caption, Notice, ServerMessage, Translation

_REMARKS: Final[dict[str, RemarkKind]] = {
    "audio_gap": "gap",
    "recognition_failed": "not_heard",
    "interpreter_wanted": "interpreter_wanted",
}
"""By the code of a notice. A translation that failed is seen by its absence."""
_READ_CHARACTERS_A_SECOND: Final = 15.0
"""What typed text, which has no duration, is given to be read."""
_SHORTEST_S: Final = 1.5


def read_transcript(
    finals: Iterable[ServerMessage], *, languages: Iterable[str], whole: bool = True
) -> Transcript:
    """The transcript of a conversation.

    Args:
        finals: The newest final message of every key of its caption log, in the log's order.
        languages: Of the document; twice the same counts once.
        whole: False where the log does not hold the beginning any more.
    """
    messages = list(finals)
    captions = {one.id: one for one in messages if isinstance(one, Caption)}
    translations = [one for one in messages if isinstance(one, Translation)]
    turns = [_turn(one, translations) for one in captions.values() if one_line(one.committed)]
    entries: list[Turn | Remark] = [*turns, *_remarks(_without_withdrawn(messages), captions)]
    return Transcript(
        languages=tuple(dict.fromkeys(languages)),
        entries=tuple(sorted(entries, key=start_of)),
        whole=whole,
    )


def _turn(caption: Caption, translations: Iterable[Translation]) -> Turn:
    start_s = caption.at_s or 0.0
    return Turn(
        speaker=caption.role,
        start_s=start_s,
        end_s=start_s + _duration_s(caption),
        original=Wording(
            language=caption.lang,
            text=caption.committed.strip(),
            machine=caption.ai_generated,
            model=caption.model,
        ),
        translations=tuple(
            Wording(
                language=one.lang,
                text=one.committed.strip(),
                machine=True,
                model=one.model,
                route=one.route,
                confidence=one.confidence,
            )
            for one in translations
            # One of a text that was corrected since is wrong, until it is made again. One without
            # a letter would end the lines of its turn in a file of subtitles.
            if one.caption == caption.id
            and one_line(one.committed)
            and not (caption.corrected and one.source_revision < caption.revision)
        ),
        typed=caption.typed,
        corrected=caption.corrected,
        earlier=tuple(one.text.strip() for one in (caption.history or ())[:-1]),
    )


def _duration_s(caption: Caption) -> float:
    if caption.start_s is not None and caption.end_s is not None:
        return max(_SHORTEST_S, caption.end_s - caption.start_s)
    return max(_SHORTEST_S, len(caption.committed) / _READ_CHARACTERS_A_SECOND)


def _without_withdrawn(messages: list[ServerMessage]) -> list[ServerMessage]:
    """Without the wishes for an interpreter that were taken back."""
    kept: list[ServerMessage] = []
    withdrawn: set[str | None] = set()
    for message in reversed(messages):
        if isinstance(message, Notice) and message.code == "interpreter_withdrawn":
            withdrawn.add(message.participant)
        if isinstance(message, Notice) and message.code == "interpreter_wanted":
            if message.participant in withdrawn:
                withdrawn.discard(message.participant)
                continue
        kept.append(message)
    return kept[::-1]


def _remarks(messages: Iterable[ServerMessage], captions: dict[str, Caption]) -> Iterable[Remark]:
    """Where a notice names no caption, it belongs behind what was final before it."""
    latest_s = 0.0
    for message in messages:
        match message:
            case Caption():
                latest_s = max(latest_s, message.at_s or 0.0)
            case Notice(code=code) if code in _REMARKS:
                named = captions.get(message.caption or "")
                at_s = latest_s if named is None else named.at_s or 0.0
                yield Remark(kind=_REMARKS[code], at_s=at_s)
            case _:
                pass
