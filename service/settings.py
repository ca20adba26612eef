"""Everything that an operator can set: environment over ``tulkki.toml`` over default.

Environment variables have the prefix ``TULKKI_``. An unknown key, in the file or in the
environment, is an error, so that a typing error is told and not ignored.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Final, Literal

from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from models.language_names import DESK_CODES
from models.routing import DEFAULT_PIVOTS
from models.types import LONGEST_PROMPT, Vocabulary

PREFIX: Final = "TULKKI_"
CONFIG_FILE: Final = "tulkki.toml"
DATABASE_FILE: Final = "tulkki.db"
CHECKOUT: Final = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """The settings cannot be used; the message says which and why."""

    code = "settings_invalid"


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Hotword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class VocabularySettings(BaseModel):
    """What the recognizer listens for in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hotwords: Annotated[tuple[Hotword, ...], Field(max_length=50)] = ()
    prompt: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_PROMPT)] = ""


class Settings(BaseSettings):
    """The whole configuration of one server."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file=CONFIG_FILE, extra="forbid", frozen=True
    )

    # where it listens
    host: str = "127.0.0.1"
    """Other machines reach the server only when an operator says so."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    public_url: str | None = None
    """How browsers reach the server, for example https://tulkki.example.org; None: http://localhost:PORT."""
    accessibility_contact: Annotated[str, StringConstraints(max_length=200)] = ""
    """Whom to tell of barriers, on /accessibility: an address or a number, as plain text."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed."""

    # who may come in
    staff_secret: SecretStr | None = None
    """What the desk link carries; None: a new one at every start."""
    admin_secret: SecretStr | None = None
    """What the link of administrators carries; None: a new one at every start."""
    keys_required: bool = False
    """Translate texts only for who brings an API key."""

    # models
    fake: bool = False
    """Scripted models instead of real ones, for people who work on the page."""
    data_dir: Path = Field(default_factory=lambda: user_data_path("tulkki"))
    """Where weights and, by default, the database are kept."""
    database_url: SecretStr | None = None
    """PostgreSQL or another SQLite file; None: ``tulkki.db`` in ``data_dir``."""
    models: dict[str, dict[str, object]] = Field(default_factory=dict)
    """The operator's own models, by key, in the words of the catalog."""
    recognizer: str = "whisper-base"
    """Catalog key of the speech model."""
    vocabulary: dict[Language, VocabularySettings] = Field(default_factory=dict)
    """Words and a prompt for the recognizer, by language."""
    translators: tuple[str, ...] | None = None
    """Catalog keys of the translation models, the preferred first; None: all that are here."""
    pivots: tuple[str, ...] = DEFAULT_PIVOTS
    """Languages that a pair without a model is translated through, the preferred first."""
    speech_translation: frozenset[str] = DESK_CODES
    """Languages of which the speech model may translate the speech, where no text model can."""
    device: Literal["auto", "cpu", "cuda"] = "auto"
    """What recognizes speech; auto: every GPU that is seen, else the processor."""
    compute_type: str = "auto"
    """In CTranslate2's words; auto: float16 on a GPU, int8 on a processor."""
    recognizer_threads: Annotated[int, Field(ge=1, le=64)] | None = None
    """Processor threads of one decode; None: fitted to the cores."""
    translation_workers: Annotated[int, Field(ge=1, le=64)] = 1
    """Worker processes for translation."""
    translation_memory_mb: Annotated[int, Field(ge=1)] | None = None
    """What translation models may take together of main memory, in MB; None: three quarters of what
    is free beside the other models."""
    translation_gpu_memory_mb: Annotated[int, Field(ge=1)] | None = None
    """The same for those that compute on GPUs, of the memory of each."""

    # limits (see docs/operators/settings.md)
    conversations: Annotated[int, Field(ge=1)] = 100
    """Conversations at one time; more are refused with ``busy``."""
    admission: bool = True
    """Refuse conversations, with ``busy``, that speech recognition has no time left for."""
    idle_s: Annotated[float, Field(gt=0)] = 15 * 60.0
    """A conversation in which nothing happens ends after this."""
    longest_s: Annotated[float, Field(gt=0)] = 4 * 3600.0
    """No conversation lives longer."""
    authenticate_s: Annotated[float, Field(gt=0)] = 10.0
    """A socket that has not said hello by then is closed."""
    stalled_s: Annotated[float, Field(gt=0)] = 20.0
    """A reader that takes nothing for this long is cut; it may come back."""
    join_tries_per_minute: Annotated[int, Field(ge=1)] = 5
    sign_in_tries_per_minute: Annotated[int, Field(ge=1)] = 10
    translate_requests_per_minute: Annotated[int, Field(ge=1)] = 600
    sockets_per_minute: Annotated[int, Field(ge=1)] = 120
    sockets_per_address: Annotated[int, Field(ge=1)] = 64
    """Sockets open at one time from one address."""
    char_limit: Annotated[int, Field(ge=1)] = 10_000
    """Longest text of the REST API, in characters."""
    batch_limit: Annotated[int, Field(ge=1)] = 128
    """Most texts in one request of the REST API."""
    alternatives_limit: Annotated[int, Field(ge=0, le=10)] = 3
    """Most other wordings of one text of the REST API; each makes the search slower."""

    web_root: Path = CHECKOUT / "clients" / "web"
    """The files of the web client."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line over environment over file; no .env file is read."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_variables(cls, values: object) -> object:
        known = {f"{PREFIX}{name}".upper() for name in cls.model_fields}
        unknown = sorted(
            name
            for name in os.environ
            if name.upper().startswith(PREFIX) and name.upper() not in known
        )
        if unknown:
            raise ValueError(f"unknown environment variable {', '.join(unknown)}")
        return values

    def vocabularies(self) -> dict[str, Vocabulary]:
        """What the recognizer listens for, by language."""
        return {
            language: Vocabulary(hotwords=table.hotwords, prompt=table.prompt)
            for language, table in self.vocabulary.items()
        }

    def database(self) -> str:
        """The URL of the database."""
        if self.database_url is None:
            return f"sqlite:///{(self.data_dir / DATABASE_FILE).absolute()}"
        return self.database_url.get_secret_value()

    def origins(self, port: int) -> frozenset[str]:
        """Origins from which a browser may use cookies and sockets, when listening on ``port``."""
        local = {f"http://{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        return frozenset(local | ({self.public_url.rstrip("/")} if self.public_url else set()))


def read_settings(given: Mapping[str, str | int | bool | Path | None]) -> Settings:
    """Read the environment and ``tulkki.toml``.

    Args:
        given: what the command line says, which goes before both; None says nothing.

    Raises:
        SettingsError: one is unknown or cannot be used, or the file is no TOML.
    """
    overrides = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**overrides)  # type: ignore[arg-type] # pydantic checks the values
    except TOMLDecodeError as error:
        raise SettingsError(f"{CONFIG_FILE}: {error}") from error
    except ValidationError as error:
        problem = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in problem["loc"]) or "settings"
        # The cause is left out: it shows values, which may be secret.
        raise SettingsError(f"{where}: {problem['msg']}") from None
