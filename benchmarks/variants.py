"""The captions with one technique changed or left out, each under the name of its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from benchmarks.policy_figures import NEVER
from benchmarks.recognizers import Hearing
from benchmarks.second_look import Suspicion
from models.effort import Effort
from models.encoder import WINDOW_SAMPLES
from models.types import SAMPLE_RATE
from service.conversation.agreement import AgreementConfig
from service.conversation.config import ConversationConfig, RecognitionConfig
from service.conversation.endpointing import EndpointingConfig
from service.conversation.pacing import PacingConfig
from service.conversation.seams import SeamConfig
from service.conversation.trust import TrustConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The service with one thing changed."""

    config: ConversationConfig = field(default_factory=ConversationConfig)
    hearing: Hearing = field(default_factory=Hearing)
    hears_voice: bool = True
    """False: everything passes for voice."""


def _agreeing(agreement: AgreementConfig) -> Variant:
    return Variant(config=ConversationConfig(recognition=RecognitionConfig(agreement=agreement)))


def _trusting(trust: TrustConfig) -> Variant:
    return _agreeing(AgreementConfig(trust=trust))


def _paced(pacing: PacingConfig) -> Variant:
    return Variant(config=ConversationConfig(pacing=pacing))


def _ended(endpointing: EndpointingConfig) -> Variant:
    return Variant(config=ConversationConfig(endpointing=endpointing))


def _hearing(hearing: Hearing) -> Variant:
    return Variant(hearing=hearing)


AS_IT_IS: Final = "as it is"
LONG_CUT: Final = "long speech cut at 20 s"
LATE_SEAMS: Final = "long speech parted from 8 s on"
VARIANTS: Final = {
    AS_IT_IS: Variant(),
    # what is shown
    "the last word always shown": _trusting(TrustConfig(last_words=0)),
    "the last word never shown": _trusting(TrustConfig(sure=NEVER)),
    "the last 2 words never shown": _trusting(TrustConfig(last_words=2, sure=NEVER)),
    "the last word shown above 0.5": _trusting(TrustConfig(sure=0.5)),
    "the last word shown above 0.9": _trusting(TrustConfig(sure=0.9)),
    "words inside shown whatever they are": _trusting(TrustConfig(doubtful=0.0)),
    "words inside shown above 0.6": _trusting(TrustConfig(doubtful=0.6)),
    "shown words replaced by one decoding": _agreeing(
        AgreementConfig(loose_words=NEVER, deep_words=NEVER)
    ),
    "shown words replaced by 2 decodings": _agreeing(
        AgreementConfig(loose_words=0, deep_words=NEVER)
    ),
    "shown words spelled as decoded last": _agreeing(AgreementConfig(keeps_spelling=False)),
    "committed by 2 decodings, 1 word held": _agreeing(AgreementConfig(decodings=2, held_words=1)),
    "committed by 3 decodings": _agreeing(AgreementConfig(decodings=3)),
    "committed by 4 decodings": _agreeing(AgreementConfig(decodings=4)),
    "committed by 5 decodings": _agreeing(AgreementConfig(decodings=5)),
    "committed by 9 decodings": _agreeing(AgreementConfig(decodings=9)),
    "nothing committed before the final": _agreeing(AgreementConfig(held_words=NEVER)),
    # when it is decoded
    "a decode every 0.2 s": _paced(PacingConfig(min_new_audio_s=0.2)),
    "a decode every 0.4 s": _paced(PacingConfig(min_new_audio_s=0.4)),
    "finals only": _paced(PacingConfig(tentative=False)),
    LONG_CUT: Variant(
        config=ConversationConfig(
            seams=SeamConfig(sentence_after_s=NEVER, clause_after_s=NEVER, word_after_s=NEVER)
        )
    ),
    LATE_SEAMS: Variant(
        config=ConversationConfig(
            seams=SeamConfig(sentence_after_s=8.0, clause_after_s=12.0, word_after_s=16.0)
        )
    ),
    # where speech begins and ends
    "no pre-roll": _ended(EndpointingConfig(pre_roll_s=0.0)),
    "no voice detector": Variant(hears_voice=False),
    # how a window is encoded
    "every window padded to 30 s": _hearing(
        Hearing(effort=Effort(silence_samples=WINDOW_SAMPLES, final_silence_samples=WINDOW_SAMPLES))
    ),
    "no cached silence behind a window": _hearing(Hearing(cut_off=True)),
    "0.5 s of silence behind a window": _hearing(
        Hearing(effort=Effort(silence_samples=SAMPLE_RATE // 2))
    ),
    "finals with 1 s of silence": _hearing(
        Hearing(effort=Effort(final_silence_samples=SAMPLE_RATE))
    ),
    "finals with 8 s of silence": _hearing(
        Hearing(effort=Effort(final_silence_samples=8 * SAMPLE_RATE))
    ),
    "finals padded to 30 s": _hearing(Hearing(effort=Effort(final_silence_samples=WINDOW_SAMPLES))),
    "word times from an encoding of their own": _hearing(Hearing(encodes_again=True)),
    "doubtful finals heard again, padded to 30 s": _hearing(Hearing(looks_again=Suspicion())),
    # how it is decoded
    "finals with a beam of 1": _hearing(Hearing(effort=Effort(final_beam=1))),
    "finals decoded like the rest": _hearing(
        Hearing(effort=Effort(final_silence_samples=SAMPLE_RATE, final_beam=1))
    ),
    "no guard against what nobody said": _hearing(Hearing(believes_everything=True)),
}
"""In the order of the table."""
