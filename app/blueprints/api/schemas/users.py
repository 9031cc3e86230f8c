"""People in the API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, StrictBool


class UserViewer(BaseModel):
    """How the signed-in person stands to a user."""

    following: bool
    requested: bool
    followed_by: bool
    blocking: bool
    muting: bool
    # Only where the whole person is asked for, not in the author of a post.
    restricting: bool = False


class User(BaseModel):
    """A person. Counts are null where the account is private and not followed."""

    id: str
    username: str
    display_name: str
    bio: str
    link: str
    avatar_url: str | None
    # Null where there is none, or the account is private and not followed.
    banner_url: str | None
    banner_alt: str
    is_private: bool
    followers_count: int | None
    following_count: int | None
    posts_count: int | None
    created_at: str
    viewer: UserViewer
    can_request: bool | None = None
    # Only of oneself.
    is_out_of_for_you: bool | None = None
    # Why a suggestion was made; only in the list of suggestions.
    reason: str | None = None


class ProfileChanges(BaseModel):
    """What to change of one's own profile; what is left out or null stays."""

    display_name: str | None = None
    bio: str | None = None
    link: str | None = None
    is_private: StrictBool | None = None
    is_out_of_for_you: StrictBool | None = None
    theme: Literal["system", "light", "dark"] | None = None
    banner_alt: str | None = None


class Picture(BaseModel):
    """A picture: JPEG, PNG, WebP, GIF or AVIF, at most 8 MB."""

    file: str = Field(json_schema_extra={"format": "binary"})


class PasswordChange(BaseModel):
    """A new password; the one in use proves that it is you."""

    current_password: str
    password: str


class Device(BaseModel):
    """A place where one is signed in."""

    id: str
    name: str
    kind: Literal["browser", "api"]
    address: str
    created_at: str
    last_used_at: str
    is_current: bool


class Devices(BaseModel):
    """All of them, the one used last first."""

    items: list[Device]
    next_cursor: None = None


class EndedDevices(BaseModel):
    """How many sessions were ended."""

    ended: int
