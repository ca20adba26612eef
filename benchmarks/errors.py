"""What stops a measurement. The text is for the person at the terminal."""

from __future__ import annotations


class BenchmarkError(Exception):
    """A measurement cannot be taken or must not be believed."""


class AudioUnusable(BenchmarkError):
    """The file is not what the replay sends: 16 kHz, mono, PCM16 in a WAV."""


class WordsUnusable(BenchmarkError):
    """The words file was changed after it was frozen, or belongs to other audio."""


class AlignmentFailed(BenchmarkError):
    """Text and audio do not fit each other well enough to say when a word was spoken."""


class ReplayFailed(BenchmarkError):
    """The service refused the conversation or closed it before the end."""


class ServiceBusy(ReplayFailed):
    """The service has no room for one more conversation."""


class ServerFailed(BenchmarkError):
    """The service did not start, did not become ready or did not stop."""
