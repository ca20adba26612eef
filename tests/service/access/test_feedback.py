"""The right to answer once, and until when."""

from __future__ import annotations

from datetime import UTC, datetime

from manual_clock import ManualClock

from models.types import LanguagePair
from service.access.feedback import AFTERWARDS_S, FeedbackRight, FeedbackRights
from service.usage.visit import Setting

SETTING = Setting(
    desk="desk", pair=LanguagePair("fi", "en"), hour=datetime(2026, 3, 1, 9, tzinfo=UTC)
)
RIGHT = FeedbackRight(setting=SETTING, voter="client")


def test_token_gives_one_answer() -> None:
    rights = FeedbackRights(ManualClock())
    token = rights.token_for("talk", "c1", RIGHT)
    assert rights.use(token) == RIGHT
    assert rights.use(token) is None


def test_participant_who_comes_back_has_the_same_token() -> None:
    rights = FeedbackRights(ManualClock())
    token = rights.token_for("talk", "c1", RIGHT)
    assert rights.token_for("talk", "c1", RIGHT) == token
    assert rights.use(token) == RIGHT
    assert rights.token_for("talk", "c1", RIGHT) == token
    assert rights.use(token) is None


def test_token_outlives_its_conversation_by_ten_minutes() -> None:
    clock = ManualClock()
    rights = FeedbackRights(clock)
    tokens = [rights.token_for("talk", who, RIGHT) for who in ("c1", "c2")]
    other = rights.token_for("other", "c1", RIGHT)
    rights.end("talk")
    clock.now_s += AFTERWARDS_S - 1
    assert rights.use(tokens[0]) == RIGHT
    clock.now_s += 2
    assert rights.use(tokens[1]) is None
    assert rights.use(other) == RIGHT


def test_screen_has_no_right_once_a_phone_has_had_one() -> None:
    rights = FeedbackRights(ManualClock())
    screen = rights.screen_token("talk", "v1", RIGHT)
    elsewhere = rights.screen_token("other", "v1", RIGHT)
    phone = rights.phone_token("talk", "c1", RIGHT)
    assert rights.screen_token("talk", "v1", RIGHT) is None
    assert rights.screen_token("talk", "v2", RIGHT) is None
    for conversation in ("talk", "other"):
        rights.end(conversation)
    assert screen is not None
    assert rights.use(screen) is None
    assert rights.use(phone) == RIGHT
    assert elsewhere is not None
    assert rights.use(elsewhere) == RIGHT


def test_removed_participant_is_not_asked() -> None:
    rights = FeedbackRights(ManualClock())
    token = rights.token_for("talk", "c1", RIGHT)
    rights.remove_participant("talk", "c1")
    assert rights.use(token) is None


def test_answer_that_could_not_be_kept_may_be_given_again() -> None:
    rights = FeedbackRights(ManualClock())
    token = rights.token_for("talk", "c1", RIGHT)
    assert rights.use(token) == RIGHT
    rights.give_back(token, RIGHT)
    assert rights.use(token) == RIGHT
    assert rights.use(token) is None
