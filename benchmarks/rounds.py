"""One recording many times over, and the log of that cut into its rounds again: pure.

A caption belongs to the round in which its utterance began, by the position in the track that the
service tells. So each round is scored like a replay of its own, and what grows from round to round
shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from benchmarks.audio import Recording
from benchmarks.event_log import EventLog, FrameSent, MessageReceived
from service.wire.messages import Caption, Translation

PRE_ROLL_S: Final = 0.5
"""An utterance begins up to so long before its voice, so perhaps in the round before."""


def repeated(recording: Recording, times: int) -> Recording:
    """The recording so many times, without a gap between."""
    return Recording(pcm=recording.pcm * times)


def rounds(log: EventLog, recording: Recording, times: int) -> list[EventLog]:
    """Cut the log of a replay of ``repeated(recording, times)`` into one log for each round.

    Times and frames are counted from the start of the round. A message that belongs to no caption
    (a notice, a lag) belongs to the round in which it came.
    """
    length_s = recording.duration_s
    sent: list[list[FrameSent]] = [[] for _ in range(times)]
    received: list[list[MessageReceived]] = [[] for _ in range(times)]
    for frame in log.sent:
        index = _round_at(frame.at_s - frame.slip_s, length_s, times)
        sent[index].append(replace(frame, at_s=frame.at_s - index * length_s))
    begun = _rounds_of_captions(log.received, length_s, times)
    for event in log.received:
        index = begun.get(_caption_of(event), _round_at(event.at_s, length_s, times))
        received[index].append(replace(event, at_s=event.at_s - index * length_s))
    return [
        EventLog(
            started=replace(
                log.started, audio_sha256=recording.sha256, audio_s=recording.duration_s
            ),
            sent=tuple(sent[index]),
            received=tuple(received[index]),
            ended=replace(log.ended, at_s=log.ended.at_s - index * length_s),
        )
        for index in range(times)
    ]


def _rounds_of_captions(
    received: Iterable[MessageReceived], length_s: float, times: int
) -> dict[str | None, int]:
    return {
        event.message.id: _round_at(event.message.start_s + PRE_ROLL_S, length_s, times)
        for event in received
        if isinstance(event.message, Caption) and event.message.start_s is not None
    }


def _caption_of(event: MessageReceived) -> str | None:
    match event.message:
        case Caption(id=caption) | Translation(caption=caption):
            return caption
        case _:
            return None


def _round_at(at_s: float, length_s: float, times: int) -> int:
    return min(max(int(at_s / length_s), 0), times - 1)
