"""What the engine of one machine does while it runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import numpy as np
import pytest
from engine_rig import BATCHING, EN_PT, PT_EN, SOON, Gate, Rig, answer, gated, window

from models.errors import UnsupportedLanguagePair
from models.fakes import EnergyVad, FakeLanguageIdentifier
from models.types import DIRECT, FROM_SPEECH, LanguagePair, Route, Task, Term, TermList, VoiceInput
from service.inference.batcher import BatchLimits
from service.inference.batchers import BatchingConfig
from service.inference.engine import EngineBusy
from service.inference.local import LocalEngine


async def test_engine_tells_what_its_models_can_do_when_it_is_ready() -> None:
    rig = Rig()
    assert not rig.engine.ready
    async with rig.running() as engine:
        assert engine.ready
        assert engine.capabilities.recognizes == rig.recognizer.languages
        assert engine.capabilities.translates == {EN_PT, PT_EN}
        assert engine.capabilities.recognizer == "scripted-recognizer"
        assert engine.capabilities.identifies == FakeLanguageIdentifier().languages
        assert engine.capabilities.voice_frame_samples == EnergyVad().frame_samples
        assert engine.initial_voice_state() == EnergyVad().initial_state()
    assert not rig.engine.ready


async def test_every_request_reaches_its_model() -> None:
    async with Rig(answer).running() as engine:
        loud = VoiceInput(samples=np.ones(512, np.float32), state=engine.initial_voice_state())
        scores = await engine.score_voice(loud, patience_s=SOON)
        assert scores.probabilities == (1.0,)
        assert (await engine.recognize(window(1.0), patience_s=SOON)).text == "hello"
        translated = await engine.translate("hello", EN_PT, patience_s=SOON)
        assert (translated.text, translated.pair) == ("hello>pt", EN_PT)
        assert (await engine.identify_language("thank you very much"))[0].language == "en"


async def test_every_model_is_warm_when_the_engine_is_ready() -> None:
    rig = Rig()
    await rig.engine.start()
    (batch,) = rig.recognizer.windows
    assert [(one.languages, one.final, one.task) for one in batch] == [
        (("en", "pt"), False, Task.TRANSCRIBE),
        (("en",), True, Task.TRANSCRIBE),
        (("pt",), True, Task.TRANSCRIBE),
        (("fi",), True, Task.TRANSLATE),
    ]
    assert all(np.abs(one.samples).max() > 0.1 for one in batch)
    assert len(rig.translator.batches) == len(rig.translator.pairs)
    assert rig.voice_detector.batches == [[1]]
    await rig.engine.close()


async def test_texts_share_a_batch_when_they_have_the_same_pair() -> None:
    rig = Rig()
    async with rig.running() as engine:
        asked = [("a", EN_PT), ("b", PT_EN), ("c", EN_PT)]
        texts = await asyncio.gather(
            *(engine.translate(text, pair, patience_s=SOON) for text, pair in asked)
        )
        assert [text.text for text in texts] == ["a>pt", "b>en", "c>pt"]
        assert rig.translator.batches == [["a", "c"], ["b"]]


async def test_captions_do_not_wait_for_alternatives_of_others() -> None:
    rig = Rig()
    async with rig.running() as engine:
        asked = [("a", 0), ("b", 2), ("c", 0), ("d", 2)]
        made = await asyncio.gather(
            *(
                engine.translate(text, EN_PT, patience_s=SOON, alternatives=alternatives)
                for text, alternatives in asked
            )
        )
        assert [one.alternatives for one in made] == [
            (),
            ("b>pt0", "b>pt1"),
            (),
            ("d>pt0", "d>pt1"),
        ]
        assert rig.translator.batches == [["a", "c"], ["b", "d"]]


async def test_windows_share_a_batch_when_they_are_alike() -> None:
    rig = Rig()
    async with rig.running() as engine:
        asked = [window(1.0), window(1.5), window(5.0), window(1.2, final=True), window(2.0)]
        await asyncio.gather(*(engine.recognize(one, patience_s=SOON) for one in asked))
        assert rig.recognizer.batches == [[1.0, 1.5, 2.0], [5.0], [1.2]]


async def test_windows_share_a_batch_when_the_same_is_made_of_them() -> None:
    rig = Rig()
    async with rig.running() as engine:
        finnish = replace(window(1.0, final=True), languages=("fi",))
        asked = [finnish, replace(finnish, task=Task.TRANSLATE), finnish]
        await asyncio.gather(*(engine.recognize(one, patience_s=SOON) for one in asked))
        made = [[one.task for one in batch] for batch in rig.recognizer.windows[-2:]]
        assert made == [[Task.TRANSCRIBE, Task.TRANSCRIBE], [Task.TRANSLATE]]


async def test_captions_find_room_when_others_ask_for_more_than_there_is() -> None:
    rig = Rig()
    limits = BatchLimits(batch=8, waiting=16, reserved=4)
    engine = LocalEngine(rig.load, batching=replace(BATCHING, translation=limits), clock=rig.clock)
    await engine.start()

    async def ask(conversation: str | None) -> str:
        made = await engine.translate("a", EN_PT, patience_s=SOON, conversation=conversation)
        return made.text

    asked = [asyncio.create_task(ask(None)) for _ in range(40)]
    captions = [asyncio.create_task(ask("c")) for _ in range(4)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(one, EngineBusy) for one in answers) == 40 - 12
    assert await asyncio.gather(*captions) == ["a>pt"] * 4
    await engine.close()


@pytest.mark.parametrize(
    ("conversation", "text", "batches"),
    [
        (None, "brief", [["brief"] * 8]),
        ("c", "brief", [["brief"] * 4] * 2),
        (None, "l" * 401, [["l" * 401] * 4] * 2),
    ],
)
async def test_texts_share_large_batches_where_they_are_brief_and_nobody_speaks(
    conversation: str | None, text: str, batches: list[list[str]]
) -> None:
    rig = Rig()
    limits = replace(BatchingConfig().translation, workers=1)
    engine = LocalEngine(rig.load, batching=replace(BATCHING, translation=limits), clock=rig.clock)
    await engine.start()
    rig.translator.batches.clear()  # those of the warm-up
    await engine.recognize(window(1.0), patience_s=SOON, conversation=conversation)
    await asyncio.gather(*(engine.translate(text, EN_PT, patience_s=SOON) for _ in range(8)))
    assert rig.translator.batches == batches
    await engine.close()


async def test_windows_of_one_conversation_take_turns() -> None:
    gate = Gate()
    rig = Rig(gated(gate))
    async with rig.running() as engine:
        first = asyncio.create_task(engine.recognize(window(5.0), patience_s=SOON))
        await gate.reached()
        asked = [
            asyncio.create_task(
                engine.recognize(window(seconds), patience_s=SOON, conversation=conversation)
            )
            for conversation, seconds in (("a", 6.0), ("a", 8.5), ("b", 10.5))
        ]
        await asyncio.sleep(0)
        gate.open()
        await asyncio.gather(first, *asked)
        assert rig.recognizer.batches == [[5.0], [6.0], [10.5], [8.5]]


async def test_single_frames_do_not_wait_for_a_long_piece() -> None:
    rig = Rig()
    async with rig.running() as engine:
        state = engine.initial_voice_state()
        pieces = [
            VoiceInput(samples=np.zeros(512 * frames, np.float32), state=state)
            for frames in (1, 900, 1)
        ]
        scored = await asyncio.gather(
            *(engine.score_voice(piece, patience_s=SOON) for piece in pieces)
        )
        assert [len(scores.probabilities) for scores in scored] == [1, 900, 1]
        assert rig.voice_detector.batches == [[1, 1], [900]]


async def test_stats_tell_what_was_done() -> None:
    rig = Rig()
    async with rig.running() as engine:
        await engine.translate("a", EN_PT, patience_s=SOON)
        stats = rig.engine.stats()
        assert (stats.translation.completed, stats.recognition.completed) == (1, 0)


async def test_error_of_a_model_reaches_the_caller() -> None:
    async with Rig().running() as engine:
        with pytest.raises(UnsupportedLanguagePair):
            await engine.translate("hei", LanguagePair("fi", "sv"), patience_s=SOON)


async def test_engine_is_not_ready_while_a_model_hangs() -> None:
    gate = Gate()
    rig = Rig(gated(gate))
    async with rig.running() as engine:
        hanging = asyncio.create_task(engine.recognize(window(2.0), patience_s=SOON))
        await gate.reached()
        assert engine.ready
        rig.clock.now_s += 31.0
        assert not engine.ready
        gate.open()
        await hanging
        assert engine.ready


async def test_engine_tells_the_route_of_every_pair() -> None:
    async with Rig().running() as engine:
        assert engine.capabilities.routes == {EN_PT: DIRECT, PT_EN: DIRECT}
        assert engine.capabilities.speech_routes == {
            LanguagePair("fi", "en"): FROM_SPEECH,
            LanguagePair("fi", "pt"): Route(("en",), from_speech=True),
        }


async def test_translation_has_the_term_when_one_goes_with_the_text() -> None:
    rig = Rig()
    terms = TermList((Term(source="hello", target="olá"),))
    async with rig.running() as engine:
        kept = await engine.translate("hello there", EN_PT, patience_s=SOON, terms=terms)
        plain = await engine.translate("hello there", EN_PT, patience_s=SOON)
    assert (kept.text, kept.terms_missing) == ("olá there>pt", ())
    assert plain.text == "hello there>pt"
