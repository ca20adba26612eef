"""Whisper on CTranslate2.

Each window is encoded once (see ``encoder``); language, text and the times of words are all read
from that encoding. Decoding is greedy, without timestamps. Only a window that begins in the middle
of speech has a forced prefix, the words that are known there: without it the model makes up a
beginning, often without end. Elsewhere a prefix saves nothing, for it is decoded like the rest, and
a wrong one makes loops. What the model makes up on silence and noise is dropped (``drafts``),
endless repetition is cut (``repetition``). What a desk listens for goes before the transcript
(``prompting``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import ctranslate2
import tokenizers
from faster_whisper import WhisperModel

from models.devices import ON_ONE_CORE, Placement
from models.drafts import Believe, Decode, Draft, believe
from models.effort import FULL_EFFORT, Effort
from models.encoder import (
    BY_THE_SECOND,
    ONE_BY_ONE,
    WINDOW_SAMPLES,
    Encoder,
    Encoding,
    TailedEncoder,
    chunks,
    storage,
)
from models.errors import (
    InferenceFailed,
    ModelNotFound,
    ModelUnusable,
    UnsupportedLanguage,
    pull_anew,
)
from models.prompting import doubt
from models.types import SPEECH_TARGET, AudioWindow, Hypothesis, Task
from models.whisper_decoder import Decoder, Spoken, seconds
from models.word_times import TokenTimes

REQUIRED_FILES: Final = ("config.json", "model.bin", "tokenizer.json")

DECODER_WINDOWS: Final = 8
"""Windows decoded together: they share reading the weights, and each takes 40 MB (base)."""


class WhisperRecognizer:
    """Recognizer on a Whisper model in CTranslate2's format. Thread-safe.

    Args:
        folder: Where the model's files are.
        key: Catalog key of the model.
        translates: It was trained to translate speech. Its files do not tell: a model that was not
            takes the task all the same and answers in the language spoken, or in none.
        placement: On what it computes, and how.
        effort: How much is done for each window.

    Raises:
        ModelNotFound: a file of the model is missing.
        ModelUnusable: its files are damaged or no Whisper model, or the device cannot run it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        key: str,
        translates: bool = False,
        placement: Placement = ON_ONE_CORE,
        effort: Effort = FULL_EFFORT,
    ) -> None:
        for name in REQUIRED_FILES:
            # Checked here because faster-whisper asks a model hub for a tokenizer that is missing.
            if not (folder / name).is_file():
                raise ModelNotFound(f"{folder / name} is missing. {pull_anew(key)}")
        _check_tokenizer(folder / "tokenizer.json", key)
        with _load_failures(key):
            whisper = WhisperModel(
                str(folder),
                device=placement.device,
                device_index=list(placement.device_indices),
                compute_type=placement.compute_type,
                cpu_threads=placement.cpu_threads,
                num_workers=placement.workers_per_device,
                local_files_only=True,
            )
            batching = ONE_BY_ONE if whisper.model.device == "cpu" else BY_THE_SECOND
            self._encode: Encoder = TailedEncoder(
                whisper.model, whisper.feature_extractor, batching
            )
            self._decoder = Decoder(whisper.model, whisper.hf_tokenizer)
        self._believe: Believe = believe
        self._key, self._effort = key, effort
        self._model: ctranslate2.models.Whisper = whisper.model
        self._languages = frozenset(filter(self._decoder.knows, whisper.supported_languages))
        self._translates = translates and whisper.model.is_multilingual

    @property
    def model(self) -> str:
        """The catalog key of the loaded model."""
        return self._key

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it understands."""
        return self._languages

    @property
    def translates_from(self) -> frozenset[str]:
        """The languages of these whose speech it can translate into ``SPEECH_TARGET``."""
        return self._languages - {SPEECH_TARGET} if self._translates else frozenset()

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        """Decode each window by itself; lengths, languages and tasks may be mixed.

        Raises:
            UnsupportedLanguage: a window names a language that is not in ``languages``, or, to be
                translated, one that is not in ``translates_from``.
            InferenceFailed: the model broke.
        """
        for window in windows:
            self._check(window)
        # Neighbours in length are decoded together: then none waits for a much longer one.
        order = sorted(range(len(windows)), key=lambda index: windows[index].samples.size)
        hypotheses: dict[int, Hypothesis] = {}
        for final in (False, True):
            alike = [index for index in order if windows[index].final is final]
            for batch in chunks(alike, DECODER_WINDOWS):
                with _inference_failures(f"{self._key} broke"):
                    found = self._recognize_batch([windows[i] for i in batch], final=final)
                hypotheses.update(zip(batch, found, strict=True))
        return [hypotheses[index] for index in range(len(windows))]

    def _check(self, window: AudioWindow) -> None:
        if window.samples.ndim != 1 or window.samples.size > WINDOW_SAMPLES:
            raise ValueError(f"window of shape {window.samples.shape}: must be mono, 30 s at most")
        if not window.languages:
            raise ValueError("window without a language")
        known = self._languages if window.task is Task.TRANSCRIBE else self.translates_from
        for language in window.languages:
            if language not in known:
                raise UnsupportedLanguage(language)

    def _recognize_batch(self, windows: Sequence[AudioWindow], *, final: bool) -> list[Hypothesis]:
        encoding = self._encode(
            [window.samples for window in windows],
            silence_samples=self._effort.final_silence_samples
            if final
            else self._effort.silence_samples,
        )
        spoken = self._spoken_languages(encoding, windows)
        decodes = self._decoder.decode(
            encoding,
            windows,
            spoken,
            beam=self._effort.final_beam if final else 1,
            probabilities=not final,
        )
        drafts = self._drafts(decodes, windows, spoken)
        self._drop_prompted(encoding, windows, spoken, drafts)
        times = self._times(encoding, windows, spoken, drafts) if final else {}
        return [
            Hypothesis(
                words=self._decoder.words(
                    draft.tokens, said.written, times.get(index), decode.probabilities
                ),
                language=said.language,
                language_probability=said.probability,
                no_speech_probability=decode.no_speech_probability,
                average_log_probability=decode.average_log_probability,
                cut=draft.cut,
            )
            for index, (said, decode, draft) in enumerate(zip(spoken, decodes, drafts, strict=True))
        ]

    def _drafts(
        self, decodes: Sequence[Decode], windows: Sequence[AudioWindow], spoken: Sequence[Spoken]
    ) -> list[Draft]:
        return [
            self._believe(
                decode,
                window_s=seconds(window),
                text_of=self._decoder.text,
                doubt_of=partial(doubt, language=said.written, told=said.told),
                voiced_share=window.voiced_share,
            )
            for decode, window, said in zip(decodes, windows, spoken, strict=True)
        ]

    def _drop_prompted(
        self,
        encoding: Encoding,
        windows: Sequence[AudioWindow],
        spoken: Sequence[Spoken],
        drafts: list[Draft],
    ) -> None:
        """Drop what is written only with a prompt: with it silence passes for speech."""
        told = [index for index, said in enumerate(spoken) if said.told and drafts[index].tokens]
        if told:
            heard = [windows[index] for index in told]
            untold = [replace(spoken[index], told=None) for index in told]
            decodes = self._decoder.decode(
                encoding[told], heard, untold, beam=1, probabilities=False
            )
            for index, draft in zip(told, self._drafts(decodes, heard, untold), strict=True):
                if not draft.tokens:
                    drafts[index] = draft

    def _times(
        self,
        encoding: Encoding,
        windows: Sequence[AudioWindow],
        spoken: Sequence[Spoken],
        drafts: Sequence[Draft],
    ) -> dict[int, TokenTimes]:
        """Of the windows in which somebody spoke, but for translations.

        The words of a translation do not follow the sound.
        """
        timed = [
            index
            for index, (said, draft) in enumerate(zip(spoken, drafts, strict=True))
            if said.task is Task.TRANSCRIBE and draft.tokens
        ]
        times = self._decoder.times(
            encoding[timed],
            [windows[index] for index in timed],
            [spoken[index] for index in timed],
            [drafts[index].tokens for index in timed],
        )
        return dict(zip(timed, times, strict=True))

    def _spoken_languages(self, encoding: Encoding, windows: Sequence[AudioWindow]) -> list[Spoken]:
        """The language of each window: the given one, or the likeliest of those given."""
        spoken = [
            _spoken(window, language=window.languages[0], probability=1.0) for window in windows
        ]
        open_ = [index for index, window in enumerate(windows) if len(window.languages) > 1]
        if open_:
            guesses = self._model.detect_language(storage(encoding[open_]))
            for index, guess in zip(open_, guesses, strict=True):
                spoken[index] = _likeliest(dict(guess), windows[index])
        return spoken


def _check_tokenizer(path: Path, key: str) -> None:
    """Refuse a damaged tokenizer; its library tells it by nothing narrower than ``Exception``."""
    try:
        tokenizers.Tokenizer.from_file(str(path))
    except Exception as err:
        raise ModelUnusable(f"{key} cannot be loaded: {path}: {err}. {pull_anew(key)}") from err


@contextmanager
def _load_failures(key: str) -> Iterator[None]:
    """Tell what CTranslate2 raises for weights or options that it cannot use."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError) as err:
        raise ModelUnusable(f"{key} cannot be loaded: {err}. {pull_anew(key)}") from err


@contextmanager
def _inference_failures(what: str) -> Iterator[None]:
    """Tell what CTranslate2 raises (out of memory, unsupported option) as our own error."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError) as err:
        raise InferenceFailed(f"{what}: {err}") from err


def _likeliest(guesses: dict[str, float], window: AudioWindow) -> Spoken:
    """Choose among the languages that may be spoken, as if there were no others."""
    allowed = {language: guesses[f"<|{language}|>"] for language in window.languages}
    best = max(allowed, key=lambda language: allowed[language])
    total = sum(allowed.values())
    probability = allowed[best] / total if total else 0.0
    return _spoken(window, language=best, probability=probability)


def _spoken(window: AudioWindow, *, language: str, probability: float) -> Spoken:
    """A language with what is to be listened for in it: a translation has other words."""
    transcribed = window.task is Task.TRANSCRIBE
    return Spoken(
        language=language,
        probability=probability,
        task=window.task,
        told=window.vocabulary.get(language) if transcribed else None,
        prefix=window.prefix if transcribed else "",
    )
