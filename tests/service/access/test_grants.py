"""Tickets open one socket, codes admit one device, and everything ends with the conversation."""

from __future__ import annotations

import pytest

from service.access.grants import (
    CODE_SYMBOLS,
    INVITATION_LIFETIME_S,
    TICKET_LIFETIME_S,
    Grant,
    Grants,
)
from service.conversation.events import Role


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def grants(clock: Clock) -> Grants:
    return Grants(clock)


STAFF = Grant(conversation="a", participant="staff", role=Role.STAFF)


def test_ticket_is_good_once(grants: Grants) -> None:
    ticket = grants.issue_ticket(STAFF)
    assert grants.redeem_ticket(ticket) == STAFF
    assert grants.redeem_ticket(ticket) is None


def test_ticket_dies_after_its_lifetime(grants: Grants, clock: Clock) -> None:
    ticket = grants.issue_ticket(STAFF)
    clock.now_s += TICKET_LIFETIME_S
    assert grants.redeem_ticket(ticket) is None


def test_unknown_ticket_gives_nothing(grants: Grants) -> None:
    grants.issue_ticket(STAFF)
    assert grants.redeem_ticket("") is None


def test_code_dies_when_used_but_link_stays(grants: Grants) -> None:
    invitation = grants.invite("a")
    assert grants.invited_by_code(invitation.code) == "a"
    grants.use_code(invitation.code)
    assert grants.invited_by_code(invitation.code) is None
    assert grants.invited_by_secret(invitation.secret) == "a"


def test_code_is_read_as_people_type_it(grants: Grants) -> None:
    code = grants.invite("a").code
    assert grants.invited_by_code(f" {code[:3].lower()}-{code[3:].lower()} ") == "a"


def test_code_has_only_unambiguous_symbols(grants: Grants) -> None:
    assert len(set(CODE_SYMBOLS)) == 30
    assert not set("ILOU01") & set(CODE_SYMBOLS)
    assert set(grants.invite("a").code) <= set(CODE_SYMBOLS)


def test_invitation_dies_after_ten_minutes(grants: Grants, clock: Clock) -> None:
    invitation = grants.invite("a")
    clock.now_s += INVITATION_LIFETIME_S
    assert grants.invited_by_code(invitation.code) is None
    assert grants.invited_by_secret(invitation.secret) is None


def test_secret_has_128_bits(grants: Grants) -> None:
    assert len(grants.invite("a").secret) * 6 >= 128


def test_removed_reader_cannot_come_back(grants: Grants) -> None:
    grant, token = grants.admit("a")
    other, other_token = grants.admit("a")
    ticket = grants.issue_ticket(grant)
    grants.remove_participant("a", grant.participant)
    assert grants.reader(token) is None
    assert grants.redeem_ticket(ticket) is None
    assert grants.reader(other_token) == other


def test_ended_conversation_leaves_no_way_in(grants: Grants) -> None:
    invitation = grants.invite("a")
    kept = grants.invite("b")
    _, token = grants.admit("a")
    ticket = grants.issue_ticket(STAFF)
    grants.forget_conversation("a")
    assert grants.invited_by_code(invitation.code) is None
    assert grants.invited_by_secret(invitation.secret) is None
    assert grants.reader(token) is None
    assert grants.redeem_ticket(ticket) is None
    assert grants.invited_by_code(kept.code) == "b"
