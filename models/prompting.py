"""What a speech model is told before it listens, and how its saying that back is noticed.

Whisper reads a prompt as the text that came before; words of it become likelier. Where nobody
speaks it may say the prompt itself. That is a doubt like any other (``phantoms``): somebody may
really say the name that the desk listens for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from models.phantoms import Doubt, phantom_phrases, plain
from models.types import Vocabulary

MOST_PROMPT_TOKENS: Final = 223
"""Half of the decoder's context, less the token that opens the prompt."""
_ECHO_WORDS: Final = 6
"""So many words of a prompt in a row are its echo, not somebody's words."""


def prompt_tokens(
    vocabulary: Vocabulary | None, *, encode: Callable[[str], Sequence[int]]
) -> list[int]:
    """The tokens of the hotwords and of the prompt, which comes last: the nearest counts most.

    What does not fit into ``MOST_PROMPT_TOKENS`` is left out: first the beginning of the prompt,
    then the last hotwords.

    Args:
        vocabulary: What is listened for.
        encode: Turns text into tokens.
    """
    if vocabulary is None:
        return []
    words: list[int] = []
    for hotword in vocabulary.hotwords:
        tokens = encode(f" {hotword},")
        if len(words) + len(tokens) > MOST_PROMPT_TOKENS:
            break
        words += tokens
    room = MOST_PROMPT_TOKENS - len(words)
    prompt = encode(f" {vocabulary.prompt.strip()}") if vocabulary.prompt.strip() else ()
    return [*words, *prompt[max(len(prompt) - room, 0) :]]


def max_length(*, spoken: int, told: int) -> int:
    """The ``max_length`` with which CTranslate2 may write ``spoken`` tokens behind ``told`` ones.

    It writes up to half of it, as Whisper keeps the other half for a prompt, and together with the
    prompt no more than all of it.
    """
    return max(2 * spoken, spoken + told)


def echo_doubt(text: str, vocabulary: Vocabulary | None) -> Doubt:
    """How much a text looks like the vocabulary said back."""
    words = plain(text).split()
    if vocabulary is None or not words:
        return Doubt.NONE
    told = plain(" ".join([*vocabulary.hotwords, vocabulary.prompt])).split()
    if not _is_run(words, told):
        return Doubt.NONE
    return Doubt.NEVER_SAID if len(words) >= _ECHO_WORDS else Doubt.SAID_TOO


def doubt(text: str, *, language: str, told: Vocabulary | None) -> Doubt:
    """How much a text looks made up: a phantom phrase, or the vocabulary said back."""
    return max(phantom_phrases().doubt(text, language), echo_doubt(text, told))


def _is_run(words: Sequence[str], told: Sequence[str]) -> bool:
    """Whether the words stand in a row in what was told."""
    last = len(told) - len(words)
    return any(told[at : at + len(words)] == words for at in range(last + 1))
