"""What can be wrong with a message."""

from __future__ import annotations


class WireError(Exception):
    """A message that the protocol does not allow.

    ``code`` goes to the client, the message never holds what was sent.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
