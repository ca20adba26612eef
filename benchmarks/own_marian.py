"""A MarianMT in a folder as the only translation model of a service."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.types import LanguagePair
from service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMarian:
    """One model, converted for CTranslate2."""

    key: str
    """What it is called in settings and results."""
    folder: Path
    pair: LanguagePair

    @property
    def environment(self) -> Mapping[str, str]:
        """Settings of a service that translates with it alone, by their names there."""
        return {
            "TULKKI_MODELS": json.dumps(self._models),
            "TULKKI_TRANSLATORS": json.dumps([self.key]),
        }

    @property
    def settings(self) -> Settings:
        """The same, for this process."""
        return Settings(models=self._models, translators=(self.key,))

    @property
    def _models(self) -> dict[str, dict[str, object]]:
        model: dict[str, object] = {
            "engine": "ctranslate2-marian",
            "folder": str(self.folder.resolve()),
            "pair": f"{self.pair.source}-{self.pair.target}",
        }
        return {self.key: model}
