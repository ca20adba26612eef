"""Messages between the engine and its workers."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.firefox_protocol import (
    Direction,
    ProtocolError,
    Reply,
    Request,
    receive_directions,
    receive_reply,
    receive_request,
    send,
    send_directions,
)

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@given(st.lists(ANY_TEXT), ANY_TEXT)
def test_messages_arrive_as_they_were_sent(passages: list[str], failure: str) -> None:
    """Lone surrogates too, which JSON from a client may bring in."""
    request = Request(source="en", target="pt", passages=tuple(passages))
    reply = Reply(passages=tuple(passages), failure=failure, failed=failure)
    stream = io.BytesIO()

    send(stream, request)
    send(stream, reply)
    stream.seek(0)

    assert receive_request(stream) == request
    assert receive_reply(stream) == reply
    assert receive_reply(stream) is None


def test_directions_arrive_as_they_were_sent() -> None:
    directions = [
        Direction(
            key="firefox-en-pt",
            source="en",
            target="pt",
            model="/data/ü/model.bin",
            source_vocabulary="/data/ü/vocab.spm",
            target_vocabulary="/data/ü/vocab.spm",
            shortlist=None,
        )
    ]
    stream = io.BytesIO()

    send_directions(stream, directions)
    stream.seek(0)

    assert receive_directions(stream) == directions


def test_nothing_is_received_when_the_other_side_has_closed() -> None:
    assert receive_directions(io.BytesIO()) == []
    assert receive_request(io.BytesIO()) is None


@pytest.mark.parametrize("kept", range(1, 12))
def test_message_is_refused_when_it_was_cut_off(kept: int) -> None:
    stream = io.BytesIO()
    send(stream, Reply())
    cut = io.BytesIO(stream.getvalue()[:kept])

    with pytest.raises(ProtocolError):
        receive_reply(cut)
