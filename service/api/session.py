"""Staff sign in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, StringConstraints

from service.access.sessions import SESSION_LIFETIME_S
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import STAFF_COOKIE, check_origin, check_staff, limited_failures
from service.api.state import ServicesDep

router = APIRouter(prefix="/session", tags=["staff"])


class SignIn(BaseModel):
    """The secret of the desk link."""

    secret: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class Session(BaseModel):
    """Who is signed in."""

    staff: bool


@router.post(
    "",
    status_code=204,
    dependencies=[Depends(check_origin)],
    responses={401: {"model": ErrorAnswer}, 429: {"model": ErrorAnswer}},
)
async def sign_in(body: SignIn, request: Request, services: ServicesDep) -> Response:
    """Exchange the secret of the desk link for a session cookie."""
    most = services.settings.sign_in_tries_per_minute
    with limited_failures(request, services, "sign in", per_minute=most):
        token = services.staff.sign_in(body.secret)
        if token is None:
            raise ApiError(
                401, "bad_secret", "This link is not valid. Use the one the server printed."
            )
    return keep_session(STAFF_COOKIE, token)


@router.get("", dependencies=[Depends(check_staff)], responses={401: {"model": ErrorAnswer}})
async def who_am_i() -> Session:
    """Tell whether the cookie is that of a living session."""
    return Session(staff=True)


@router.delete("", status_code=204, dependencies=[Depends(check_origin)])
async def sign_out(request: Request, services: ServicesDep) -> Response:
    """End the session."""
    services.staff.sign_out(request.cookies.get(STAFF_COOKIE, ""))
    return drop_session(STAFF_COOKIE)


def keep_session(cookie: str, token: str) -> Response:
    """An answer by which the browser keeps a session."""
    response = Response(status_code=204)
    response.set_cookie(
        cookie,
        token,
        max_age=int(SESSION_LIFETIME_S),
        secure=True,
        httponly=True,
        samesite="strict",
        path="/",
    )
    return response


def drop_session(cookie: str) -> Response:
    """An answer by which the browser forgets a session."""
    response = Response(status_code=204)
    response.delete_cookie(cookie, secure=True, httponly=True, path="/")
    return response
