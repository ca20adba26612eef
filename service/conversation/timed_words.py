"""When the words of a finished utterance were spoken, and how sure the recognizer is of each.

Only a decoding of final quality gives times, and many words on screen come from the quick ones
before it. So the words that stay are lined up with that decoding (``alignment``) and take what it
says of the same word. A word that it did not hear keeps its place in the text and has no times and
no probability: those of another word, or of less audio, would be made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.types import Word
from service.conversation.alignment import align, letters
from service.conversation.events import TimedWord

_MOST_PARTS: Final = 2
"""The alignment knows a word that another decoding wrote as two ("email", "e mail")."""


def with_times(words: Sequence[Word], decoding: Sequence[Word]) -> tuple[Word, ...]:
    """Give words the times and probabilities of a decoding of the same audio.

    Args:
        words: What is shown.
        decoding: Of final quality.

    Returns:
        The same texts. Nothing but ``decoding`` has a say in their times.
    """
    taken = align([word.text for word in words], [word.text for word in decoding])
    return tuple(
        _timed(word, decoding[begin:end])
        for word, begin, end in zip(words, taken, taken[1:], strict=False)
    )


def place_words(words: Sequence[Word]) -> tuple[TimedWord, ...]:
    """Where words stand in the text that they make; none where not one of them has times.

    The text is the words joined, without the white space around it. A word takes the marks that
    belong to it along, but not the white space before it.
    """
    if all(word.start_sample is None for word in words):
        return ()
    text = "".join(word.text for word in words)
    at = len(text.lstrip()) - len(text)
    placed: list[TimedWord] = []
    for word in words:
        bare = word.text.strip()
        begin = at + word.text.find(bare)
        at += len(word.text)
        if bare:
            placed.append(
                TimedWord(
                    start=begin,
                    end=begin + len(bare),
                    start_sample=word.start_sample,
                    end_sample=word.end_sample,
                    probability=word.probability,
                )
            )
    return tuple(placed)


def _timed(word: Word, heard: Sequence[Word]) -> Word:
    """What was heard at a word may begin with words that are not shown."""
    for parts in range(1, min(_MOST_PARTS, len(heard)) + 1):
        same = heard[-parts:]
        if "".join(letters(part.text) for part in same) == letters(word.text):
            known = [part.probability for part in same if part.probability is not None]
            return replace(
                word,
                start_sample=same[0].start_sample,
                end_sample=same[-1].end_sample,
                probability=min(known, default=None),
            )
    return Word(text=word.text)
