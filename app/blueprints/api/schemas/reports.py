"""Reports in the API."""

from __future__ import annotations

from pydantic import BaseModel

from app.actions.reports import Reason
from app.blueprints.api.schemas.posts import Id


class NewReport(BaseModel):
    """What is reported, one of the two, and why."""

    post_id: Id | None = None
    user_id: Id | None = None
    reason: Reason
    text: str = ""


class Reported(BaseModel):
    """The report, as the one who made it knows it."""

    id: str
    post_id: str | None
    user_id: str | None
    reason: Reason
    text: str
