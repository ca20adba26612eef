"""One question at the end, answered by a tap."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, StringConstraints

from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import check_origin, limited_failures
from service.api.state import ServicesDep
from service.storage import usage_rows
from service.storage.errors import StorageUnavailable
from service.usage.visit import Answer, Feedback

router = APIRouter(tags=["feedback"])


class FeedbackIn(BaseModel):
    """Whether people understood each other."""

    feedback: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    """The token that came with the place or the ticket."""
    answer: Answer


@router.post(
    "/feedback",
    status_code=204,
    dependencies=[Depends(check_origin)],
    responses={
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
        429: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)
async def give_feedback(body: FeedbackIn, request: Request, services: ServicesDep) -> Response:
    """Answer once, until ten minutes after the end. Used and unknown tokens get the same answer."""
    most = services.settings.join_tries_per_minute
    with limited_failures(request, services, "feedback", per_minute=most):
        right = services.grants.feedback.use(body.feedback)
        if right is None:
            raise ApiError(404, "feedback_over", "This question has been answered, or is too old.")
    answer = Feedback(setting=right.setting, voter=right.voter, answer=body.answer)
    try:
        await services.database.write(partial(usage_rows.add_feedback, answer=answer))
    except StorageUnavailable:
        services.grants.feedback.give_back(body.feedback, right)
        raise
    return Response(status_code=204)
