"""Starts WhisperLive's server; run by the Python of its own environment.

Its package brings the server as a class and no program, so this passes the options on.
"""

from __future__ import annotations

import argparse

from whisper_live.server import TranscriptionServer

MOST_CLIENTS = 64
"""More than any measurement has: by its default of four it would refuse, idle or not."""


def main() -> None:
    """Serve until stopped."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--model", required=True)
    options.add_argument("--batch-inference", action="store_true")
    chosen = options.parse_args()
    TranscriptionServer().run(
        "127.0.0.1",
        port=chosen.port,
        backend="faster_whisper",
        faster_whisper_custom_model_path=chosen.model,
        single_model=True,
        max_clients=MOST_CLIENTS,
        batch_enabled=chosen.batch_inference,
    )


if __name__ == "__main__":
    main()
