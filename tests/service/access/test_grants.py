"""Tickets open one socket, codes admit one device, and everything ends with the conversation."""

from __future__ import annotations

import pytest

from service.access.grants import (
    CODE_SYMBOLS,
    INVITATION_LIFETIME_S,
    TICKET_LIFETIME_S,
    Grant,
    Grants,
    Invited,
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
PHONE = Invited(conversation="a", role=Role.CLIENT)
DISPLAY = Invited(conversation="a", role=Role.VIEWER)


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
    assert grants.invited_by_code(invitation.code) == PHONE
    grants.use_code(invitation.code)
    assert grants.invited_by_code(invitation.code) is None
    assert grants.invited_by_secret(invitation.secret) == PHONE
    assert grants.invited_by_secret(invitation.display_secret) == DISPLAY


def test_secret_of_a_display_never_makes_a_phone(grants: Grants) -> None:
    invitation = grants.invite("a")
    assert invitation.display_secret != invitation.secret
    assert grants.invited_by_code(invitation.display_secret) is None
    for secret, invited in ((invitation.secret, PHONE), (invitation.display_secret, DISPLAY)):
        assert grants.invited_by_secret(secret) == invited
        grant, token = grants.admit(invited)
        assert (grant.conversation, grant.role) == ("a", invited.role)
        assert grants.reader(token) == grant


def test_code_is_read_as_people_type_it(grants: Grants) -> None:
    code = grants.invite("a").code
    assert grants.invited_by_code(f" {code[:3].lower()}-{code[3:].lower()} ") == PHONE


def test_code_has_only_unambiguous_symbols(grants: Grants) -> None:
    assert len(set(CODE_SYMBOLS)) == 30
    assert not set("ILOU01") & set(CODE_SYMBOLS)
    assert set(grants.invite("a").code) <= set(CODE_SYMBOLS)


def test_invitation_dies_after_ten_minutes(grants: Grants, clock: Clock) -> None:
    invitation = grants.invite("a")
    clock.now_s += INVITATION_LIFETIME_S
    assert grants.invited_by_code(invitation.code) is None
    assert grants.invited_by_secret(invitation.secret) is None
    assert grants.invited_by_secret(invitation.display_secret) is None


def test_secrets_have_128_bits(grants: Grants) -> None:
    invitation = grants.invite("a")
    assert len(invitation.secret) * 6 >= 128
    assert len(invitation.display_secret) * 6 >= 128


@pytest.mark.parametrize("invited", [PHONE, DISPLAY])
def test_removed_reader_cannot_come_back(grants: Grants, invited: Invited) -> None:
    grant, token = grants.admit(invited)
    other, other_token = grants.admit(invited)
    ticket = grants.issue_ticket(grant)
    grants.remove_participant("a", grant.participant)
    assert grants.reader(token) is None
    assert grants.redeem_ticket(ticket) is None
    assert grants.reader(other_token) == other


def test_ended_conversation_leaves_no_way_in(grants: Grants) -> None:
    invitation = grants.invite("a")
    kept = grants.invite("b")
    _, token = grants.admit(PHONE)
    ticket = grants.issue_ticket(STAFF)
    grants.forget_conversation("a")
    assert grants.invited_by_code(invitation.code) is None
    assert grants.invited_by_secret(invitation.secret) is None
    assert grants.invited_by_secret(invitation.display_secret) is None
    assert grants.reader(token) is None
    assert grants.redeem_ticket(ticket) is None
    assert grants.invited_by_code(kept.code) == Invited(conversation="b", role=Role.CLIENT)
