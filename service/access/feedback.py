"""Who may answer the question at the end, once: a right that outlives the conversation a little."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from service.access.expiring import Clock, Expiring
from service.usage.visit import Setting, Voter

AFTERWARDS_S: Final = 600.0
"""How long after its end people may say how a conversation was."""
_LIVING_S: Final = 4 * 3600.0 + AFTERWARDS_S
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRight:
    """What is answered about, and as whom. It does not say in which conversation."""

    setting: Setting
    voter: Voter


class FeedbackRights:
    """Tokens that give one answer each.

    One participant has one token, however often it is asked for: after a reload, for example. Once
    a phone has had one, the screens of its conversation have none: the client is asked once.
    """

    def __init__(self, clock: Clock) -> None:
        self._living: Expiring[FeedbackRight] = Expiring(
            lifetime_s=_LIVING_S, capacity=_MOST, clock=clock
        )
        self._over: Expiring[FeedbackRight] = Expiring(
            lifetime_s=AFTERWARDS_S, capacity=_MOST, clock=clock
        )
        self._tokens: dict[tuple[str, str], str] = {}
        self._screens: set[tuple[str, str]] = set()
        self._with_phone: set[str] = set()

    def token_for(self, conversation: str, participant: str, right: FeedbackRight) -> str:
        """The token by which a participant answers."""
        token = self._tokens.get((conversation, participant))
        if token is None:
            token = self._tokens[conversation, participant] = secrets.token_urlsafe(24)
            self._living.put(token, right)
        return token

    def phone_token(self, conversation: str, participant: str, right: FeedbackRight) -> str:
        """The token of a phone; those of the conversation's screens are good for nothing now."""
        self._with_phone.add(conversation)
        for screen in [screen for screen in self._screens if screen[0] == conversation]:
            self.remove_participant(*screen)
        return self.token_for(conversation, participant, right)

    def screen_token(self, conversation: str, participant: str, right: FeedbackRight) -> str | None:
        """The token of a screen; None once a phone has taken part."""
        if conversation in self._with_phone:
            return None
        self._screens.add((conversation, participant))
        return self.token_for(conversation, participant, right)

    def remove_participant(self, conversation: str, participant: str) -> None:
        """Take the right of one participant back."""
        self._screens.discard((conversation, participant))
        if token := self._tokens.pop((conversation, participant), None):
            self._living.take(token)

    def end(self, conversation: str) -> None:
        """The conversation is over: its tokens are good for ``AFTERWARDS_S`` more."""
        self._with_phone.discard(conversation)
        for owner in [owner for owner in self._tokens if owner[0] == conversation]:
            self._screens.discard(owner)
            token = self._tokens.pop(owner)
            if right := self._living.take(token):
                self._over.put(token, right)

    def use(self, token: str) -> FeedbackRight | None:
        """What is answered about; the token can then not be used again."""
        return self._living.take(token) or self._over.take(token)

    def give_back(self, token: str, right: FeedbackRight) -> None:
        """The answer could not be kept: the token may be used after all."""
        self._over.put(token, right)
