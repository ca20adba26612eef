"""Tickets, invitations and reader tokens: how a socket learns who speaks through it.

A *ticket* opens one socket, once, within a minute. An *invitation* lets one device into a
conversation, once, within ten minutes: a phone, which is a client, or a display, which only reads.
Its link carries a 128-bit secret; that of a phone has a six-character code beside it, and either
uses up both. A new invitation ends the older one of its kind, and who is removed takes every open
one along: one that was seen is of no use later. Who was admitted holds a *reader token*, which
gives new tickets for the same participant until the conversation ends or staff remove them. A
*copy's secret* is good for one copy of the text, for ten minutes, also after the end: whether there
is a text then is for others to know.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from service.access.expiring import Clock, Expiring
from service.access.feedback import FeedbackRights
from service.conversation.events import Role

TICKET_LIFETIME_S: Final = 60.0
INVITATION_LIFETIME_S: Final = 600.0
COPY_LIFETIME_S: Final = 600.0
READER_LIFETIME_S: Final = 4 * 3600.0
"""As long as the longest conversation."""
CODE_SYMBOLS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Thirty symbols that are not mistaken for each other: no I, L, O, U, 0, 1."""
CODE_LENGTH: Final = 6
_MOST_TICKETS = 10_000
_MOST_INVITATIONS = 10_000
_MOST_READERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who may be whom, where."""

    conversation: str
    participant: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """The way in for one participant."""

    grant: Grant
    """Who will have come in by it."""
    secret: str
    code: str | None
    """For people to type; None for a display, which is opened by its link."""


class Grants:
    """Gives out and takes back the right to open sockets."""

    def __init__(self, clock: Clock) -> None:
        self.feedback = FeedbackRights(clock)
        self._tickets: Expiring[Grant] = Expiring(
            lifetime_s=TICKET_LIFETIME_S, capacity=_MOST_TICKETS, clock=clock
        )
        self._by_secret: Expiring[Grant] = Expiring(
            lifetime_s=INVITATION_LIFETIME_S, capacity=_MOST_INVITATIONS, clock=clock
        )
        self._by_code: Expiring[Grant] = Expiring(
            lifetime_s=INVITATION_LIFETIME_S, capacity=_MOST_INVITATIONS, clock=clock
        )
        self._readers: Expiring[Grant] = Expiring(
            lifetime_s=READER_LIFETIME_S, capacity=_MOST_READERS, clock=clock
        )
        self._copies: Expiring[str] = Expiring(
            lifetime_s=COPY_LIFETIME_S, capacity=_MOST_INVITATIONS, clock=clock
        )

    def issue_ticket(self, grant: Grant) -> str:
        """A secret that opens one socket as this participant."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.put(ticket, grant)
        return ticket

    def redeem_ticket(self, ticket: str) -> Grant | None:
        """Who the ticket is for; None where it is unknown, used or too old."""
        return self._tickets.take(ticket)

    def invite(self, conversation: str, role: Role) -> Invitation:
        """A new invitation for a client or a viewer, instead of an older one for the same."""
        self._withdraw(conversation, role)
        invitation = Invitation(
            grant=Grant(
                conversation=conversation,
                participant=f"{role[0]}{secrets.token_hex(4)}",
                role=role,
            ),
            secret=secrets.token_urlsafe(16),
            code=self._free_code() if role is Role.CLIENT else None,
        )
        self._by_secret.put(invitation.secret, invitation.grant)
        if invitation.code is not None:
            self._by_code.put(invitation.code, invitation.grant)
        return invitation

    def invited_by_secret(self, secret: str) -> Grant | None:
        """Who comes in by a link's secret; None where it is wrong, used, withdrawn or too old."""
        return self._by_secret.get(secret)

    def invited_by_code(self, code: str) -> Grant | None:
        """Who comes in by a code. Case, spaces and dashes do not matter."""
        return self._by_code.get(_plain(code))

    def admit(self, invited: Grant) -> str:
        """Use an invitation up; gives the reader token of who comes in."""
        self._withdraw(invited.conversation, invited.role)
        token = secrets.token_urlsafe(24)
        self._readers.put(token, invited)
        return token

    def reader(self, token: str) -> Grant | None:
        """Who holds this reader token."""
        return self._readers.get(token)

    def phones_of(self, conversation: str) -> frozenset[str]:
        """Reader tokens of the clients who are in a conversation."""
        return self._readers.keys(
            lambda grant: grant.conversation == conversation and grant.role is Role.CLIENT
        )

    def issue_copy(self, conversation: str) -> str:
        """A secret for which the text of a conversation is handed out, once."""
        secret = secrets.token_urlsafe(16)
        self._copies.put(secret, conversation)
        return secret

    def redeem_copy(self, secret: str) -> str | None:
        """The conversation of a copy's secret; None where it is wrong, used or too old."""
        return self._copies.take(secret)

    def remove_participant(self, conversation: str, participant: str) -> None:
        """Take back every right of one participant, who may have seen an open invitation, too."""
        self._withdraw(conversation)
        self._drop(conversation, participant)
        self.feedback.remove_participant(conversation, participant)

    def forget_conversation(self, conversation: str) -> None:
        """Take back every right in a conversation, but that to say how it was."""
        self.feedback.end(conversation)
        self._withdraw(conversation)
        self._drop(conversation, None)

    def _withdraw(self, conversation: str, role: Role | None = None) -> None:
        """Nobody comes in by the open invitations any more: for one role, or for all."""
        for invited in (self._by_secret, self._by_code):
            invited.drop(lambda one: one.conversation == conversation and role in {None, one.role})

    def _drop(self, conversation: str, participant: str | None) -> None:
        def unwanted(grant: Grant) -> bool:
            return grant.conversation == conversation and participant in {None, grant.participant}

        self._tickets.drop(unwanted)
        self._readers.drop(unwanted)

    def _free_code(self) -> str:
        while True:
            code = "".join(secrets.choice(CODE_SYMBOLS) for _ in range(CODE_LENGTH))
            if self._by_code.get(code) is None:
                return code


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()
