"""Hand-made screens, messages and logs for tests of the lag benchmark."""

from __future__ import annotations

from benchmarks.audio import Recording
from benchmarks.event_log import EventLog, FrameSent, MessageReceived, RunEnded, RunStarted
from benchmarks.screen import ScreenUpdate, Updates
from benchmarks.words import SpokenWord, SpokenWords
from service.wire.messages import Caption, ServerMessage, Translation

AUDIO = Recording(pcm=bytes(32_000))
"""One second of silence."""


def updates(*screens: tuple[float, str], block: str = "k1") -> Updates:
    """(time, text) pairs to the screens of one caption; what stands before "|" is committed."""
    return tuple(
        ScreenUpdate(
            at_s=at_s,
            block=block,
            revision=revision,
            source_revision=revision,
            committed=text.rpartition("|")[0],
            tentative=text.rpartition("|")[2],
            final=revision == len(screens) - 1,
        )
        for revision, (at_s, text) in enumerate(screens)
    )


def caption(text: str, revision: int, *, final: bool = False, key: str = "k1") -> Caption:
    committed, _, tentative = text.rpartition("|")
    return Caption(
        id=key,
        revision=revision,
        participant="p1",
        role="staff",
        lang="en",
        committed=text if final else committed,
        tentative="" if final else tentative,
        final=final,
        ai_generated=True,
    )


def translation(
    text: str, revision: int, *, final: bool = False, of: int | None = None
) -> Translation:
    """Of revision ``of`` of the caption, or else of the one with the same number."""
    return Translation(
        caption="k1",
        lang="pt",
        revision=revision,
        source_revision=revision if of is None else of,
        committed=text if final else "",
        tentative="" if final else text,
        final=final,
        model="fake",
    )


def log_of(*received: tuple[float, ServerMessage], slip_s: float = 0.001) -> EventLog:
    """A whole replay of ``AUDIO`` that got these messages at these times."""
    return EventLog(
        started=RunStarted(
            audio_sha256=AUDIO.sha256, audio_s=AUDIO.duration_s, speaks="en", reads=("pt",)
        ),
        sent=tuple(
            FrameSent(frame=frame, at_s=frame * 0.02 + slip_s, slip_s=slip_s)
            for frame in range(1, 51)
        ),
        received=tuple(MessageReceived(at_s=at_s, message=message) for at_s, message in received),
        ended=RunEnded(at_s=received[-1][0] if received else 1.0, settled=True),
    )


def reference(*ends: tuple[str, float]) -> SpokenWords:
    """(word, end in seconds) pairs to the words of ``AUDIO``."""
    return SpokenWords(
        language="en",
        audio_sha256=AUDIO.sha256,
        aligner="by hand",
        words=tuple(
            SpokenWord(word=word, start_s=max(0.0, end_s - 0.1), end_s=end_s)
            for word, end_s in ends
        ),
    )
