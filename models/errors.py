"""What can go wrong with a model. Each error says in words what the operator can do about it."""

from __future__ import annotations

from pathlib import Path

from models.types import LanguagePair


def pull_anew(key: str) -> str:
    """What to do about a file of a model that is missing or damaged."""
    return f"Run: tulkki models pull {key}"


class ModelError(Exception):
    """Base of all errors of this package. ``code`` is stable; the message is for people."""

    code = "model_error"


class ModelNotFound(ModelError):
    """A model, or a file of it, is not on this machine."""

    code = "model_not_found"


class ModelCorrupt(ModelError):
    """A file of a model is not the file that the catalog names."""

    code = "model_corrupt"

    def __init__(self, path: Path, *, expected: str, found: str, remedy: str) -> None:
        super().__init__(f"{path} is damaged: expected sha256 {expected}, found {found}. {remedy}")
        self.path = path
        self.expected = expected
        self.found = found


class ModelUnusable(ModelError):
    """The files of a model are here, but the engine cannot run them."""

    code = "model_unusable"


class UnsupportedLanguagePair(ModelError):
    """No installed model translates this pair."""

    code = "unsupported_language_pair"

    def __init__(self, pair: LanguagePair) -> None:
        super().__init__(f"no installed model translates from {pair.source} into {pair.target}")
        self.pair = pair


class UnsupportedLanguage(ModelError):
    """The model does not know this language."""

    code = "unsupported_language"

    def __init__(self, language: str) -> None:
        super().__init__(f"no installed model understands {language}")
        self.language = language


class UnsupportedDevice(ModelError):
    """This machine has no such device to compute with."""

    code = "unsupported_device"


class UnsupportedComputeType(ModelError):
    """The device does not compute this way."""

    code = "unsupported_compute_type"


class TooLittleMemory(ModelError):
    """The models do not fit into the memory that is free."""

    code = "too_little_memory"


class AudioUnreadable(ModelError):
    """A file has no audio that can be decoded."""

    code = "audio_unreadable"


class InferenceFailed(ModelError):
    """The model broke on this input; other inputs are not concerned."""

    code = "inference_failed"
