"""Runs the parts of one request side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Final, TypeVar

from fastapi import Request

from service.api.libretranslate.errors import LibreTranslateError

T = TypeVar("T")

_CLIENT_CLOSED_REQUEST: Final = 499
"""As web servers log it; nobody is left to read it."""


async def concurrently(jobs: Iterable[Coroutine[None, None, T]]) -> list[T]:
    """The results in the order of the jobs.

    The first failure cancels the others and is raised as it is.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(job) for job in jobs]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


async def while_connected(request: Request, work: Coroutine[None, None, T]) -> T:
    """The result of ``work``, which is cancelled when the client goes away.

    The request's body must have been read.

    Raises:
        LibreTranslateError: the client went away.
    """
    try:
        async with asyncio.TaskGroup() as group:
            working = group.create_task(work)
            watching = group.create_task(_cancel_on_disconnect(request, working))
            working.add_done_callback(lambda _: watching.cancel())
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    if working.cancelled():
        raise LibreTranslateError(status=_CLIENT_CLOSED_REQUEST, message="Client closed request")
    return working.result()


async def _cancel_on_disconnect(request: Request, working: asyncio.Task[T]) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    working.cancel()
