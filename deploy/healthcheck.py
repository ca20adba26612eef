"""Ends with 0 where the server of this container is ready, for HEALTHCHECK and the like.

Plain sockets of the standard library: no curl in the image, and no proxy of the environment asked.
"""

from __future__ import annotations

import http.client
import os
import sys
from typing import Final

TIMEOUT_S: Final = 4.0


def is_ready(port: int) -> bool:
    """True where /readyz of this machine's server says so."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False  # starting, hanging or gone: what the exit code tells
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(os.environ.get("TULKKI_PORT", "8000"))) else 1)
