"""Tickets, invitations and reader tokens: how a socket learns who speaks through it.

A *ticket* opens one socket, once, within a minute. An *invitation* lets others into a conversation
for ten minutes: its link carries a 128-bit secret and admits any number of phones (the
conversation has the limit), its six-character code admits one. A phone is a client. Another secret
admits displays, which only read: what opens a display never makes a phone of it. Who was admitted
holds a *reader token*, which gives new tickets for the same participant until the conversation ends
or staff remove them. A *copy's secret* is good for one copy of the text, for ten minutes, also
after the end: whether there is a text then is for others to know.
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
class Invited:
    """What a secret or a code is good for."""

    conversation: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Ways into one conversation: two for phones, one for displays."""

    conversation: str
    secret: str
    display_secret: str
    code: str


class Grants:
    """Gives out and takes back the right to open sockets."""

    def __init__(self, clock: Clock) -> None:
        self.feedback = FeedbackRights(clock)
        self._tickets: Expiring[Grant] = Expiring(
            lifetime_s=TICKET_LIFETIME_S, capacity=_MOST_TICKETS, clock=clock
        )
        self._by_secret: Expiring[Invited] = Expiring(
            lifetime_s=INVITATION_LIFETIME_S, capacity=_MOST_INVITATIONS, clock=clock
        )
        self._by_code: Expiring[Invited] = Expiring(
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

    def invite(self, conversation: str) -> Invitation:
        """A new invitation; older ones stay good for their time."""
        code = self._free_code()
        invitation = Invitation(
            conversation=conversation,
            secret=secrets.token_urlsafe(16),
            display_secret=secrets.token_urlsafe(16),
            code=code,
        )
        phone = Invited(conversation=conversation, role=Role.CLIENT)
        display = Invited(conversation=conversation, role=Role.VIEWER)
        self._by_secret.put(invitation.secret, phone)
        self._by_secret.put(invitation.display_secret, display)
        self._by_code.put(code, phone)
        return invitation

    def invited_by_secret(self, secret: str) -> Invited | None:
        """Where a link's secret leads to, and as whom; None where it is wrong or too old."""
        return self._by_secret.get(secret)

    def invited_by_code(self, code: str) -> Invited | None:
        """Where a code leads to, and as whom. Case, spaces and dashes do not matter."""
        return self._by_code.get(_plain(code))

    def use_code(self, code: str) -> None:
        """Let a code die."""
        self._by_code.take(_plain(code))

    def admit(self, invited: Invited) -> tuple[Grant, str]:
        """A new participant of a conversation and its reader token."""
        grant = Grant(
            conversation=invited.conversation,
            participant=f"{invited.role[0]}{secrets.token_hex(4)}",
            role=invited.role,
        )
        token = secrets.token_urlsafe(24)
        self._readers.put(token, grant)
        return grant, token

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
        """Take back every right of one participant."""
        self._drop(conversation, participant)
        self.feedback.remove_participant(conversation, participant)

    def forget_conversation(self, conversation: str) -> None:
        """Take back every right in a conversation, but that to say how it was."""
        self.feedback.end(conversation)
        self._drop(conversation, None)
        for invited in (self._by_secret, self._by_code):
            invited.drop(lambda one: one.conversation == conversation)

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
