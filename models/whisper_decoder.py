"""Whisper's decoder in CTranslate2: from what was encoded to tokens, and when they were spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

import ctranslate2
import numpy as np
import tokenizers
from faster_whisper.tokenizer import Tokenizer

from models.drafts import Decode, most_tokens
from models.encoder import Encoding, storage
from models.prompting import max_length, prompt_tokens
from models.types import SAMPLE_RATE, SPEECH_TARGET, AudioWindow, Task, Vocabulary, Word
from models.word_times import POSITION_SAMPLES, TokenTimes, loud_positions, token_starts
from models.words import spell

MEL_PER_POSITION: Final = 2
"""Log-mel frames per position of the encoder's output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What is known of one window before it is decoded."""

    language: str
    probability: float
    """Of the language, among those that may be spoken."""
    task: Task
    told: Vocabulary | None
    """What the decoder is told to listen for."""
    prefix: str
    """What it is told was said at the beginning."""

    @property
    def written(self) -> str:
        """The language of the decoded words."""
        return SPEECH_TARGET if self.task is Task.TRANSLATE else self.language


class Decoder:
    """Writes and times tokens. Thread-safe.

    Args:
        model: The loaded model.
        codec: Its tokenizer.

    Raises:
        ValueError: the tokenizer is none of a Whisper model.
    """

    def __init__(self, model: ctranslate2.models.Whisper, codec: tokenizers.Tokenizer) -> None:
        self._model, self._codec = model, codec
        self._start = _number(codec, "<|startoftranscript|>")
        self._end = _number(codec, "<|endoftext|>")  # All tokens below are text.

    def decode(
        self,
        encoding: Encoding,
        windows: Sequence[AudioWindow],
        spoken: Sequence[Spoken],
        *,
        beam: int,
        probabilities: bool,
    ) -> list[Decode]:
        """Write what was said in each window, behind its prefix.

        Args:
            encoding: Of all windows.
            windows: What was encoded.
            spoken: What is known of each.
            beam: Hypotheses that compete.
            probabilities: Whether to tell how probable each token is; of the best one of a beam
                they are not known.
        """
        alike: dict[tuple[int, int], list[int]] = defaultdict(list)
        prefixes = [self._prefix(said) for said in spoken]
        prompts = [
            [*self._prompt(said), *prefix] for said, prefix in zip(spoken, prefixes, strict=True)
        ]
        for index, prompt in enumerate(prompts):
            alike[prompt.index(self._start), len(prompt)].append(index)
        decodes: dict[int, Decode] = {}
        # CTranslate2 wants prompts of one length, with the start of the transcript at one place.
        for indices in alike.values():
            results = self._model.generate(
                storage(encoding if len(alike) == 1 else encoding[indices]),
                [prompts[index] for index in indices],
                beam_size=beam,
                max_length=max_length(
                    spoken=max(most_tokens(seconds(windows[index])) for index in indices),
                    told=len(prompts[indices[0]]),
                ),
                return_scores=True,
                return_no_speech_prob=True,
                return_logits_vocab=probabilities,
            )
            for index, result in zip(indices, results, strict=True):
                decodes[index] = self._as_decode(result, prefix=len(prefixes[index]))
        return [decodes[index] for index in range(len(windows))]

    def times(
        self,
        encoding: Encoding,
        windows: Sequence[AudioWindow],
        spoken: Sequence[Spoken],
        tokens: Sequence[Sequence[int]],
    ) -> list[TokenTimes]:
        """When the tokens of each window were spoken, from the decoder's cross-attention.

        Args:
            encoding: Of all windows.
            windows: What was encoded.
            spoken: What is known of each.
            tokens: What was written of each, without its prefix; at least one.
        """
        by_language: dict[str, list[int]] = defaultdict(list)
        for index, said in enumerate(spoken):
            by_language[said.language].append(index)
        prefixes = [self._prefix(said) for said in spoken]
        times: dict[int, TokenTimes] = {}
        for language, indices in by_language.items():
            alignments = self._model.align(
                storage(encoding[indices]),
                self._tokenizer(language).sot_sequence,
                [[*prefixes[index], *tokens[index]] for index in indices],
                [_positions(windows[index]) * MEL_PER_POSITION for index in indices],
            )
            for index, alignment in zip(indices, alignments, strict=True):
                times[index] = _token_times(alignment, windows[index], skip=len(prefixes[index]))
        return [times[index] for index in range(len(windows))]

    def words(
        self,
        tokens: list[int],
        language: str,
        times: TokenTimes | None,
        probabilities: Sequence[float] | None,
    ) -> tuple[Word, ...]:
        """The words that tokens spell, with what is known of each token."""
        pieces, grouped = self._tokenizer(language).split_tokens_on_unicode(tokens)
        return spell(
            pieces,
            grouped,
            language=language,
            times=times,
            probabilities=times.probabilities if times else probabilities,
        )

    def text(self, tokens: list[int]) -> str:
        """What tokens spell."""
        text: str = self._codec.decode(tokens)
        return text

    def knows(self, language: str) -> bool:
        """Smaller models lack some of the languages that faster-whisper lists."""
        multilingual = self._model.is_multilingual
        return not multilingual or self._codec.token_to_id(f"<|{language}|>") is not None

    def _prompt(self, said: Spoken) -> list[int]:
        """What the decoder reads before it writes."""
        tokenizer = self._tokenizer(said.language, said.task)
        told = prompt_tokens(said.told, encode=self._encode_text)
        before = (tokenizer.sot_prev, *told) if told else ()
        return [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]

    def _prefix(self, said: Spoken) -> list[int]:
        """What the decoder believes it has written."""
        return self._encode_text(said.prefix)

    def _encode_text(self, text: str) -> list[int]:
        """Text alone: what a prompt spells like a token of control is left out."""
        tokens: list[int] = self._codec.encode(text, add_special_tokens=False).ids
        return [token for token in tokens if token < self._end]

    def _as_decode(
        self, result: ctranslate2.models.WhisperGenerationResult, *, prefix: int
    ) -> Decode:
        """What was decoded behind so many tokens of a prefix, which CTranslate2 gives back."""
        tokens = result.sequences_ids[0][prefix:]
        logits = result.logits[0][prefix:] if result.logits else None
        likely = None if logits is None else map(_probability, tokens, logits)
        text = [token < self._end for token in tokens]
        return Decode(
            tokens=list(compress(tokens, text)),
            no_speech_probability=result.no_speech_prob,
            average_log_probability=min(result.scores[0], 0.0),
            probabilities=None if likely is None else list(compress(likely, text)),
        )

    def _tokenizer(self, language: str, task: Task = Task.TRANSCRIBE) -> Tokenizer:
        return Tokenizer(
            self._codec, self._model.is_multilingual, task=task.value, language=language
        )


