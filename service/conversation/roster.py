"""Who takes part, and what each of them may do.

Staff speak, type, correct and flip every caption, check translations, and say which clients may
speak. Clients type, correct their own words, and speak while staff allow it. Viewers read.
Everybody may ask to have something said again, and for an interpreter.
"""

from __future__ import annotations

from dataclasses import replace

from service.conversation.events import CaptionChanged, Participant, ParticipantsChanged, Role


class Roster:
    """Everybody who is here, in the order in which they came."""

    def __init__(self) -> None:
        self._here: dict[str, Participant] = {}
        self._allowed: set[str] = set()
        """Clients who may speak, here or away."""
        self._consented: set[str] = set()
        self._wanting: set[str] = set()
        """Who wants an interpreter, here or away."""
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
        allowed = self.lets_speak(participant.id, participant.role)
        self._here[participant.id] = replace(
            participant,
            may_speak=allowed,
            consented=participant.id in self._consented,
            wants_interpreter=participant.id in self._wanting,
        )

    def lets_speak(self, participant: str, role: Role) -> bool:
        """True for those who may have a track: here, away, or not here yet."""
        return role is Role.STAFF or (role is Role.CLIENT and participant in self._allowed)

    def allow(self, participant: str, *, microphone: bool) -> None:
        """A client may speak from now on, or no more."""
        if microphone:
            self._allowed.add(participant)
        else:
            self._allowed.discard(participant)

    def consent(self, participant: Participant) -> None:
        """A participant has consented, for good."""
        self._consented.add(participant.id)
        self.put(participant)

    def want_interpreter(self, participant: Participant) -> bool:
        """A participant wants an interpreter. False where that is known."""
        known = participant.id in self._wanting
        self._wanting.add(participant.id)
        self.put(participant)
        return not known

    def need_no_interpreter(self, participant: Participant) -> bool:
        """A participant does not want an interpreter after all. False where that is known."""
        known = participant.id not in self._wanting
        self._wanting.discard(participant.id)
        self.put(participant)
        return not known

    def answer_interpreter(self) -> bool:
        """Nobody wants an interpreter any more. False where nobody did."""
        wanted = bool(self._wanting)
        self._wanting.clear()
        for participant in self.participants:
            self.put(participant)
        return wanted

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


def may_write(participant: Participant) -> bool:
    """True for those who may type and correct."""
    return participant.role is not Role.VIEWER


def may_show(participant: Participant) -> bool:
    """True for those who may show prepared texts."""
    return participant.role is Role.STAFF


def may_allow(participant: Participant) -> bool:
    """True for those who may open and mute the microphones of clients."""
    return participant.role is Role.STAFF


def may_check(participant: Participant) -> bool:
    """True for those who may have translations translated back."""
    return participant.role is Role.STAFF


def may_answer(participant: Participant) -> bool:
    """True for those who see to it that others get an interpreter."""
    return participant.role is Role.STAFF


def may_correct(participant: Participant, caption: CaptionChanged) -> bool:
    """True for those who may rewrite this caption."""
    own = participant.role is Role.CLIENT and caption.participant == participant.id
    return own or participant.role is Role.STAFF


def may_flip(participant: Participant) -> bool:
    """True for those who may say that an utterance was taken for the wrong language."""
    return participant.role is Role.STAFF
