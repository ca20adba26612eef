"""When a microphone would have heard it: frames on absolute deadlines.

Frame k of a recording leaves at t0 + k * 20 ms, which is when a microphone would have heard the
last sample of it, so that a late frame makes no other late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from benchmarks.audio import SAMPLE_BYTES, Recording
from benchmarks.event_log import FrameSent
from models.types import SAMPLE_RATE

FRAME_SAMPLES: Final = 320
FRAME_S: Final = FRAME_SAMPLES / SAMPLE_RATE
LEAD_S: Final = 0.1
"""From the readiness of the socket to t0."""


async def speak(
    recording: Recording,
    send: Callable[[int, bytes], Awaitable[None]],
    *,
    now_s: Callable[[], float],
    speed: float = 1.0,
) -> list[FrameSent]:
    """Send a recording in real time, or so many times faster.

    Args:
        recording: What is said.
        send: Takes the number of a frame's first sample, and its samples.
        now_s: Seconds since t0.
        speed: Seconds of audio a second; of lags nothing is known unless it is 1.

    Returns:
        When each frame was sent, back-pressure included.
    """
    frame_bytes = FRAME_SAMPLES * SAMPLE_BYTES
    sent: list[FrameSent] = []
    for begin in range(0, len(recording.pcm), frame_bytes):
        frame = begin // frame_bytes + 1
        due_s = frame * FRAME_S / speed
        await asyncio.sleep(max(0.0, due_s - now_s()))
        await send(begin // SAMPLE_BYTES, recording.pcm[begin : begin + frame_bytes])
        at_s = now_s()
        sent.append(FrameSent(frame=frame, at_s=at_s, slip_s=at_s - due_s))
    return sent
