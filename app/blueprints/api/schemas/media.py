"""Pictures and videos."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.blueprints.api.schemas.users import User


class NewMedia(BaseModel):
    """A picture (8 MB) or a video (100 MB, 5 minutes) to upload."""

    file: str = Field(json_schema_extra={"format": "binary"})
    alt: str = ""


class MediaChange(BaseModel):
    """Another description."""

    alt: str


class MediaVariant(BaseModel):
    """The picture, or the poster of the video, in one width."""

    width: int
    url: str


class Media(BaseModel):
    """A picture or video. A video can be played when `state` is `ready`; `blur` is a tiny picture as data:."""

    id: str
    kind: Literal["image", "video"]
    url: str
    width: int
    height: int
    alt: str
    blur: str
    state: Literal["processing", "ready", "failed"]
    progress: int
    animated: bool
    duration: float | None
    poster_url: str | None
    variants: list[MediaVariant]


class AltSuggested(BaseModel):
    """The suggestion that was made."""

    id: str


class AltSuggestion(BaseModel):
    """What somebody would say of a picture or video."""

    id: str
    media_id: str
    alt: str
    user: User


class AltSuggestionPage(BaseModel):
    """Suggestions, the oldest first."""

    items: list[AltSuggestion]
    next_cursor: str | None
