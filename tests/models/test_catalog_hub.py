"""Talking to a hub: refusals, faults that pass, proxies, tokens, and what is no hub."""

from __future__ import annotations

import pytest
from fake_hub import Status
from hub_desk import Desk, desk

from models.catalog_errors import DownloadFailed

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.e2e

TOKEN = "of-the-test"  # noqa: S105 - opens the fake hub only


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (401, r"does not give .*\(401\).*HF_TOKEN"),
        (403, r"does not give .*\(403\).*HF_TOKEN"),
        (404, r"has no owner/tiny at revision main \(404\).*HF_ENDPOINT"),
        (418, "answered 418"),
    ],
)
def test_refusal_is_explained_and_not_tried_again(desk: Desk, code: int, message: str) -> None:
    desk.hub.listing_faults.append(Status(code=code))

    with pytest.raises(DownloadFailed, match=message):
        desk.catalog().pull("tiny")

    assert len(desk.hub.requests) == 1
    assert desk.pauses == []
    desk.assert_not_installed()


def test_passing_fault_is_waited_for_as_long_as_the_hub_asks(desk: Desk) -> None:
    desk.hub.listing_faults.extend([Status(code=503), Status(code=429, retry_after="30")])

    desk.catalog().pull("tiny")

    desk.assert_whole()
    assert desk.pauses == [1.0, 30.0]


def test_lasting_fault_is_told_after_five_tries(desk: Desk) -> None:
    desk.hub.listing_faults.extend([Status(code=500)] * 5)

    with pytest.raises(DownloadFailed, match=r"answered 500\. Tried 5 times"):
        desk.catalog().pull("tiny")

    assert desk.pauses == [1.0, 2.0, 4.0, 8.0]


def test_hub_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(DownloadFailed, match=r"did not give .*HTTPS_PROXY"):
        desk.catalog(HF_ENDPOINT="http://127.0.0.1:9").pull("tiny")


def test_endpoint_that_is_no_address_is_told(desk: Desk) -> None:
    with pytest.raises(DownloadFailed, match="is no address"):
        desk.catalog(HF_ENDPOINT="hub.example.org").pull("tiny")


@pytest.mark.parametrize("page", [b"<html>Sign in to the network</html>", b"{}", b"[]"])
def test_page_of_something_else_is_told(desk: Desk, page: bytes) -> None:
    desk.hub.page = page

    with pytest.raises(DownloadFailed, match="does not answer as a hub does"):
        desk.catalog().pull("tiny")


def test_proxy_that_cannot_be_used_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://proxy.invalid")

    with pytest.raises(DownloadFailed, match=r"a proxy .* cannot be used"):
        desk.catalog().pull("tiny")


def test_token_goes_to_the_hub_and_to_nobody_else(desk: Desk) -> None:
    desk.hub.token = TOKEN
    with pytest.raises(DownloadFailed, match="HF_TOKEN"):
        desk.catalog().pull("tiny")

    desk.catalog(HF_TOKEN=TOKEN).pull("tiny")

    shown = {r.authorization for r in desk.hub.requests if r.path.startswith("/store/")}
    assert shown == {""}


def test_proxy_of_the_environment_is_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", desk.hub.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    desk.hub.store_url = "http://store.invalid"
    desk.catalog(HF_ENDPOINT="http://hub.invalid").pull("tiny")

    desk.assert_whole()
    assert {request.host for request in desk.hub.requests} == {"hub.invalid", "store.invalid"}
