"""Every format gives back every word, and stays what it is whatever was said."""

from __future__ import annotations

import io
import itertools
import json
import re

import docx
import pytest
import srt
import webvtt
from hypothesis import HealthCheck, given, settings
from transcripts import HOSTILE, said, transcript_of, transcripts

from service.export.formats import Format, write
from service.export.lines import preface
from service.export.plain import END_ISOLATE, ISOLATE, MAY_BREAK, one_line
from service.export.transcript import Transcript, Turn

UNSEEN = re.compile(f"[{ISOLATE}{END_ISOLATE}{MAY_BREAK}\u2060]")

ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The first draw of any text takes seconds: hypothesis looks through Unicode once."""


def words(text: str) -> list[str]:
    """The visible words."""
    return UNSEEN.sub("", one_line(text)).split()


def expected(transcript: Transcript) -> list[list[list[str]]]:
    """The words of each wording, turn by turn."""
    return [
        [words(one.text) for one in turn.wordings(transcript.languages)]
        for turn in transcript.turns
    ]


def read_lines(lines: list[str], turn: Turn) -> list[list[str]]:
    """The words of each line, without the label before it."""
    if turn.speaker is None and not turn.typed:
        return [words(line) for line in lines]
    found = [re.search(f"{ISOLATE}(.*){END_ISOLATE}$", line) for line in lines]
    labelled = turn.speaker is not None
    assert all(found[1:] if labelled else []), lines
    return [words(one[1] if one else line) for one, line in zip(found, lines, strict=True)]


def check(cues: list[list[str]], transcript: Transcript) -> None:
    read = [read_lines(lines, turn) for lines, turn in zip(cues, transcript.turns, strict=True)]
    assert read == expected(transcript)


@given(transcripts())
@ANY
def test_text_holds_every_word(transcript: Transcript) -> None:
    written = write(transcript, Format.TXT).content.decode()
    blocks = written.removesuffix("\n").split("\n\n")[1 if preface(transcript) else 0 :]
    cues = []
    for block in blocks if transcript.entries else []:
        first, *others = block.split("\n")
        assert re.match(r"\[\d\d:\d\d:\d\d] ", first)
        cues.append([first.partition("] ")[2], *(line.removeprefix(" " * 11) for line in others)])
    check(cues, transcript)


@given(transcripts())
@ANY
def test_srt_holds_every_word(transcript: Transcript) -> None:
    written = write(transcript, Format.SRT).content.decode()
    cues = list(srt.parse(written))
    assert [cue.index for cue in cues] == list(range(1, len(cues) + 1))
    cues = cues[1 if preface(transcript) else 0 :]
    starts = [cue.start.total_seconds() for cue in cues]
    assert starts == pytest.approx([turn.start_s for turn in transcript.turns], abs=0.000_501)
    check([cue.content.split("\n") for cue in cues], transcript)


@given(transcripts())
@ANY
def test_vtt_holds_every_word(transcript: Transcript) -> None:
    written = write(transcript, Format.VTT).content.decode()
    captions = webvtt.from_buffer(io.StringIO(written)).captions
    for one, turn in zip(captions, transcript.turns, strict=True):
        languages = re.findall(r"^<lang (\w+)>", one.raw_text, re.MULTILINE)
        assert languages[0] == turn.original.language
        assert one.raw_text.count("<") == 2 * len(languages)
    tags = re.compile("^<lang \\w+>(.*)</lang>$")
    lines = [[tags.sub(r"\1", line) for line in one.raw_text.split("\n")] for one in captions]
    check([[unescape(line) for line in some] for some in lines], transcript)


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(transcripts())
@ANY
def test_json_holds_every_text_exactly(transcript: Transcript) -> None:
    written = write(transcript, Format.JSON).content.decode()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029]", written)
    turns = json.loads(written)["entries"]
    assert [turn["original"]["text"] for turn in turns] == [
        turn.original.text for turn in transcript.turns
    ]


@given(transcripts())
@settings(ANY, max_examples=25)
def test_docx_holds_every_word(transcript: Transcript) -> None:
    document = docx.Document(io.BytesIO(write(transcript, Format.DOCX).content))
    read = []
    for row in document.tables[0].rows[1:] if transcript.entries else []:
        cells = [[paragraph.text for paragraph in cell.paragraphs] for cell in row.cells]
        read.append([words(text) for _, text in cells])
    for some, turn in zip(read, transcript.turns, strict=True):
        for found, language in zip(some, transcript.languages, strict=True):
            wording = turn.wording(language)
            assert wording is None or found == words(wording.text)


@pytest.mark.parametrize("written", [Format.TXT, Format.SRT, Format.VTT])
@pytest.mark.parametrize("text", [*HOSTILE, "=HYPERLINK()", "+1", "@a"])
def test_hostile_text_is_one_line_of_text_and_no_formula(written: Format, text: str) -> None:
    content = write(transcript_of(said(text, text)), written).content.decode()
    plain = write(transcript_of(said("a", "a")), written).content.decode()
    assert content.count("\n") == plain.count("\n")
    lines = [UNSEEN.sub("", line).lstrip() for line in content.split("\n")]
    assert not [line for line in lines if line.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("written", [Format.TXT, Format.SRT, Format.VTT])
def test_text_may_be_wrapped_and_closes_what_turns_the_line_around(written: Format) -> None:
    transcript = transcript_of(said("a \u202e b", "y" * 10_000))
    content = write(transcript, written).content.decode()
    assert "\u202e" not in content
    longest = max(len(piece) for piece in re.split(rf"[\s{MAY_BREAK}]", content))
    assert longest < 120
    assert content.count(ISOLATE) == content.count(END_ISOLATE) == 2


def test_srt_has_no_markup() -> None:
    content = write(transcript_of(said("<i>{\\an8}", "a --> b")), Format.SRT).content.decode()
    assert not re.search(r"<\w|\{\\", content)
    assert all(
        re.fullmatch(r"[\d:,]+ --> [\d:,]+", one) for one in content.split("\n") if "-->" in one
    )


def test_mark_stays_on_its_letter_where_a_word_may_be_wrapped() -> None:
    text = "e\u0301" * 100
    content = write(transcript_of(said(text)), Format.TXT).content.decode()
    pieces = content.split(MAY_BREAK)
    assert len(pieces) > 2
    assert not any(after.startswith("\u0301") for _, after in itertools.pairwise(pieces))
