"""The pure core of one conversation: events in, effects out.

Standard library, numpy, ``models.types`` and ``models.interfaces`` only. No asyncio, no clock (time
is counted in samples of audio), no threads, no logging. The same events give the same effects.
"""
