"""Whatever a client sends gives a message or a coded error, and is never repeated in it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from service.wire.codec import (
    AUDIO_HEADER,
    MAX_AUDIO_BYTES,
    MAX_MESSAGE_BYTES,
    AudioFrame,
    decode_audio,
    decode_message,
    encode_audio,
    encode_message,
)
from service.wire.errors import WireError
from service.wire.messages import Caption, Hello, LastSeen, Say, TrackOffer

json_values: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def test_hello_is_read_with_all_its_parts() -> None:
    text = json.dumps(
        {
            "type": "hello",
            "ticket": "t",
            "reads": ["en", "pt"],
            "last": {"epoch": "e", "seq": 3},
            "track": {"speaks": "pair", "sample_rate": 16000},
        }
    )
    assert decode_message(text) == Hello(
        ticket="t",
        reads=("en", "pt"),
        last=LastSeen(epoch="e", seq=3),
        track=TrackOffer(speaks="pair", sample_rate=16000),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"hello"',
        "{}",
        '{"type": "unknown"}',
        '{"type": "say", "text": "", "lang": "en"}',
        '{"type": "say", "text": "x", "lang": "EN"}',
        '{"type": "say", "text": "x", "lang": "en", "extra": 1}',
        '{"type": "say", "text": NaN, "lang": "en"}',
        '{"type": "say", "text": "\\ud800", "lang": "en"}',
        '{"type": "hello", "ticket": "t", "reads": []}',
        '{"type": "hello", "ticket": "t", "reads": ["en"], "last": {"epoch": "e", "seq": -1}}',
        '{"type": "hello", "ticket": "t", "reads": ["en"], "last": {"epoch": "e", "seq": 1e400}}',
        "[" * 50_000,
        '{"type":"say","lang":"en","text":"' + "x" * MAX_MESSAGE_BYTES + '"}',
    ],
)
def test_bad_text_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(WireError) as caught:
        decode_message(text)
    assert caught.value.code == "bad_message"


def test_refusal_never_repeats_what_was_sent() -> None:
    with pytest.raises(WireError) as caught:
        decode_message('{"type": "say", "text": 7, "lang": "my secret illness"}')
    assert "secret" not in caught.value.message


@given(st.dictionaries(st.sampled_from(["type", "text", "lang", "reads", "ticket"]), json_values))
def test_any_object_gives_a_message_or_a_coded_error(message: dict[str, JsonValue]) -> None:
    try:
        decode_message(json.dumps(message))
    except WireError as error:
        assert error.code == "bad_message"


@given(st.text(max_size=200))
def test_any_text_gives_a_message_or_a_coded_error(text: str) -> None:
    try:
        decode_message(text)
    except WireError as error:
        assert error.code == "bad_message"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_frame_or_a_coded_error(data: bytes) -> None:
    try:
        frame = decode_audio(data)
    except WireError as error:
        assert error.code == "bad_audio_frame"
    else:
        assert frame.samples.size == (len(data) - AUDIO_HEADER.size) // 2
        assert np.all(np.abs(frame.samples) <= 1)


@given(st.integers(0, 2**53), st.lists(st.integers(-32768, 32767), min_size=1, max_size=400))
def test_audio_comes_back_as_it_was_sent(start_sample: int, pcm: list[int]) -> None:
    sent = AudioFrame(
        start_sample=start_sample, samples=np.array(pcm, dtype=np.float32) / np.float32(32768)
    )
    received = decode_audio(encode_audio(sent))
    assert received.start_sample == start_sample
    np.testing.assert_array_equal(received.samples, sent.samples)


def test_audio_beyond_full_scale_is_clipped() -> None:
    frame = AudioFrame(start_sample=0, samples=np.array([2.0, -2.0], dtype=np.float32))
    np.testing.assert_allclose(decode_audio(encode_audio(frame)).samples, [32767 / 32768, -1.0])


@pytest.mark.parametrize("size", [0, 8, 9, 11, MAX_AUDIO_BYTES + 2])
def test_audio_frame_of_a_wrong_size_is_refused(size: int) -> None:
    with pytest.raises(WireError) as caught:
        decode_audio(bytes(size))
    assert caught.value.code == "bad_audio_frame"


def test_server_message_leaves_out_what_is_not_known() -> None:
    caption = Caption(
        id="c1",
        revision=1,
        participant="staff",
        role="staff",
        lang="en",
        committed="I",
        tentative=" am",
        final=False,
        ai_generated=True,
    )
    sent = json.loads(encode_message(caption))
    assert "seq" not in sent
    assert sent["type"] == "caption"
    assert sent["tentative"] == " am"


def test_typed_turn_keeps_every_character() -> None:
    text = "<b>ä</b> \u202e🙂"
    message = decode_message(json.dumps({"type": "say", "text": text, "lang": "en"}))
    assert message == Say(text=text, lang="en")
