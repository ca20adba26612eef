"""What the messages of other programs mean; written by hand after their protocols."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from benchmarks.peers import whisperlive, whisperlivekit
from benchmarks.peers.protocol import Done, Ready, Shown

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)


def segments(*parts: tuple[str, bool]) -> str:
    told = [
        {"start": "0.000", "end": "1.500", "text": text, "completed": completed}
        for text, completed in parts
    ]
    return json.dumps({"uid": "bench", "segments": told})


def lines(*texts: str | None, buffer: str = "") -> str:
    told = [
        {"speaker": -2 if text is None else 1, "text": text, "end": "0:00:01"} for text in texts
    ]
    return json.dumps({"status": "", "lines": told, "buffer_transcription": buffer})


class TestWhisperLive:
    def test_completed_segments_stay_and_the_last_one_is_a_guess(self) -> None:
        told = segments((" Good morning.", True), (" How can", True), (" I hel", False))
        assert whisperlive.read(told) == Shown(committed="Good morning. How can", tentative="I hel")

    def test_a_screen_may_have_no_guess(self) -> None:
        assert whisperlive.read(segments((" Good.", True))) == Shown(
            committed="Good.", tentative=""
        )

    def test_it_says_when_audio_may_come(self) -> None:
        ready = '{"uid": "bench", "message": "SERVER_READY", "backend": "faster_whisper"}'
        assert whisperlive.read(ready) == Ready()

    @pytest.mark.parametrize(
        "told",
        [
            '{"uid": "bench", "language": "en", "language_prob": 0.9}',
            '{"uid": "bench", "status": "WAIT", "message": 3.5}',
        ],
    )
    def test_other_messages_change_no_screen(self, told: str) -> None:
        assert whisperlive.read(told) is None

    def test_the_client_asks_for_the_whole_text_in_the_language_that_is_spoken(self) -> None:
        hello = whisperlive.whisper_live(language="fi").hello
        assert hello is not None
        options = json.loads(hello)
        assert (options["language"], options["audio_format"]) == ("fi", "int16")
        assert options["send_last_n_segments"] >= 500

    @given(parts=st.lists(st.tuples(TEXT, st.booleans()), max_size=5))
    def test_no_word_is_lost(self, parts: list[tuple[str, bool]]) -> None:
        shown = whisperlive.read(segments(*parts))
        assert isinstance(shown, Shown)
        assert sorted(f"{shown.committed} {shown.tentative}".split()) == sorted(
            word for text, _ in parts for word in text.split()
        )


class TestWhisperLiveKit:
    def test_lines_stay_and_the_buffer_is_a_guess(self) -> None:
        assert whisperlivekit.read(lines(" Good", " morning.", buffer=" How c")) == Shown(
            committed="Good morning.", tentative="How c"
        )

    def test_silence_is_no_text(self) -> None:
        assert whisperlivekit.read(lines("Good", None, "day", "")) == Shown(
            committed="Good day", tentative=""
        )

    def test_it_says_when_audio_may_come_and_when_all_is_decoded(self) -> None:
        assert whisperlivekit.read('{"type": "config", "useAudioWorklet": true}') == Ready()
        assert whisperlivekit.read('{"type": "ready_to_stop"}') == Done()

    def test_the_end_of_the_audio_is_told(self) -> None:
        protocol = whisperlivekit.whisper_live_kit(language="sv")
        assert (protocol.end_of_audio, protocol.hello) == (b"", None)
        assert protocol.path.endswith("language=sv")


@pytest.mark.parametrize("read", [whisperlive.read, whisperlivekit.read])
@pytest.mark.parametrize("told", ["[]", "{}", '{"type": "transcript"}', "no JSON"])
def test_what_is_no_message_of_theirs_is_refused(read: object, told: str) -> None:
    assert callable(read)
    with pytest.raises(ValidationError):
        read(told)
