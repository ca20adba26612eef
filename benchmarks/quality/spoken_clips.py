"""Speech in four languages out of Debian's packages, cut where the voice begins.

English: sentences read aloud (pocketsphinx-testdata), begun at every fourth word, and the desk
phrases said by ``flite``. Spanish and Russian: telephone prompts, 8 kHz
(asterisk-core-sounds-es-wav, -ru-wav). Finnish: the desk phrases said by ``festival``
(festvox-suopuhe-lj). No audio is in this repository.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.corpus import SETS_DIR, joined, librivox_sentences
from benchmarks.errors import BenchmarkError
from benchmarks.flite import speak
from benchmarks.quality.phrases import load_phrases
from benchmarks.words import load_words
from models.audio import read_audio
from models.interfaces import VoiceActivityDetector
from models.types import SAMPLE_RATE, Samples, VoiceInput

PRE_ROLL_SAMPLES: Final = round(0.4 * SAMPLE_RATE)
"""Audio before the voice that is decoded with it, as in a conversation."""
MOST_CLIPS: Final = 30
"""Of each source."""
_PROMPTS: Final = Path("/usr/share/asterisk/sounds")
_LONGEST_S: Final = 60.0
_LEAST_VOICE_S: Final = 1.5
_SENTENCE_S: Final = 3.6
_EVERY_NTH_WORD: Final = 4
_EVERY_NTH_PHRASE: Final = 4
_VOICE: Final = 0.5
"""Score from which a frame is voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One person, or machine, who begins to speak."""

    source: str
    language: str
    samples: Samples
    onset: int
    """Where the voice begins."""
    voice_end: int

    def first(self, voice_s: float) -> Samples | None:
        """The beginning, with so much voice; None where there is less."""
        end = self.onset + round(voice_s * SAMPLE_RATE)
        if end > self.voice_end:
            return None
        return self.samples[max(0, self.onset - PRE_ROLL_SAMPLES) : end]


def load_clips(detector: VoiceActivityDetector) -> list[Clip]:
    """All clips.

    Raises:
        BenchmarkError: a package is not installed.
    """
    found = [
        *_read_aloud(),
        *_in_voice(detector, "flite", "en", map(_said_by_flite, _desk_phrases("en"))),
        *_in_voice(detector, "prompts", "es", _prompts("es_MX_f_Allison", "es")),
        *_in_voice(detector, "prompts", "ru", _prompts("ru_RU_f_IvrvoiceRU", "ru")),
        *_in_voice(detector, "festival", "fi", map(_said_by_festival, _desk_phrases("fi"))),
    ]
    return found


def _read_aloud() -> Iterator[Clip]:
    samples = joined(librivox_sentences()).samples()
    for word in load_words(SETS_DIR / "librivox" / "words.json").words[::_EVERY_NTH_WORD]:
        start = round(word.start_s * SAMPLE_RATE)
        spoken = samples[start : start + round(_SENTENCE_S * SAMPLE_RATE)]
        quiet = np.zeros(PRE_ROLL_SAMPLES, np.float32)
        yield Clip(
            source="read aloud",
            language="en",
            samples=np.concatenate([quiet, spoken]),
            onset=PRE_ROLL_SAMPLES,
            voice_end=PRE_ROLL_SAMPLES + spoken.size,
        )


def _in_voice(
    detector: VoiceActivityDetector, source: str, language: str, recordings: Iterator[Samples]
) -> Iterator[Clip]:
    """Those that have enough voice, up to ``MOST_CLIPS``."""
    clips = (_clip(detector, source, language, samples) for samples in recordings)
    return islice((clip for clip in clips if clip is not None), MOST_CLIPS)


def _clip(
    detector: VoiceActivityDetector, source: str, language: str, samples: Samples
) -> Clip | None:
    whole = samples[: samples.size // detector.frame_samples * detector.frame_samples]
    (scores,) = detector.score([VoiceInput(samples=whole, state=detector.initial_state())])
    voiced = [index for index, score in enumerate(scores.probabilities) if score >= _VOICE]
    if not voiced:
        return None
    onset = voiced[0] * detector.frame_samples
    voice_end = (voiced[-1] + 1) * detector.frame_samples
    if voice_end - onset < _LEAST_VOICE_S * SAMPLE_RATE:
        return None
    return Clip(source=source, language=language, samples=samples, onset=onset, voice_end=voice_end)


def _desk_phrases(language: str) -> Iterator[str]:
    phrases = load_phrases().phrases[::_EVERY_NTH_PHRASE]
    return (phrase.texts[language] for phrase in phrases)


def _prompts(folder: str, language: str) -> Iterator[Samples]:
    files = sorted((_PROMPTS / folder).glob("*.wav"))
    if not files:
        package = f"asterisk-core-sounds-{language}-wav"
        raise BenchmarkError(f"{_PROMPTS / folder} is missing: apt-get install {package}")
    return (read_audio(file.read_bytes(), max_duration_s=_LONGEST_S) for file in files)


def _said_by_flite(text: str) -> Samples:
    return speak("slt", text).recording.samples()


def _said_by_festival(text: str) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        written, said = Path(folder) / "text.txt", Path(folder) / "said.wav"
        written.write_bytes(text.encode("iso-8859-1", errors="ignore"))  # what the voice reads
        voice = "(voice_suo_fi_lj_diphone)"
        command = ["text2wave", "-eval", voice, str(written), "-o", str(said)]
        try:
            subprocess.run(command, capture_output=True, check=True)
        except (FileNotFoundError, subprocess.CalledProcessError) as error:
            raise BenchmarkError(
                "festival does not speak Finnish: apt-get install festival festvox-suopuhe-lj"
            ) from error
        return read_audio(said.read_bytes(), max_duration_s=_LONGEST_S)
