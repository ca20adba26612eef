"""A MarianMT of OPUS-MT's size for measurements of speed, made once of random weights.

``benchmarks.quality.random_marian`` says what it is. It is kept for as long as that module stays as
it is.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.own_marian import OwnMarian
from benchmarks.quality import random_marian

KEY: Final = "opus-size"
DEFAULT_FOLDER: Final = Path("artifacts/benchmarks/opus-size")
_HASH_DIGITS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BothForms:
    """One model, for both engines that run it."""

    saved: Path
    """As transformers saves one."""
    own: OwnMarian
    """For CTranslate2."""


def opus_size(folder: Path = DEFAULT_FOLDER) -> BothForms:
    """The model, made now where it is not there yet; that takes half a minute.

    Raises:
        BenchmarkError: it cannot be made.
    """
    code = hashlib.sha256(Path(random_marian.__file__).read_bytes()).hexdigest()[:_HASH_DIGITS]
    made = folder / code
    if not made.is_dir():
        scratch = folder / f"{code}.new"
        shutil.rmtree(scratch, ignore_errors=True)  # one that was not finished
        random_marian.make(scratch)
        scratch.rename(made)
    converted = made / random_marian.CONVERTED
    return BothForms(
        saved=made / random_marian.SAVED,
        own=OwnMarian(key=KEY, folder=converted, pair=random_marian.PAIR),
    )