def _number(codec: tokenizers.Tokenizer, token: str) -> int:
    number = codec.token_to_id(token)
    if number is None:
        raise ValueError(f"the tokenizer has no {token}")
    return number


def seconds(window: AudioWindow) -> float:
    """How long it is."""
    return window.samples.size / SAMPLE_RATE


def _positions(window: AudioWindow) -> int:
    """Positions of the encoder's output that the audio of a window fills."""
    return max(window.samples.size // POSITION_SAMPLES, 1)


def _probability(token: int, logits: ctranslate2.StorageView) -> float:
    """Of one token, from the logits of all."""
    values = np.asarray(logits).ravel()
    greatest = values.max()
    return float(np.exp(values[token] - greatest) / np.exp(values - greatest).sum())


def _token_times(
    alignment: ctranslate2.models.WhisperAlignmentResult, window: AudioWindow, *, skip: int
) -> TokenTimes:
    """Of all tokens but the first ones."""
    tokens = len(alignment.text_token_probs)
    return TokenTimes(
        starts=token_starts(alignment.alignments, tokens=tokens, end=_positions(window))[skip:],
        probabilities=alignment.text_token_probs[skip:],
        loud=loud_positions(window.samples),
        start_sample=window.start_sample,
        end_sample=window.start_sample + window.samples.size,
    )
