from __future__ import annotations

import re

from benchmarks.environment import environment


def test_a_run_says_where_and_with_what_it_was_made() -> None:
    found = environment()
    assert re.fullmatch(r"[0-9a-f]{40}(\+changes)?", found.commit)
    assert found.cores >= 1
    assert found.memory_bytes > 2**28
    assert found.processor
    assert {"ctranslate2", "faster-whisper", "websockets"} <= {name for name, _ in found.packages}
