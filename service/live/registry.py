"""All conversations of this server."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from models.interfaces import SentenceSplitter
from models.types import LanguagePair
from service.access.grants import Grants
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.export.transcript import Transcript
from service.feed.log import CaptionLog
from service.glossary.in_use import TermsOf
from service.inference.engine import Engine
from service.live.admission import Admission, Busy
from service.live.host import ConversationHost
from service.live.kept import KeptLimits, KeptTranscripts
from service.phrases.book import PhraseBook
from service.storage.desk import Desk
from service.usage.visit import Setting, Visit, hour_of
from service.wire.messages import ServerMessage

logger = logging.getLogger(__name__)

_HOUR_S: Final = 3600.0
_FULL_RETRY_S: Final = 30
"""A conversation takes minutes, so none of the others will end sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationLimits:
    """How many conversations there may be, how long one lives, and how it works."""

    conversations: int
    """More are refused even where there is room."""
    idle_s: float
    longest_s: float
    each: ConversationConfig = field(default_factory=ConversationConfig)
    """How one works."""
    kept: KeptLimits = field(default_factory=KeptLimits)
    """Of texts after their conversations."""


class VisitBook(Protocol):
    """Is told what there was in each conversation."""

    async def keep(self, visit: Visit) -> None:
        """Write a visit down. Does not fail."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Where conversations write."""

    new_log: Callable[[], CaptionLog[ServerMessage]]
    """For what is said, while it lives."""
    visits: VisitBook
    """For what was counted, when it has ended."""


class Conversations:
    """Opens conversations, finds them, and forgets them when they end."""

    def __init__(
        self,
        *,
        engine: Engine,
        grants: Grants,
        admission: Admission,
        limits: ConversationLimits,
        books: Books,
        split_sentences: SentenceSplitter,
    ) -> None:
        self._engine = engine
        self._grants = grants
        self._admission = admission
        self._limits = limits
        self._books = books
        self._split_sentences = split_sentences
        self.kept = KeptTranscripts(limits=limits.kept)
        """Of conversations that have ended."""
        self._hosts: dict[str, ConversationHost] = {}
        self._living: set[asyncio.Task[None]] = set()
        self._tasks: asyncio.TaskGroup | None = None
        self._closing = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Conversations can be opened inside; leaving ends them all, telling everybody to come
        back.
        """
        async with asyncio.TaskGroup() as self._tasks:
            try:
                yield
            finally:
                self.close()
                self.kept.forget_all()

    @property
    def closing(self) -> bool:
        """True once no conversation is opened any more."""
        return self._closing

    def close(self) -> None:
        """Open nothing more and end every conversation. Idempotent."""
        self._closing = True
        for host in self._hosts.values():
            host.end("shutdown")

    async def ended(self) -> None:
        """Return once every conversation has ended and its sockets have said goodbye."""
        if self._living:
            await asyncio.wait(self._living)

    def open(
        self,
        pair: LanguagePair,
        desk: Desk,
        *,
        terms: TermsOf | None = None,
        phrases: PhraseBook | None = None,
        practice: bool = False,
    ) -> ConversationHost:
        """A new conversation at a desk, between the languages of staff and client.

        Args:
            pair: these languages.
            desk: as it is set up now.
            terms: what its glossaries say; None for nothing.
            phrases: what staff may show; None for nothing.
            practice: staff practise; it is not counted, and nothing of it is kept.

        Raises:
            Busy: there is no room, the limit is reached, or the server is going down.
        """
        if self._tasks is None or self._closing or len(self._hosts) >= self._limits.conversations:
            raise Busy(_FULL_RETRY_S)
        name = secrets.token_hex(8)
        self._admission.reserve(name)
        capabilities = self._engine.capabilities
        abilities = Abilities(
            recognizer=capabilities.recognizer,
            recognizes=capabilities.recognizes,
            translates=capabilities.translates,
            speech_routes=capabilities.speech_routes,
            voice_frame_samples=capabilities.voice_frame_samples,
            initial_voice_state=self._engine.initial_voice_state(),
            split_sentences=self._split_sentences,
        )
        if practice:
            desk = replace(desk, retention_h=0)
        phrases = phrases.where_kept(desk.retention_h) if phrases else None
        each = self._limits.each
        config = replace(
            each,
            vocabulary=desk.listens(each.vocabulary),
            prepared=phrases.texts if phrases else {},
        )
        host = ConversationHost(
            conversation=name,
            desk=desk,
            setting=_setting(desk, pair),
            core=Conversation(pair=pair, abilities=abilities, config=config),
            engine=self._engine,
            log=self._books.new_log(),
        )
        self._hosts[host.conversation] = host
        host.phrases = phrases
        host.practice = practice
        if terms is not None:
            host.use_terms(terms)
        life = self._tasks.create_task(self._live(host), name=f"conversation {host.conversation}")
        self._living.add(life)
        life.add_done_callback(self._living.discard)
        return host

    def let_speak(self, host: ConversationHost, speaker: str) -> None:
        """A participant of this conversation opens a microphone.

        Raises:
            Busy: there is no room.
        """
        self._admission.let_speak(host.conversation, speaker)

    def find(self, conversation: str) -> ConversationHost | None:
        """The living conversation of this id."""
        host = self._hosts.get(conversation)
        return None if host is None or host.ended else host

    def __len__(self) -> int:
        return len(self._hosts)

    async def _live(self, host: ConversationHost) -> None:
        logger.info("conversation %s opened", host.conversation)
        try:
            await host.run(
                idle_s=self._limits.idle_s,
                longest_s=self._limits.longest_s,
                keep=lambda transcript: self._keep(host, transcript),
            )
        except Exception:
            logger.exception("conversation %s failed", host.conversation)
        finally:
            self._grants.forget_conversation(host.conversation)
            self._admission.leave(host.conversation)
            del self._hosts[host.conversation]
            logger.info("conversation %s ended", host.conversation)
            if not host.practice:
                await self._books.visits.keep(host.visit())

    def _keep(self, host: ConversationHost, transcript: Transcript) -> None:
        self.kept.keep(
            host.conversation,
            transcript,
            for_s=host.retention_h * _HOUR_S,
            readers=self._grants.phones_of(host.conversation),
        )


def _setting(desk: Desk, pair: LanguagePair) -> Setting:
    return Setting(
        desk=desk.slug,
        pair=pair,
        hour=hour_of(datetime.now(UTC)),
        experiment=desk.experiment.name if desk.experiment else "",
        variant=desk.variant,
    )
