"""``python -m benchmarks.quality.spoken_language``: which language is spoken, and when it is kept.

A track that speaks either language of a pair decides by the encoding of what was said so far. The
first table says how often Whisper is right when it has heard so much voice and chooses between two
languages; the second what the rules by which an utterance keeps its language would have done, with
a decoding at each of these lengths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import typer
from faster_whisper import WhisperModel
from rich import box
from rich.table import Table

from benchmarks.cli import telling_errors, wide_console
from benchmarks.quality.spoken_clips import Clip, load_clips
from benchmarks.weights import load_whisper
from models.catalog import Catalog
from models.effort import FINAL_SILENCE_SAMPLES
from models.encoder import ONE_BY_ONE, SILENCE_SAMPLES, WINDOW_SAMPLES, TailedEncoder, storage
from models.loading import load_voice_activity_detector
from models.types import SAMPLE_RATE
from service.conversation.language_lock import LanguageLockConfig, is_certain
from service.settings import Settings

LENGTHS_S: Final = (0.4, 0.6, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Voice that was heard."""
DECODINGS_S: Final = (0.4, 1.0, 1.5, 2.0, 2.5, 3.0)
"""When an utterance is decoded."""
PAIRS: Final = (
    ("en", "es"), ("en", "fi"), ("en", "pt"), ("en", "ru"), ("en", "sv"), ("es", "fi"),
    ("es", "pt"), ("es", "ru"), ("et", "fi"), ("fi", "ru"), ("fi", "sv"), ("ru", "uk"),
)  # fmt: skip
"""Languages of a desk, some of them hard to tell apart."""
ENCODINGS: Final[Mapping[str, int]] = {
    "tentative": SILENCE_SAMPLES,
    "final": FINAL_SILENCE_SAMPLES,
    "padded": WINDOW_SAMPLES,
}
"""Silence that is encoded after the voice; what is missing to 30 s is cached."""
_SURE: Final = 0.8
_EVERY_NTH_PADDED: Final = 4
"""Padding to 30 s takes ten times as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Which of two languages was heard, and how sure that is."""

    voice_s: float
    language: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One clip and one pair of languages: the guesses from more and more voice."""

    source: str
    language: str
    guesses: Mapping[str, tuple[Guess, ...]]
    """By encoding."""


Rule = Callable[[Sequence[Guess]], bool]
"""Decides, after each decoding, whether the newest guess is kept."""


def by_voice_and_probability(config: LanguageLockConfig) -> Rule:
    """The rule that conversations use."""

    def keeps(guesses: Sequence[Guess]) -> bool:
        voice_samples = round(guesses[-1].voice_s * SAMPLE_RATE)
        return is_certain(guesses[-1].probability, voice_samples=voice_samples, config=config)

    return keeps


def by_agreement(least_probability: float) -> Rule:
    """Two decodings in a row that agree, both sure."""

    def keeps(guesses: Sequence[Guess]) -> bool:
        last = guesses[-2:]
        agree = len(last) > 1 and last[0].language == last[1].language
        return agree and all(guess.probability >= least_probability for guess in last)

    return keeps


LOCKS: Final = (
    (0.8, 0.0), (0.8, 1.0), (0.9, 1.0), (0.95, 1.0), (0.98, 1.0), (0.9, 1.5), (0.95, 1.5),
)  # fmt: skip
"""Probability and seconds of voice."""
AGREEMENTS: Final = (0.8, 0.9, 0.95)
RULES: Final[Mapping[str, Rule]] = {
    f"{probability} after {voice_s} s": by_voice_and_probability(
        LanguageLockConfig(least_voice_s=voice_s, least_probability=probability)
    )
    for probability, voice_s in LOCKS
} | {f"two agree at {probability}": by_agreement(probability) for probability in AGREEMENTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """When an utterance kept a language, and whether it was the right one."""

    after_s: float | None
    """None: not while ``DECODINGS_S`` lasted; the final decoding decides."""
    right: bool


def keep(trial: Trial, rule: Rule) -> Kept:
    """Play a rule on the guesses of one utterance."""
    told = [one for one in trial.guesses["tentative"] if one.voice_s in DECODINGS_S]
    for count in range(1, len(told) + 1):
        if rule(told[:count]):
            newest = told[count - 1]
            return Kept(after_s=newest.voice_s, right=newest.language == trial.language)
    return Kept(after_s=None, right=True)


def choose(probabilities: Mapping[str, float], pair: tuple[str, str], voice_s: float) -> Guess:
    """The likelier of two languages, as if there were no others."""
    language = max(pair, key=lambda code: probabilities[code])
    total = sum(probabilities[code] for code in pair)
    return Guess(voice_s=voice_s, language=language, probability=probabilities[language] / total)


class Listener:
    """Hears languages in the encodings that the service makes."""

    def __init__(self, whisper: WhisperModel) -> None:
        self._model = whisper.model
        self._encode = TailedEncoder(whisper.model, whisper.feature_extractor, ONE_BY_ONE)

    def trials(self, clip: Clip, encodings: Sequence[str]) -> Iterator[Trial]:
        """Guess in a clip, for each pair that has its language."""
        heard = {
            encoding: [
                (voice_s, self._probabilities(clip, voice_s, ENCODINGS[encoding]))
                for voice_s in LENGTHS_S
            ]
            for encoding in encodings
        }
        for pair in PAIRS:
            if clip.language in pair:
                yield Trial(
                    source=clip.source,
                    language=clip.language,
                    guesses={
                        encoding: tuple(
                            choose(told, pair, voice_s) for voice_s, told in lengths if told
                        )
                        for encoding, lengths in heard.items()
                    },
                )

    def _probabilities(self, clip: Clip, voice_s: float, silence: int) -> dict[str, float]:
        """Of each language; nothing where the clip is shorter."""
        window = clip.first(voice_s)
        if window is None:
            return {}
        encoding = self._encode([window], silence_samples=silence)
        (guesses,) = self._model.detect_language(storage(encoding))
        return {token.strip("<|>"): probability for token, probability in guesses}


def rightness_table(trials: Sequence[Trial]) -> Table:
    """How often guesses are right, by encoding and voice."""
    table = Table(title="Guesses between two languages", box=box.SIMPLE, title_justify="left")
    for column in ("encoding", "voice", "guesses", "right", f"{_SURE} or surer", "of these wrong"):
        table.add_column(column, justify="left" if column == "encoding" else "right")
    for encoding in ENCODINGS:
        for voice_s in LENGTHS_S:
            told = [
                (guess.language == trial.language, guess.probability)
                for trial in trials
                for guess in trial.guesses.get(encoding, ())
                if guess.voice_s == voice_s
            ]
            table.add_row(
                encoding,
                f"{voice_s} s",
                str(len(told)),
                _share([right for right, _ in told]),
                _share([probability >= _SURE for _, probability in told]),
                _share([not right for right, probability in told if probability >= _SURE]),
            )
    return table


def rules_table(trials: Sequence[Trial]) -> Table:
    """What each rule would have done."""
    table = Table(title="Rules that keep a language", box=box.SIMPLE, title_justify="left")
    languages = list(dict.fromkeys(trial.language for trial in trials))
    columns = ("wrong", *(f"of {code}" for code in languages), "not in 3 s", "voice, mean")
    table.add_column("rule", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for name, rule in RULES.items():
        kept = [(trial.language, keep(trial, rule)) for trial in trials]
        waited_s = [outcome.after_s or DECODINGS_S[-1] for _, outcome in kept]
        table.add_row(
            name,
            _share([not outcome.right for _, outcome in kept], digits=1),
            *(_share([not o.right for code, o in kept if code == each]) for each in languages),
            _share([outcome.after_s is None for _, outcome in kept]),
            f"{sum(waited_s) / len(waited_s):.2f} s",
        )
    return table


def _share(hits: Sequence[bool], *, digits: int = 0) -> str:
    """Nothing of nothing."""
    return f"{100 * sum(hits) / len(hits):.{digits}f} %" if hits else ""


@telling_errors
def spoken_language(
    key: Annotated[str, typer.Option(help="A speech model of the catalog.")] = "whisper-base",
) -> None:
    """Guess the language of real speech, and print what comes of it."""
    detector = load_voice_activity_detector(Catalog.load(Settings().data_dir))
    listener = Listener(load_whisper(key, compute_type="int8"))
    trials: list[Trial] = []
    for index, clip in enumerate(load_clips(detector)):
        padded = () if index % _EVERY_NTH_PADDED else ("padded",)
        trials += listener.trials(clip, ("tentative", "final", *padded))
    wide_console().print(rightness_table(trials), rules_table(trials))


if __name__ == "__main__":
    typer.run(spoken_language)
