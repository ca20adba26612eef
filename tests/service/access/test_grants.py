"""Tickets open one socket, an invitation admits one device, and all end with the conversation."""

from __future__ import annotations

import pytest

from service.access.grants import (
    CODE_SYMBOLS,
    INVITATION_LIFETIME_S,
    TICKET_LIFETIME_S,
    Grant,
    Grants,
    Invitation,
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
ROLES = pytest.mark.parametrize("role", [Role.CLIENT, Role.VIEWER])


def ways_in(grants: Grants, invitation: Invitation) -> list[Grant | None]:
    """Who would come in by each of the ways of an invitation."""
    by_secret = grants.invited_by_secret(invitation.secret)
    if invitation.code is None:
        return [by_secret]
    return [by_secret, grants.invited_by_code(invitation.code)]


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


def test_invitation_leads_one_participant_in_by_every_way(grants: Grants) -> None:
    phone, display = grants.invite("a", Role.CLIENT), grants.invite("a", Role.VIEWER)
    assert (phone.grant.role, display.grant.role) == (Role.CLIENT, Role.VIEWER)
    assert ways_in(grants, phone) == [phone.grant] * 2
    assert ways_in(grants, display) == [display.grant]
    token = grants.admit(phone.grant)
    assert grants.reader(token) == phone.grant
    assert phone.grant.participant != display.grant.participant


def test_code_and_link_die_together_when_one_of_them_is_used(grants: Grants) -> None:
    phone, display = grants.invite("a", Role.CLIENT), grants.invite("a", Role.VIEWER)
    grants.admit(phone.grant)
    assert ways_in(grants, phone) == [None, None]
    assert ways_in(grants, display) == [display.grant]


@ROLES
def test_new_invitation_ends_the_older_one_of_its_kind_alone(grants: Grants, role: Role) -> None:
    kinds = (Role.CLIENT, Role.VIEWER)
    others = [grants.invite(talk, kind) for talk in ("a", "b") for kind in kinds]
    newest = grants.invite("a", role)
    for other in others:
        replaced = (other.grant.conversation, other.grant.role) == ("a", role)
        assert (None in ways_in(grants, other)) is replaced
    assert set(ways_in(grants, newest)) == {newest.grant}


def test_code_is_read_as_people_type_it(grants: Grants) -> None:
    invitation = grants.invite("a", Role.CLIENT)
    assert invitation.code is not None
    first, last = invitation.code[:3].lower(), invitation.code[3:].lower()
    assert grants.invited_by_code(f" {first}-{last} ") == invitation.grant


def test_code_has_only_unambiguous_symbols(grants: Grants) -> None:
    assert len(set(CODE_SYMBOLS)) == 30
    assert not set("ILOU01") & set(CODE_SYMBOLS)
    assert set(grants.invite("a", Role.CLIENT).code or "") <= set(CODE_SYMBOLS)


@ROLES
def test_invitation_dies_after_ten_minutes(grants: Grants, clock: Clock, role: Role) -> None:
    invitation = grants.invite("a", role)
    clock.now_s += INVITATION_LIFETIME_S
    assert set(ways_in(grants, invitation)) == {None}


@ROLES
def test_secrets_have_128_bits(grants: Grants, role: Role) -> None:
    assert len(grants.invite("a", role).secret) * 6 >= 128


@ROLES
def test_removed_reader_comes_back_by_nothing_that_was_seen(grants: Grants, role: Role) -> None:
    removed, stays = grants.invite("a", role).grant, grants.invite("a", role).grant
    token, other_token = grants.admit(removed), grants.admit(stays)
    ticket = grants.issue_ticket(removed)
    open_ones = [grants.invite("a", kind) for kind in (Role.CLIENT, Role.VIEWER)]
    elsewhere = grants.invite("b", role)
    grants.remove_participant("a", removed.participant)
    assert grants.reader(token) is None
    assert grants.redeem_ticket(ticket) is None
    assert [way for one in open_ones for way in ways_in(grants, one)] == [None] * 3
    assert grants.reader(other_token) == stays
    assert set(ways_in(grants, elsewhere)) == {elsewhere.grant}


@ROLES
def test_ended_conversation_leaves_no_way_in(grants: Grants, role: Role) -> None:
    invitation, kept = grants.invite("a", role), grants.invite("b", role)
    token = grants.admit(grants.invite("a", Role.CLIENT).grant)
    ticket = grants.issue_ticket(STAFF)
    grants.forget_conversation("a")
    assert set(ways_in(grants, invitation)) == {None}
    assert grants.reader(token) is None
    assert grants.redeem_ticket(ticket) is None
    assert set(ways_in(grants, kept)) == {kept.grant}
