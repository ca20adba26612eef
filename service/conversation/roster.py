"""Who takes part, and what each of them may do.

Staff speak, type and correct every caption. Clients speak, type and correct their own. Viewers
read.
"""

from __future__ import annotations

from service.conversation.events import CaptionChanged, Participant, ParticipantsChanged, Role


class Roster:
    """Everybody who is here, in the order in which they came."""

    def __init__(self) -> None:
        self._here: dict[str, Participant] = {}
        self._told: tuple[Participant, ...] = ()

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Who is here."""
        return tuple(self._here.values())

    @property
    def languages(self) -> frozenset[str]:
        """All languages that somebody reads."""
        return frozenset(
            language for participant in self._here.values() for language in participant.reads
        )

    def find(self, participant: str) -> Participant | None:
        """A participant who is here."""
        return self._here.get(participant)

    def put(self, participant: Participant) -> None:
        """Somebody is here, or is here in another way."""
        self._here[participant.id] = participant

    def remove(self, participant: str) -> None:
        """Somebody is here no more."""
        self._here.pop(participant, None)

    def tell(self) -> list[ParticipantsChanged]:
        """Who is here, if that is not what was told last."""
        here = self.participants
        if here == self._told:
            return []
        self._told = here
        return [ParticipantsChanged(participants=here)]


def may_speak(participant: Participant) -> bool:
    """True for those who may have a track and may type."""
    return participant.role is not Role.VIEWER


def may_correct(participant: Participant, caption: CaptionChanged) -> bool:
    """True for those who may rewrite this caption."""
    own = participant.role is Role.CLIENT and caption.participant == participant.id
    return own or participant.role is Role.STAFF
