"""What documents say themselves, in the languages of their readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.export.transcript import RemarkKind, Speaker, Turn

_FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of one language."""

    language: str
    title: str
    machine: str
    """Stands at the top of everything in which a computer had a part."""
    models: str
    beginning_missing: str
    no_translation: str
    typed: str
    corrected: str
    before: str
    speakers: dict[Speaker, str]
    remarks: dict[RemarkKind, str]

    def speaker_of(self, turn: Turn) -> str:
        """Who said it and what a person did to it: "Staff, corrected by a person"; may be empty."""
        name = self.speakers[turn.speaker] if turn.speaker else ""
        parts = [name, self.typed if turn.typed else "", self.corrected if turn.corrected else ""]
        return ", ".join(part for part in parts if part)


_ALL: Final = (
    Labels(
        language="en",
        title="Conversation",
        machine="Written down and translated by a computer. It can contain mistakes.",
        models="Models",
        beginning_missing="The beginning of the conversation is missing.",
        no_translation="no translation",
        typed="written by a person",
        corrected="corrected by a person",
        before="before",
        speakers={"staff": "Staff", "client": "Client", "viewer": "Reader"},
        remarks={
            "gap": "Some speech was lost here.",
            "not_heard": "Something could not be written down here.",
            "interpreter_wanted": "A human interpreter was asked for.",
        },
    ),
    Labels(
        language="fi",
        title="Keskustelu",
        machine="Tietokoneen kirjaama ja kääntämä. Tekstissä voi olla virheitä.",
        models="Mallit",
        beginning_missing="Keskustelun alku puuttuu.",
        no_translation="ei käännöstä",
        typed="ihmisen kirjoittama",
        corrected="ihmisen korjaama",
        before="aiemmin",
        speakers={"staff": "Virkailija", "client": "Asiakas", "viewer": "Lukija"},
        remarks={
            "gap": "Tästä jäi puhetta kuulematta.",
            "not_heard": "Tässä jotakin ei saatu kirjoitetuksi.",
            "interpreter_wanted": "Pyydettiin ihmistulkkia.",
        },
    ),
    Labels(
        language="sv",
        title="Samtal",
        machine="Nedskrivet och översatt av en dator. Texten kan innehålla fel.",
        models="Modeller",
        beginning_missing="Början av samtalet saknas.",
        no_translation="ingen översättning",
        typed="skrivet av en människa",
        corrected="rättat av en människa",
        before="tidigare",
        speakers={"staff": "Handläggare", "client": "Kund", "viewer": "Läsare"},
        remarks={
            "gap": "Här gick en del tal förlorat.",
            "not_heard": "Här kunde något inte skrivas ned.",
            "interpreter_wanted": "En mänsklig tolk efterfrågades.",
        },
    ),
    Labels(
        language="pt",
        title="Conversa",
        machine="Escrito e traduzido por um computador. Pode conter erros.",
        models="Modelos",
        beginning_missing="Falta o início da conversa.",
        no_translation="sem tradução",
        typed="escrito por uma pessoa",
        corrected="corrigido por uma pessoa",
        before="antes",
        speakers={"staff": "Funcionário", "client": "Cliente", "viewer": "Leitor"},
        remarks={
            "gap": "Aqui perdeu-se parte da fala.",
            "not_heard": "Aqui algo não pôde ser escrito.",
            "interpreter_wanted": "Foi pedido um intérprete humano.",
        },
    ),
)
_BY_LANGUAGE: Final = {labels.language: labels for labels in _ALL}


def labels_of(language: str) -> Labels:
    """The words for readers of a language; English where there are none in it."""
    return _BY_LANGUAGE.get(language, _BY_LANGUAGE[_FALLBACK])


def labels_for(languages: tuple[str, ...]) -> tuple[Labels, ...]:
    """The words for readers of several languages, none of them twice."""
    return tuple({labels.language: labels for labels in map(labels_of, languages)}.values())
