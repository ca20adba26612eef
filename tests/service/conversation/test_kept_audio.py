from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.types import AudioWindow
from service.conversation.kept_audio import KeptAudio


def window(samples: int) -> AudioWindow:
    audio = np.zeros(samples, np.float32)
    return AudioWindow(samples=audio, start_sample=0, languages=("en",), final=True)


def test_audio_of_a_caption_is_found_until_newer_ones_need_its_place() -> None:
    kept = KeptAudio(capacity_samples=10)
    first, second, third = window(4), window(4), window(4)
    kept.keep("c1", first)
    kept.keep("c2", second)
    kept.forget()
    assert kept.find("c1") is first
    kept.keep("c3", third)
    assert kept.find("c1") is first  # until the step is over
    kept.forget()
    assert kept.find("c1") is None
    assert (kept.find("c2"), kept.find("c3")) == (second, third)


@given(st.lists(st.integers(1, 20), max_size=20), st.integers(20, 60))
def test_the_newest_are_kept_and_never_more_than_fits(lengths: list[int], capacity: int) -> None:
    kept = KeptAudio(capacity_samples=capacity)
    for number, length in enumerate(lengths):
        kept.keep(f"c{number}", window(length))
        kept.forget()
    found = [kept.find(f"c{number}") is not None for number in range(len(lengths))]
    assert found == sorted(found)
    held = sum(length for length, here in zip(lengths, found, strict=True) if here)
    assert held <= capacity
    if False in found:
        newest_gone = len(found) - 1 - found[::-1].index(False)
        assert held + lengths[newest_gone] > capacity
