"""Every number that the core of a conversation works with, with its unit and its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.types import Vocabulary
from service.conversation.agreement import AgreementConfig
from service.conversation.endpointing import EndpointingConfig
from service.conversation.language_lock import LanguageLockConfig
from service.conversation.pacing import PacingConfig
from service.conversation.prepared import PreparedText
from service.conversation.seams import SeamConfig
from service.conversation.stability import StabilityConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioConfig:
    """How audio is received."""

    capacity_s: int = 60
    """Most audio of one track that is kept: a longest utterance of 20 s, the 30 s that a client
    sends again after a reconnect, and some air."""
    too_far_ahead_s: float = 600.0
    """A longer hole is a wrong offset, not a lost connection."""
    acknowledge_every_s: float = 0.5
    kept_for_flip_s: float = 30.0
    """Audio of final captions of one track that is kept to be recognized as another language: about
    the six newest that a screen shows, 1.9 MB."""
    longest_voice_piece_s: float = 5.0
    """Most audio in one request for voice scores, so that catching up delays nobody else."""

    def __post_init__(self) -> None:
        if self.acknowledge_every_s <= 0 or self.longest_voice_piece_s <= 0:
            raise ValueError("acknowledge_every_s and longest_voice_piece_s must be positive")
        if not 0 < self.capacity_s <= self.too_far_ahead_s:
            raise ValueError("0 < capacity_s <= too_far_ahead_s must hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionConfig:
    """What a hypothesis is trusted with."""

    agreement: AgreementConfig = field(default_factory=AgreementConfig)
    language_lock: LanguageLockConfig = field(default_factory=LanguageLockConfig)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryConfig:
    """What happens to work that failed and must not be lost."""

    attempts: int = 3
    """Times that a voice score, a final decode or a final translation is asked for."""
    wait_s: float = 0.5
    """Audio that must come in before a track asks again; at once where no audio is coming."""

    def __post_init__(self) -> None:
        if self.attempts < 1 or self.wait_s < 0:
            raise ValueError("attempts must be at least 1, wait_s not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationConfig:
    """How captions are translated."""

    stability: StabilityConfig = field(default_factory=StabilityConfig)
    tentative_patience_s: float = 0.3
    """A newer text follows about every 0.3 s."""
    final_patience_s: float = 1.0
    late_captions: int = 50
    """Final captions that are translated for a reader of a language nobody has read so far."""
    late_in_flight: int = 4
    """Of these, at one time: whoever speaks now goes first."""
    speech_patience_s: float = 2.0
    """Of a translation that the recognizer makes of the audio: the captions of those who speak now
    go first."""
    speech_waiting: int = 4
    """Utterances that wait for that, each with up to 20 s of audio: 1.3 MB."""

    check_patience_s: float = 4.0
    """Of a translation back: whatever somebody reads for the first time goes first."""

    def __post_init__(self) -> None:
        patience_s = (self.tentative_patience_s, self.final_patience_s, self.check_patience_s)
        if min(*patience_s, self.speech_patience_s) <= 0:
            raise ValueError("patience must be positive")
        if self.speech_waiting < 1:
            raise ValueError("speech_waiting must be at least 1")
        if self.late_captions < 0 or self.late_in_flight < 1:
            raise ValueError("late_captions must not be negative, late_in_flight at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationConfig:
    """One conversation."""

    audio: AudioConfig = field(default_factory=AudioConfig)
    endpointing: EndpointingConfig = field(default_factory=EndpointingConfig)
    pacing: PacingConfig = field(default_factory=PacingConfig)
    seams: SeamConfig = field(default_factory=SeamConfig)
    recognition: RecognitionConfig = field(default_factory=RecognitionConfig)
    translation: TranslationConfig = field(default_factory=TranslationConfig)
    retry: RetryConfig = field(default_factory=RetryConfig)
    vocabulary: Mapping[str, Vocabulary] = field(default_factory=dict)
    """What is listened for in each language."""
    prepared: Mapping[str, PreparedText] = field(default_factory=dict)
    """What staff may show, by id."""
    lag_step_s: float = 0.1
    """Smaller changes of the lag are not told."""
    kept_captions: int = 500
    """Final captions that can still be corrected; what the log of a conversation keeps, too."""

    def __post_init__(self) -> None:
        if self.lag_step_s <= 0 or self.kept_captions < self.translation.late_captions:
            raise ValueError("lag_step_s must be positive, kept_captions at least late_captions")
        if self.audio.capacity_s <= self.endpointing.max_utterance_s + self.endpointing.pre_roll_s:
            raise ValueError("capacity_s must hold more than the longest utterance")
        if self.audio.kept_for_flip_s < self.endpointing.max_utterance_s:
            raise ValueError("kept_for_flip_s must hold the longest utterance")

    @classmethod
    def for_files(cls, vocabulary: Mapping[str, Vocabulary] | None = None) -> ConversationConfig:
        """For audio that is all there: each utterance is decoded once, at its end."""
        return cls(pacing=PacingConfig(tentative=False), vocabulary=vocabulary or {})
