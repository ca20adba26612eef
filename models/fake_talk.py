"""What is said at a desk where nobody is: sentences for the scripted models."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from models.types import LanguagePair

_SENTENCES: Final = (
    {
        "ar": "صباح الخير، كيف يمكنني مساعدتك؟",
        "en": "Good morning, how can I help you?",
        "fi": "Hyvää huomenta, miten voin auttaa?",
        "pt": "Bom dia, em que posso ajudar?",
        "ru": "Доброе утро, чем я могу вам помочь?",
        "sv": "God morgon, hur kan jag hjälpa dig?",
    },
    {
        "ar": "أود حجز موعد للأسبوع القادم.",
        "en": "I would like to book an appointment for next week.",
        "fi": "Haluaisin varata ajan ensi viikolle.",
        "pt": "Gostaria de marcar uma consulta para a próxima semana.",
        "ru": "Я хотел бы записаться на следующую неделю.",
        "sv": "Jag skulle vilja boka en tid till nästa vecka.",
    },
    {
        "ar": "أحضر من فضلك بطاقة هويتك والرسالة التي وصلت بالبريد.",
        "en": "Please bring your identity card and the letter that came by post.",
        "fi": "Ottakaa mukaan henkilökortti ja kirje, joka tuli postissa.",
        "pt": "Traga o seu cartão de identidade e a carta que chegou pelo correio.",
        "ru": "Возьмите с собой удостоверение личности и письмо, которое пришло по почте.",
        "sv": "Ta med ditt identitetskort och brevet som kom med posten.",
    },
    {
        "ar": "يمكننا ملء الاستمارة معًا، يستغرق ذلك نحو عشر دقائق.",
        "en": "We can fill in the form together, it takes about ten minutes.",
        "fi": "Voimme täyttää lomakkeen yhdessä, siihen menee noin kymmenen minuuttia.",
        "pt": "Podemos preencher o formulário juntos, demora cerca de dez minutos.",
        "ru": "Мы можем заполнить бланк вместе, это займёт около десяти минут.",
        "sv": "Vi kan fylla i blanketten tillsammans, det tar ungefär tio minuter.",
    },
)
"""One sentence in every language in each row."""


def _by_language() -> dict[str, tuple[str, ...]]:
    return {language: tuple(row[language] for row in _SENTENCES) for language in _SENTENCES[0]}


def _by_pair() -> dict[LanguagePair, dict[str, str]]:
    languages = _SENTENCES[0].keys()
    return {
        LanguagePair(source, target): {row[source]: row[target] for row in _SENTENCES}
        for source in languages
        for target in languages
        if source != target
    }


DESK_TALK: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(_by_language())
"""Sentences by language."""
DESK_PHRASES: Final[Mapping[LanguagePair, Mapping[str, str]]] = MappingProxyType(_by_pair())
"""The same sentences, each with its translation, by pair."""
