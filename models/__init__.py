"""Audio arrays and text in, text out.

No HTTP, no asyncio, no conversation. Everything here blocks, is typed, and takes a batch and gives
a batch.
"""
