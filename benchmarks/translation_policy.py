"""``tulkki bench translation-policy FILE --words FILE``: what showing translations costs.

The captions of a recording are made once, with the real speech model and a fixed latency, at some
shifts; then each rule translates them (``benchmarks/interpretation.py``). No clock is involved:
every figure is the same at every run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from benchmarks.audio import read_wav
from benchmarks.cli import telling_errors, wide_console
from benchmarks.erasure import as_written, erasure
from benchmarks.figures import spread
from benchmarks.grids import printed
from benchmarks.interpretation import (
    Interpreter,
    at_clauses,
    source_updates,
    steady,
)
from benchmarks.origin import here
from benchmarks.policy_figures import NEVER
from benchmarks.recognizers import Hearing
from benchmarks.remembered import DEFAULT_MEMORY, remembering
from benchmarks.screen import ScreenUpdate, by_block
from benchmarks.simulation import Models, Shown, captions
from benchmarks.text import normalized_words, normalizer_for
from benchmarks.translation_delay import Voice, translation_delay, voice_within
from benchmarks.translation_lag import translation_lag
from benchmarks.translation_policy_results import (
    DEFAULT_RESULTS,
    RULE_LINES,
    Cost,
    RuleResult,
    rules_grid,
)
from benchmarks.words import SpokenWords, load_words, require_same_audio
from models.catalog import Catalog
from models.interfaces import SentenceSplitter, Translator
from models.loading import (
    VOICE_ACTIVITY_KEY,
    load_sentence_splitter,
    load_translator,
    load_voice_activity_detector,
)
from models.types import SAMPLE_RATE, LanguagePair, Samples
from service.conversation.config import ConversationConfig
from service.conversation.stability import StabilityConfig
from service.settings import Settings

SHIFTS_S: Final = (0.0, 0.19, 0.39, 0.62)
"""Silence before the recording: where a decode falls in a word decides much of what it says."""

AS_IT_COMES: Final = StabilityConfig(translations=1, held_words=0, patience=1, as_sentence=False)
TWO_AGREE: Final = replace(AS_IT_COMES, translations=2)
CALM: Final = replace(AS_IT_COMES, patience=3, as_sentence=True)
"""Full stop, patience 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a translation is shown."""

    stability: StabilityConfig
    steady_source: bool = False
    """Only words that two decodings agree on are translated."""
    clauses: bool = False
    """Clauses are committed, not only sentences."""


RULES: Final = {
    "each as it comes": Rule(stability=AS_IT_COMES),
    "each, of a source on which 2 decodings agree": Rule(stability=AS_IT_COMES, steady_source=True),
    "each, full stop": Rule(stability=replace(AS_IT_COMES, as_sentence=True)),
    "all but 2 words": Rule(stability=replace(AS_IT_COMES, held_words=2)),
    "all but 4 words": Rule(stability=replace(AS_IT_COMES, held_words=4)),
    "all but 2 words, full stop, patience 3": Rule(stability=replace(CALM, held_words=2)),
    "all but 3 words, full stop, patience 3": Rule(stability=replace(CALM, held_words=3)),
    "2 agree": Rule(stability=TWO_AGREE),
    "2 agree, patience 3": Rule(stability=replace(TWO_AGREE, patience=3)),
    "2 agree, full stop": Rule(stability=replace(TWO_AGREE, as_sentence=True)),
    "2 agree, full stop, patience 3": Rule(stability=replace(CALM, translations=2)),
    "2 agree, all but 1 word, full stop, patience 3": Rule(
        stability=replace(CALM, translations=2, held_words=1)
    ),
    "2 agree, all but 2 words, full stop, patience 3": Rule(stability=StabilityConfig()),
    "2 agree, all but 2 words, full stop, patience 3, clauses committed": Rule(
        stability=StabilityConfig(), clauses=True
    ),
    "3 agree": Rule(stability=replace(AS_IT_COMES, translations=3)),
    "3 agree, full stop, patience 3": Rule(stability=replace(CALM, translations=3)),
    "what has ended": Rule(stability=StabilityConfig(held_words=NEVER)),
}


@dataclass(kw_only=True)
class Asked:
    """A translator that is asked for each text once: rules share most of theirs."""

    translator: Translator
    pair: LanguagePair
    said: dict[str, str] = field(default_factory=dict)

    def translate(self, text: str) -> str:
        """Translate, or remember."""
        if text not in self.said:
            (translation,) = self.translator.translate([text], self.pair)
            self.said[text] = translation.text
        return self.said[text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """The captions of the recording at one shift; no caption of another take has their ids."""

    captions: tuple[Shown, ...]
    voices: Mapping[str, Voice]
    """Of each caption."""


def take(audio: Samples, spoken: SpokenWords, models: Models, *, shift_s: float) -> Take:
    """Hear the recording after some silence."""
    silence = np.zeros(round(shift_s * SAMPLE_RATE), np.float32)
    heard = captions(
        np.concatenate([silence, audio]),
        language=spoken.language,
        models=models,
        config=ConversationConfig(),
    )
    unique = tuple(
        replace(one, caption=replace(one.caption, caption=f"{shift_s} {one.caption.caption}"))
        for one in heard
    )
    words = [
        replace(word, start_s=word.start_s + shift_s, end_s=word.end_s + shift_s)
        for word in spoken.words
    ]
    voices: dict[str, Voice] = {}
    for timed in unique:
        start, end = timed.caption.start_sample, timed.caption.end_sample
        if start is not None and end is not None:
            voice = voice_within(words, start / SAMPLE_RATE, end / SAMPLE_RATE)
            voices |= {} if voice is None else {timed.caption.caption: voice}
    return Take(captions=unique, voices=voices)


def cost(
    rule: Rule, takes: Sequence[Take], memory: Asked, split_sentences: SentenceSplitter
) -> Cost:
    """Translate every take by one rule."""
    normalize = normalizer_for(memory.pair.target)

    def words_of(update: ScreenUpdate) -> tuple[str, ...]:
        return normalized_words(update.text, normalize)

    screens: list[ScreenUpdate] = []
    asked = 0
    for one in takes:
        interpreter = Interpreter(
            memory.pair,
            memory.translate,
            stability=rule.stability,
            split_sentences=at_clauses(split_sentences) if rule.clauses else split_sentences,
        )
        source = steady(one.captions) if rule.steady_source else one.captions
        screens += interpreter.interpret(source)
        asked += interpreter.asked
    updates = tuple(screens)
    heard = [shown for one in takes for shown in one.captions]
    voices = {caption: voice for one in takes for caption, voice in one.voices.items()}
    last = {block: block_screens[-1] for block, block_screens in by_block(updates).items()}
    finals = {one.caption.caption: one.caption.committed for one in heard if one.caption.final}
    said = {caption: text for caption, text in finals.items() if text}
    delay = translation_delay(updates, voices, normalize)
    return Cost(
        as_written=erasure(updates, as_written),
        words=erasure(updates, words_of),
        first_seen=spread(delay.first_seen_s),
        for_good=spread(delay.for_good_s),
        wait=translation_lag(source_updates(heard), updates).wait,
        other_finals=sum(
            last[caption].text != memory.translate(text) for caption, text in said.items()
        ),
        finals=len(said),
        asked=asked,
    )


@telling_errors
def translation_policy(  # noqa: PLR0913 - the options of a command
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    *,
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    translator: Annotated[
        str, typer.Option(help="Catalog key of a translation model.")
    ] = "firefox-en-pt",
    target: Annotated[str, typer.Option(help="The language to translate into.")] = "pt",
    memory: Annotated[
        Path, typer.Option(help="Folder of decodings that are kept, for each recognizer its own.")
    ] = DEFAULT_MEMORY,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Print flicker and delay of the translation by several rules."""
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    catalog, origin = Catalog.load(Settings().data_dir), here()
    models = Models(
        recognizer=remembering(model, Hearing(), memory=memory),
        detector=load_voice_activity_detector(catalog, VOICE_ACTIVITY_KEY),
    )
    takes = [take(recording.samples(), spoken, models, shift_s=shift_s) for shift_s in SHIFTS_S]
    with closing(load_translator(catalog, [translator])) as loaded:
        asked = Asked(translator=loaded, pair=LanguagePair(spoken.language, target))
        split_sentences = load_sentence_splitter()
        found = [
            RuleResult(
                origin=origin,
                audio=file.name,
                audio_sha256=recording.sha256,
                models=(model, translator),
                shifts_s=SHIFTS_S,
                rule=name,
                shipped=rule == Rule(stability=StabilityConfig()),
                cost=cost(rule, takes, asked, split_sentences),
            )
            for name, rule in RULES.items()
        ]
    RULE_LINES.append(results, *found)
    wide_console(170).print(printed(rules_grid(found)))
