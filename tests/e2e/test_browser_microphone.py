"""The microphone is tried before a conversation; what is wrong is said in words, on phones, too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from browser import Watched, chromium
from playwright.async_api import expect
from reader_screens import join_coached
from screens import desk_microphone_check, desk_microphone_gone, desk_setup
from stage import Stage, showing, tell_client
from visit import silence, tone

from benchmarks.audio import Recording, write_wav
from models.types import SAMPLE_RATE, Samples

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

_FULL_SCALE: Final = 32_767
_CHECK: Final = ".setup-start button[aria-expanded]"
_NO_GAIN: Final = """
const ask = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = function (asked) {
  return ask.call(this, { audio: { ...asked.audio, autoGainControl: false } });
};
"""
"""The browser would turn up what is faint, and take seconds to do it."""


def sentences(level: float) -> Samples:
    """Voice and pauses, for half a minute, in a room that is never quite silent."""
    voiced = np.concatenate(
        [part for _ in range(20) for part in (tone(1.0, level=level), silence(0.5))]
    )
    return voiced + room(0.0004, seconds=voiced.size / SAMPLE_RATE)


def room(level: float, *, seconds: float = 30.0) -> Samples:
    """Noise that does not stop."""
    samples = np.random.default_rng(7).normal(0.0, level, round(seconds * SAMPLE_RATE))
    return samples.astype(np.float32)


SOUNDS: Final[dict[str, Callable[[], Samples]]] = {
    "good": lambda: sentences(0.2),
    "speak": lambda: room(0.0004),
    "silence": lambda: silence(30.0),
    "too_quiet": lambda: sentences(0.004),
    "too_noisy": lambda: room(0.1),
    "clipping": lambda: np.clip(sentences(4.0), -1.0, 1.0),
}


@pytest.mark.parametrize("advice", SOUNDS)
async def test_what_is_wrong_is_said_in_words(stage: Stage, tmp_path: Path, advice: str) -> None:
    recording = tmp_path / "microphone.wav"
    pcm = (SOUNDS[advice]() * _FULL_SCALE).astype("<i2").tobytes()
    write_wav(recording, Recording(pcm=pcm))
    async with AsyncExitStack() as exits:
        stage.browser = await exits.enter_async_context(chromium(microphone=recording))
        desk = await desk_setup(stage, before=_NO_GAIN)
        await desk.page.locator(_CHECK).click()
        await showing(desk, f".mic-check .level[data-advice={advice}]")
        await expect(desk.page.locator(".mic-check .level-advice")).not_to_be_empty()
        await stage.exits.aclose()


async def chosen_is(desk: Watched, label: str) -> None:
    await expect(desk.page.locator(".mic-choice option:checked")).to_have_text(label)


async def test_microphone_is_chosen_once_and_told_by_its_own_account(stage: Stage) -> None:
    desk = await desk_microphone_check(stage)
    facts = desk.page.locator(".mic-facts")
    await expect(facts).to_contain_text("48 kHz")
    await expect(facts).to_contain_text("echo is not taken out")
    choice = desk.page.locator(".mic-choice")
    names = await choice.locator("option").all_text_contents()
    assert names[0] == "As the computer is set"
    assert len(names) == 3, names
    await choice.select_option(label=names[2])
    await showing(desk, ".mic-check .level[data-advice=good]")

    await desk.page.locator(".setup-start .button-primary").first.click()
    await tell_client(desk)
    await showing(desk, ".listen[data-mic=listening]")
    await desk.page.locator(".listen-settings button").click()
    await chosen_is(desk, names[2])
    await expect(facts).to_contain_text("48 kHz")
    await choice.select_option(label=names[1])
    await showing(desk, ".listen[data-mic=listening]")
    assert desk.problems == []


async def test_check_gives_the_microphone_back(stage: Stage) -> None:
    watching = """
    window.stopped = 0;
    const stop = MediaStreamTrack.prototype.stop;
    MediaStreamTrack.prototype.stop = function () { window.stopped += 1; stop.call(this); };
    """
    desk = await desk_setup(stage, before=watching)
    await desk.page.locator(_CHECK).click()
    await showing(desk, ".mic-check .level[data-advice=good]")
    await desk.page.locator(_CHECK).click()
    await expect(desk.page.locator(".mic-check")).to_have_count(0)
    await expect(desk.page.locator(_CHECK)).to_have_attribute("aria-expanded", "false")
    assert await desk.page.evaluate("stopped") == 1


async def test_microphone_that_is_unplugged_stays_named_as_the_one_that_was_chosen(
    stage: Stage,
) -> None:
    desk = await desk_microphone_gone(stage)
    await expect(desk.page.locator(".mic-check .notice")).to_contain_text("not plugged in")
    await chosen_is(desk, "The one you chose, which is not plugged in")
    await desk.page.locator(".mic-choice").select_option(index=0)
    await showing(desk, ".mic-check .level[data-advice=good]")


async def test_phone_is_told_in_its_language_that_nothing_is_heard(stage: Stage) -> None:
    phone = await join_coached(stage)
    say = phone.page.locator(".speak-say")
    await expect(say).to_have_text("Não se ouve nada. Não tape o microfone.")
    await phone.page.locator(".talk").press("Enter")
    await expect(say).to_have_text("Já pode falar.")
