"""Forced alignment: when each word of a known text is said, by Whisper's cross-attention.

Windows are padded to 30 s, the length that the model was trained on, and computed in float32.
Attention leaves a word before its sound has died away: word ends come out early
(docs/performance.md has the measured bias), so that lags counted from them are told too long,
never too short.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.vad import VadOptions, get_speech_timestamps
from rich.console import Console

from benchmarks.audio import Recording, read_wav
from benchmarks.cli import telling_errors
from benchmarks.errors import AlignmentFailed
from benchmarks.text import normalizer_for
from benchmarks.weights import load_whisper
from benchmarks.windows import TimedWord, cut_in_pauses, rough_times, whole_words, within_speech
from benchmarks.words import SpokenWord, SpokenWords, save_words
from models.types import SAMPLE_RATE, Samples

WINDOW_S: Final = 30.0
LONGEST_S: Final = 29.0
"""Of a cut window; the rest is silence, for words at the very end of a window align badly."""
MIN_HEARD_SHARE: Final = 0.7
"""Below this the text is not what is said in the recording."""
COMPUTE_TYPE: Final = "float32"
_PAUSE: Final = VadOptions(
    min_silence_duration_ms=300, speech_pad_ms=30, max_speech_duration_s=LONGEST_S - 2
)


def align_recording(
    model: WhisperModel, recording: Recording, text: str, language: str
) -> tuple[SpokenWord, ...]:
    """Find when each word of the text is said.

    Raises:
        AlignmentFailed: the text is not what is said.
    """
    samples, words = recording.samples(), text.split()
    rough = rough_times(words, _heard(model, samples, language), normalizer_for(language))
    if rough.heard_share < MIN_HEARD_SHARE:
        raise AlignmentFailed(
            f"the recognizer heard only {rough.heard_share:.0%} of these words in the recording"
        )
    speech = [
        (stretch["start"] / SAMPLE_RATE, stretch["end"] / SAMPLE_RATE)
        for stretch in get_speech_timestamps(samples, _PAUSE)
    ]
    timed: list[TimedWord] = []
    for begin_s, end_s in cut_in_pauses(
        speech, duration_s=recording.duration_s, longest_s=LONGEST_S
    ):
        inside = [
            word
            for word, middle_s in zip(words, rough.middles_s, strict=True)
            if begin_s <= middle_s < end_s
        ]
        window = samples[round(begin_s * SAMPLE_RATE) : round(end_s * SAMPLE_RATE)]
        timed += [
            TimedWord(word=word.word, start_s=begin_s + word.start_s, end_s=begin_s + word.end_s)
            for word in _align_window(model, window, inside, language)
        ]
    return tuple(_spoken(within_speech(word, speech)) for word in timed)


def _spoken(word: TimedWord) -> SpokenWord:
    return SpokenWord(word=word.word, start_s=round(word.start_s, 3), end_s=round(word.end_s, 3))


def _heard(model: WhisperModel, samples: Samples, language: str) -> list[TimedWord]:
    segments, _ = model.transcribe(
        samples, language=language, word_timestamps=True, condition_on_previous_text=False
    )
    return [
        TimedWord(word=word.word, start_s=word.start, end_s=word.end)
        for segment in segments
        for word in segment.words
    ]


def _align_window(
    model: WhisperModel, samples: Samples, words: Sequence[str], language: str
) -> list[TimedWord]:
    if not words:
        return []
    tokenizer = Tokenizer(
        model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language
    )
    extractor = model.feature_extractor
    features = extractor(samples, padding=round(WINDOW_S * SAMPLE_RATE) - len(samples))
    encoded = model.encode(pad_or_trim(features))
    tokens = tokenizer.encode(" " + " ".join(words))
    frames = len(samples) // extractor.hop_length
    pieces = model.find_alignment(tokenizer, [tokens], encoded, frames)[0]
    aligned = whole_words(
        [
            TimedWord(word=piece["word"], start_s=float(piece["start"]), end_s=float(piece["end"]))
            for piece in pieces
            if max(piece["tokens"]) < tokenizer.eot
        ]
    )
    if [word.word for word in aligned] != list(words):
        raise AlignmentFailed(f"the tokenizer does not give back the words {' '.join(words)!r}")
    return aligned


@telling_errors
def freeze(
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    text: Annotated[Path, typer.Option(help="What is said in it, as plain text.")],
    out: Annotated[Path, typer.Option(help="The words file to write.")],
    language: Annotated[str, typer.Option(help="The language of the recording.")] = "en",
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
) -> None:
    """Align once and freeze the result."""
    recording = read_wav(file)
    whisper = load_whisper(model, compute_type=COMPUTE_TYPE)
    words = align_recording(whisper, recording, text.read_text(encoding="utf-8"), language)
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("faster-whisper", "ctranslate2")
    )
    save_words(
        out,
        SpokenWords(
            language=language,
            audio_sha256=recording.sha256,
            aligner=f"{model} {COMPUTE_TYPE}, {versions}",
            words=words,
        ),
    )
    Console().print(f"{out}: {len(words)} words, the last ends at {words[-1].end_s:.2f} s")


if __name__ == "__main__":
    typer.run(freeze)
