"""What is known of a model: what it does, where it comes from, what it needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from models.types import LanguagePair

WEIGHT_BYTES: Final[Mapping[str, float]] = {
    "int8": 1.0,
    "int8_float32": 1.0,
    "int8_float16": 1.0,
    "int8_bfloat16": 1.0,
    "float16": 2.0,
    "bfloat16": 2.0,
    "float32": 4.0,
}
"""Memory of one weight for each type to compute with."""

_WORKING_SHARE: Final = 0.25
"""Of the weights' memory, on top of it, for what an inference keeps while it runs."""

_BASE_BYTES: Final = 120_000_000
"""For the engine, the vocabulary and buffers, whatever the model's size."""

MEGABYTE: Final = 1_000_000

_PACKED: Final = ".gz"

UNKNOWN_QUALITY: Final = "unknown"
"""The label of a model that was not measured."""

UNKNOWN_LICENCE: Final = "unknown"
"""Of a model whose licence nobody has read."""

MarianFormat = Literal["transformers", "ctranslate2"]
"""In whose form the files of a Marian model are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of a model, and how to tell that it is the right one."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFile:
    """A file inside an installed Python package."""

    package: str
    version: str
    path: str
    """Below the folder into which packages are installed."""
    size_bytes: int
    sha256: str

    @property
    def requirement(self) -> str:
        """What pip calls the package."""
        return f"{self.package}=={self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledFile(ModelFile):
    """A file that is put together from files of packages."""

    parts: tuple[PackageFile, ...]
    """Joined in this order they are the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """A file that is wanted from a repository."""

    names: tuple[str, ...]
    """What it may be called; the first name that the repository has is taken."""
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSource:
    """Weights inside Python packages."""

    files: tuple[AssembledFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSource:
    """Weights in a repository of a model hub."""

    repository: str
    """Owner and name, for example ``Helsinki-NLP/opus-mt-en-fi``."""
    revision: str
    """A commit; or a branch, whose newest commit is taken at each pull."""
    files: tuple[HubFile, ...]
    sha256: Mapping[str, str] = field(default_factory=dict)
    """By file name, where known beforehand; the others are checked by what the hub says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFile:
    """A file at an address of its own."""

    name: str
    """What it is called in the model's folder."""
    address: str
    size_bytes: int
    """Of what lies there."""
    sha256: str
    """Of what lies there."""
    unpacked_sha256: str = ""
    """Of what a packed file becomes, where that is known beforehand."""

    @property
    def is_packed(self) -> bool:
        """True for a file that is packed with gzip."""
        return self.address.endswith(_PACKED)

    @property
    def arrives_as(self) -> str:
        """What it is called until it is unpacked."""
        return self.name + _PACKED if self.is_packed else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSource:
    """Weights at addresses of their own."""

    origin: str
    """Who published them."""
    files: tuple[WebFile, ...]
    unpacked_bytes: int
    """All files in the model's folder, about."""

    @property
    def mark(self) -> str:
        """Tells what was begun from what is wanted now."""
        return " ".join(file.sha256 for file in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSource:
    """Weights in a folder of the operator's own; used where they are, never copied."""

    path: Path


Source = PackageSource | HubSource | WebSource | FolderSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good a model is at a desk."""

    label: str = UNKNOWN_QUALITY
    """A, B or C; docs/quality.md says what they mean."""
    source: str = "not measured"
    """Where the label comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry(ABC):
    """One model."""

    key: str
    title: str
    revision: str
    """Names the folder of this model's files."""
    licence: str
    """SPDX identifier of the weights' licence."""
    origin: str
    """Address of those who published the weights."""
    source: Source
    size_bytes: int
    """All files together; about, where they come from a hub."""
    parameters: int | None = None
    quality: Quality = Quality()

    @property
    @abstractmethod
    def engine(self) -> str:
        """What runs it."""

    @property
    def pairs(self) -> tuple[LanguagePair, ...]:
        """What it translates."""
        return ()

    def memory_bytes(self, compute_type: str) -> int | None:
        """Estimate the memory that it needs; None where its number of weights is unknown.

        Args:
            compute_type: one of ``WEIGHT_BYTES``.
        """
        if self.parameters is None:
            return None
        weights = self.parameters * WEIGHT_BYTES[compute_type]
        return round(weights * (1 + _WORKING_SHARE)) + _BASE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class WhisperEntry(CatalogEntry):
    """A speech model."""

    languages: tuple[str, ...]
    speech_translation: bool = False
    """It was trained to translate speech into English, too."""
    silence_s: int | None = None
    """Silence that must be encoded behind a window: its own measurement says how little is enough
    (``tulkki bench ablation --model``). None where nobody has measured: then all of 30 s.
    """
    final_silence_s: int | None = None
    """The same for a window whose words are final."""

    @property
    def engine(self) -> str:
        """What runs it."""
        return "whisper"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirefoxEntry(CatalogEntry):
    """A translation model of Firefox Translations."""

    pair: LanguagePair
    lead_in: str = ""
    """What opens every sentence for this model."""

    @property
    def engine(self) -> str:
        """What runs it."""
        return "firefox"

    @property
    def pairs(self) -> tuple[LanguagePair, ...]:
        """What it translates."""
        return (self.pair,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarianEntry(CatalogEntry):
    """A MarianMT model."""

    format: MarianFormat
    target_tokens: Mapping[LanguagePair, str]
    """Its pairs, each with what opens a text for it: ``>>rus<<`` where a model writes several
    languages, nothing where it writes one."""
    confidence_exponent: float = 1.0
    """Brings its confidence near the share of what is right: ``models.marian.scores``."""

    @property
    def engine(self) -> str:
        """What its files, as they come, are made for; converted they run on ctranslate2."""
        return f"{self.format}-marian"

    @property
    def pairs(self) -> tuple[LanguagePair, ...]:
        """What it translates."""
        return tuple(self.target_tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class SileroEntry(CatalogEntry):
    """A voice activity detector; it knows no languages."""

    @property
    def engine(self) -> str:
        """What runs it."""
        return "silero"
