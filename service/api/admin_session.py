"""Administrators sign in and out, apart from staff."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import ADMIN_COOKIE, check_admin, check_origin, limited_failures
from service.api.session import SignIn, drop_session, keep_session
from service.api.state import ServicesDep

router = APIRouter(prefix="/admin/api/session", tags=["admin"])


class AdminSession(BaseModel):
    """Who is signed in."""

    admin: bool


@router.post(
    "",
    status_code=204,
    dependencies=[Depends(check_origin)],
    responses={401: {"model": ErrorAnswer}, 429: {"model": ErrorAnswer}},
)
async def sign_in_admin(body: SignIn, request: Request, services: ServicesDep) -> Response:
    """Exchange the secret of the admin link for a session cookie."""
    most = services.settings.sign_in_tries_per_minute
    with limited_failures(request, services, "admin sign in", per_minute=most):
        token = services.admins.sign_in(body.secret)
        if token is None:
            raise ApiError(401, "bad_secret", "This link is not valid. Use the one of the server.")
    return keep_session(ADMIN_COOKIE, token)


@router.get("", dependencies=[Depends(check_admin)], responses={401: {"model": ErrorAnswer}})
async def who_is_admin() -> AdminSession:
    """Tell whether the cookie is that of a living session."""
    return AdminSession(admin=True)


@router.delete("", status_code=204, dependencies=[Depends(check_origin)])
async def sign_out_admin(request: Request, services: ServicesDep) -> Response:
    """End the session."""
    services.admins.sign_out(request.cookies.get(ADMIN_COOKIE, ""))
    return drop_session(ADMIN_COOKIE)
