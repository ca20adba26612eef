"""Every format holds every word, and times that players read."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.subtitles import FORMATS, Cue, as_json, as_srt, as_text, as_vtt

CUES = [
    Cue(start_s=0.5, end_s=2.25, language="en", text="Good morning.", translation="Bom dia."),
    Cue(start_s=3_661.0, end_s=3_662.0, language="en", text="A < B & C --> D", translation="x"),
]


def test_srt_numbers_cues_and_uses_a_comma() -> None:
    assert as_srt(CUES[:1]) == "1\n00:00:00,500 --> 00:00:02,250\nGood morning.\nBom dia.\n"


def test_vtt_has_its_header_and_escapes_markup() -> None:
    written = as_vtt(CUES)
    assert written.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:02.250\n")
    assert "01:01:01.000 --> 01:01:02.000\nA &lt; B &amp; C --&gt; D\n" in written


def test_text_separates_cues_of_two_lines() -> None:
    assert as_text(CUES[:1] * 2) == "Good morning.\nBom dia.\n\nGood morning.\nBom dia.\n"


def test_text_without_translation_has_a_line_a_cue() -> None:
    cue = Cue(start_s=0, end_s=1, language="en", text="Hello")
    assert as_text([cue, cue]) == "Hello\nHello\n"


def test_json_says_that_a_machine_wrote_it() -> None:
    document = json.loads(as_json(CUES))
    assert document["ai_generated"] is True
    assert document["cues"][0]["translation"] == "Bom dia."


@pytest.mark.parametrize(("name", "empty"), [("txt", ""), ("srt", ""), ("vtt", "WEBVTT\n")])
def test_silence_gives_an_empty_transcript(name: str, empty: str) -> None:
    assert FORMATS[name]([]) == empty


@given(st.floats(0, 359_999))
def test_time_is_written_to_the_millisecond(start_s: float) -> None:
    written = as_srt([Cue(start_s=start_s, end_s=start_s, language="en", text="x")])
    found = re.search(r"(\d\d):([0-5]\d):([0-5]\d),(\d{3}) -->", written)
    assert found is not None
    hours, minutes, seconds, milliseconds = map(int, found.groups())
    total_s = hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
    assert total_s == pytest.approx(start_s, abs=0.000501)
