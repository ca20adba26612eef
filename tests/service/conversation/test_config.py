from __future__ import annotations

from dataclasses import replace

import pytest

from service.conversation.config import (
    AudioConfig,
    ConversationConfig,
    RetryConfig,
    TranslationConfig,
)
from service.conversation.language_lock import LanguageLockConfig


@pytest.mark.parametrize("wrong", [{"acknowledge_every_s": 0.0}, {"longest_voice_piece_s": 0.0}])
def test_audio_config_refuses_what_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        AudioConfig(**wrong)  # type: ignore[arg-type]  # the table holds no int


def test_audio_config_refuses_a_capacity_that_makes_no_sense() -> None:
    for capacity_s in (0, 601):
        with pytest.raises(ValueError, match="capacity_s"):
            AudioConfig(capacity_s=capacity_s)


def test_language_lock_config_refuses_what_makes_no_sense() -> None:
    for probability in (0.0, 1.1):
        with pytest.raises(ValueError, match=r"in 0\.\.1"):
            LanguageLockConfig(least_probability=probability)
    with pytest.raises(ValueError, match="least_voice_s"):
        LanguageLockConfig(least_voice_s=-0.1)


def test_retry_config_refuses_what_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="attempts"):
        RetryConfig(attempts=0)
    with pytest.raises(ValueError, match="wait_s"):
        RetryConfig(wait_s=-1)


def test_translation_config_refuses_what_makes_no_sense() -> None:
    for wrong in ({"tentative_patience_s": 0.0}, {"final_patience_s": 0.0}):
        with pytest.raises(ValueError, match="patience"):
            TranslationConfig(**wrong)  # type: ignore[arg-type]  # the table holds no int
    with pytest.raises(ValueError, match="patience"):
        TranslationConfig(speech_patience_s=0.0)
    with pytest.raises(ValueError, match="speech_waiting"):
        TranslationConfig(speech_waiting=0)
    with pytest.raises(ValueError, match="late_captions"):
        TranslationConfig(late_captions=-1)
    with pytest.raises(ValueError, match="late_in_flight"):
        TranslationConfig(late_in_flight=0)


def test_conversation_config_refuses_what_does_not_fit_together() -> None:
    config = ConversationConfig()
    with pytest.raises(ValueError, match="kept_captions"):
        replace(config, kept_captions=10)
    with pytest.raises(ValueError, match="lag_step_s"):
        replace(config, lag_step_s=0.0)
    with pytest.raises(ValueError, match="longest utterance"):
        replace(config, audio=AudioConfig(capacity_s=20))
    with pytest.raises(ValueError, match="kept_for_flip_s"):
        replace(config, audio=AudioConfig(kept_for_flip_s=19.0))


def test_files_are_decoded_once() -> None:
    assert not ConversationConfig.for_files().pacing.tentative
    assert ConversationConfig().pacing.tentative
