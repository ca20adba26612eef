"""What to believe of one decode: no more than fits the audio, no loops, nothing nobody said.

On noise, music and silence Whisper still writes something ("you", "thank you", endless loops). It
gives itself away by two figures together: its own probability that nobody speaks is high, and it
either guesses the tokens or does not come to an end. One figure alone is not enough: quiet speech
has a high first and a good second, a mumbled word the other way round.

The first figure means less in a short window: a clipped answer of one second reaches 0.7, noise of
that length never falls below 0.83; five seconds of music fall to 0.64, five seconds of speech stay
below 0.4 unless they are so quiet that the second figure must speak for them. So the bar falls as
the window grows. Measured with whisper-base on read and synthetic speech in English, Spanish,
Russian and Finnish, whole, cut off and down to 0 dB above noise, against noises, tones, hum and
music of 0.2 to 30 s.

Two more witnesses are heard where there are any:

- The voice activity detector. Of music, noise and breath it takes 0.02 of the time for voice at
  most; of one short word with the silence around it, 0.23 at least (``tulkki bench phantoms``).
- The words. Sentences learned from subtitles (``phantoms``) are written with all confidence: for
  any music in Russian, "Редактор субтитров ...", at an average log-probability of -0.46. Somebody
  who says thank you is still heard: a phrase that people say, too, falls only where the voice is
  not clear and the model itself thinks that nobody spoke.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from models.phantoms import Doubt
from models.repetition import trusted
from models.words import has_letter

TOKENS_PER_SECOND: Final = 20
"""More than fast speech takes: up to 8 in English, up to 18 where a letter takes several tokens."""
SPARE_TOKENS: Final = 10
MOST_TOKENS: Final = 224
"""Half of the decoder's context, as Whisper was trained."""

SHORT_S: Final = 1.0
LONG_S: Final = 5.0
NO_SPEECH_SHORT: Final = 0.78
"""Bar for windows of up to ``SHORT_S``."""
NO_SPEECH_LONG: Final = 0.6
"""Bar for windows from ``LONG_S`` on; between the two it falls in a straight line."""
GUESSED_LOG_PROBABILITY: Final = -0.8
"""Below this the decoder guesses."""
GUESSED_IN_VOICE: Final = -1.5
"""Below this it guesses where the voice was clear: short words score low."""
WILD_LOG_PROBABILITY: Final = -2.0
"""Below this it has no idea; speech that was written down rightly never fell below."""
NO_SPEECH_EVEN: Final = 0.5
"""As likely as not: enough for a wild guess, and where there was hardly any voice."""
NO_SPEECH_NEVER_SAID: Final = 0.3
"""Enough for what nobody says."""
HARDLY_VOICED: Final = 0.1
CLEARLY_VOICED: Final = 0.3
"""Shares of a window."""

HALF_CHARACTER: Final = "\ufffd"
"""What the bytes of a character decode to when its last ones are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decode:
    """What a model gives for one window."""

    tokens: Sequence[int]
    """Of the text alone: no language, time or end."""
    no_speech_probability: float
    average_log_probability: float
    probabilities: Sequence[float] | None = None
    """Of the tokens, each given the audio and those before; None where they were not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What speaks for or against somebody having spoken."""

    no_speech_probability: float
    average_log_probability: float
    window_s: float
    voiced_share: float | None = None

    @property
    def hardly_voiced(self) -> bool:
        """There was next to no voice."""
        return self.voiced_share is not None and self.voiced_share < HARDLY_VOICED

    @property
    def clearly_voiced(self) -> bool:
        """There was as much voice as a spoken word has."""
        return self.voiced_share is not None and self.voiced_share >= CLEARLY_VOICED


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is believed of it."""

    tokens: list[int]
    cut: bool
    """A guard stopped the decode: the end is not to be trusted."""


class Believe(Protocol):
    """Says what is kept of a decode; ``believe`` below is the one that the service uses."""

    def __call__(
        self,
        decode: Decode,
        *,
        window_s: float,
        text_of: Callable[[list[int]], str],
        doubt_of: Callable[[str], Doubt],
        voiced_share: float | None = None,
    ) -> Draft:
        """See ``believe``."""
        ...


def most_tokens(window_s: float) -> int:
    """How many tokens can be spoken in a window."""
    return min(SPARE_TOKENS + math.ceil(TOKENS_PER_SECOND * window_s), MOST_TOKENS)


def believe(
    decode: Decode,
    *,
    window_s: float,
    text_of: Callable[[list[int]], str],
    doubt_of: Callable[[str], Doubt],
    voiced_share: float | None = None,
) -> Draft:
    """Keep of a decode what can be trusted; nothing, where nobody spoke.

    Args:
        decode: What the model gave.
        window_s: Length of the audio.
        text_of: Turns tokens into text, an incomplete character into ``HALF_CHARACTER``.
        doubt_of: How much a text looks made up.
        voiced_share: How much of the audio is voice; None where nobody knows.
    """
    tokens, cut = trusted(decode.tokens, limit=most_tokens(window_s))
    heard = Heard(
        no_speech_probability=decode.no_speech_probability,
        average_log_probability=decode.average_log_probability,
        window_s=window_s,
        voiced_share=voiced_share,
    )
    if nobody_spoke(heard, cut=cut, doubt=doubt_of(text_of(tokens))):
        return Draft(tokens=[], cut=False)
    while tokens and text_of(tokens).endswith(HALF_CHARACTER):
        tokens.pop()
    if not has_letter(text_of(tokens)):
        return Draft(tokens=[], cut=cut)
    return Draft(tokens=tokens, cut=cut)


def nobody_spoke(heard: Heard, *, cut: bool, doubt: Doubt) -> bool:
    """Whether a decode is made up.

    Args:
        heard: The acoustic evidence.
        cut: A guard stopped the decode.
        doubt: What its words look like.
    """
    if heard.hardly_voiced:
        return heard.no_speech_probability > NO_SPEECH_EVEN or doubt is not Doubt.NONE
    guessed = heard.average_log_probability < (
        GUESSED_IN_VOICE if heard.clearly_voiced else GUESSED_LOG_PROBABILITY
    )
    if doubt is Doubt.NEVER_SAID:
        return guessed or heard.no_speech_probability > NO_SPEECH_NEVER_SAID
    if heard.average_log_probability < WILD_LOG_PROBABILITY:
        return heard.no_speech_probability > NO_SPEECH_EVEN
    doubtful = doubt is Doubt.SAID_TOO and not heard.clearly_voiced
    unlikely = heard.no_speech_probability > no_speech_bar(heard.window_s)
    return (guessed or cut or doubtful) and unlikely


def no_speech_bar(window_s: float) -> float:
    """The probability of no speech above which a guess counts as made up."""
    grown = min(max((window_s - SHORT_S) / (LONG_S - SHORT_S), 0.0), 1.0)
    return NO_SPEECH_SHORT + grown * (NO_SPEECH_LONG - NO_SPEECH_SHORT)
