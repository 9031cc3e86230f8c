"""Reports in the API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from app.blueprints.api.schemas.posts import Id

Reason = Literal[
    "spam",
    "harassment",
    "hate",
    "violence",
    "nudity",
    "self_harm",
    "false_information",
    "impersonation",
    "illegal",
    "other",
]


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
