"""Transcripts for tests: of a visit, and of anything that hypothesis can think of."""

from __future__ import annotations

from hypothesis import strategies as st

from service.export.plain import one_line
from service.export.transcript import Remark, Transcript, Turn, Wording

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "abc \u202e txt.exe",
    "\u2067 a \u2069\u2069 b \u202e",
    "x" * 10_000,
    "=1+1",
    "5",
    "00:00:01,000 --> 00:00:02,000",
    "00:00:01.000 --> 00:00:02.000",
    "1\n00:00:01,000 --> 00:00:02,000\nfake",
    "NOTE\n\nSTYLE\n\n::cue{}",
    "WEBVTT",
    "</lang><c>&amp;",
    "{\\an8}",
    "a\r\n\r\nb\x00\x1b[31m\x85c\u2028d",
    "]]> <w:p/> \ufffe\uffff",
    "\ud83d",
    "صباح الخير",
)
"""What people, and programs, may type."""


def said(
    text: str,
    translation: str | None = None,
    *,
    start_s: float = 1.0,
    languages: tuple[str, str] = ("en", "pt"),
    typed: bool = False,
    corrected: bool = False,
    earlier: tuple[str, ...] = (),
) -> Turn:
    """A turn of staff."""
    own, other = languages
    human = typed or corrected
    original = Wording(
        language=own, text=text, machine=not human, model=None if human else "whisper-base"
    )
    made = Wording(
        language=other, text=translation or "", machine=True, model="a-b", route="direct"
    )
    return Turn(
        speaker="staff",
        start_s=start_s,
        end_s=start_s + 2.0,
        original=original,
        translations=(made,) if translation is not None else (),
        typed=typed,
        corrected=corrected,
        earlier=earlier,
    )


def transcript_of(*entries: Turn | Remark, languages: tuple[str, ...] = ("en", "pt")) -> Transcript:
    return Transcript(languages=languages, entries=entries)


texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(alphabet="ab \n\r<>&{}-=\u202e\u2069\x00\u0301\u200d", max_size=80),
).filter(lambda text: one_line(text) != "")


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Any conversation between two languages, one of them written from right to left."""
    languages = draw(st.sampled_from([("en", "ar"), ("fi", "en"), ("ar", "zh")]))
    entries: list[Turn | Remark] = []
    start_s = 0.0
    for _ in range(draw(st.integers(0, 4))):
        start_s += draw(st.floats(0, 4_000))
        own, other = draw(st.permutations(languages))
        human = draw(st.booleans())
        translations = draw(st.lists(texts, max_size=1))
        entries.append(
            Turn(
                speaker=draw(st.sampled_from(["staff", "client", None])),
                start_s=start_s,
                end_s=start_s + draw(st.floats(0.001, 30)),
                original=Wording(language=own, text=draw(texts), machine=not human),
                translations=tuple(
                    Wording(language=other, text=text, machine=True) for text in translations
                ),
                typed=human,
            )
        )
    return Transcript(languages=languages, entries=tuple(entries))
