"""Lists of people, and acts between people, in the API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, StrictBool

from app.blueprints.api.schemas.ending import Ending
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.users import User


class UserPage(BaseModel):
    """Some people, and where the list goes on."""

    items: list[User]
    next_cursor: str | None


class FollowState(BaseModel):
    """How one stands to a person; `followers_count` is null where the account is private and not followed."""

    following: bool
    requested: bool
    followers_count: int | None


class FollowChoices(BaseModel):
    """What one wants of somebody one follows."""

    hides_reposts: bool
    hides_quotes: bool
    # To be told of each new post, as a notification of the kind `post`.
    wants_posts: bool


class FollowChoiceChanges(BaseModel):
    """What to change; what is left out stays."""

    hides_reposts: StrictBool | None = None
    hides_quotes: StrictBool | None = None
    wants_posts: StrictBool | None = None


class Muting(Ending):
    """How long to mute; without an end until it is taken back."""


class MutedUser(User):
    """A muted person, and when that ends."""

    mute_ends_at: str | None = None


class MutedPage(BaseModel):
    """Muted people, and where the list goes on."""

    items: list[MutedUser]
    next_cursor: str | None


class BlockedUser(BaseModel):
    """A blocked person: name and picture, no more."""

    id: str
    username: str
    display_name: str
    avatar_url: str | None


class BlockedPage(BaseModel):
    """Blocked people, and where the list goes on."""

    items: list[BlockedUser]
    next_cursor: str | None


class PeopleSearchQuery(PageQuery):
    """The beginning of a username or of a name; `for=mention` is about writing: followed people first, one page."""

    q: str = ""
    purpose: Literal["mention"] | None = Field(None, alias="for")
