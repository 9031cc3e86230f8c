"""Posts and acts on them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, WithJsonSchema, model_validator

from app.actions.posts import MAX_CHAIN
from app.blueprints.api.answers import is_id
from app.blueprints.api.schemas.media import Media
from app.blueprints.api.schemas.paging import PageQuery
from app.blueprints.api.schemas.users import UserViewer
from app.store.paging import MAX_PAGE_SIZE


def _checked_id(text: str) -> str:
    if not is_id(text):
        raise ValueError("This is not an id.")
    return text


Id = Annotated[
    str,
    AfterValidator(_checked_id),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,19}$", "examples": ["123456789012345678"]}),
]
Audience = Literal["everyone", "following", "mentioned"]
MoreBodies = Annotated[list[str], Field(max_length=MAX_CHAIN - 1)]


class NullIsAbsent(BaseModel):
    """A body in which null says the same as leaving a field out, as many programs write it."""

    @model_validator(mode="before")
    @classmethod
    def leave_nulls_out(cls, body: Any) -> Any:
        """Only what has a value."""
        return {name: value for name, value in body.items() if value is not None} if isinstance(body, dict) else body


class PollRequest(BaseModel):
    """A poll to ask: 2 to 4 choices, open for 5 minutes to 7 days."""

    options: list[str]
    duration_minutes: int = 24 * 60
    is_multiple: bool = False


class NewPost(NullIsAbsent):
    """A post, a reply or a quote to publish; with `more_bodies` a chain in which each answers the one before."""

    body: str = ""
    more_bodies: MoreBodies = []
    reply_to_id: Id | None = None
    quote_of_id: Id | None = None
    media_ids: list[str] = []
    reply_audience: Audience = "everyone"
    poll: PollRequest | None = None
    content_note: str = ""
    # Nobody else may quote it.
    is_closed_to_quotes: bool = False
    publish_at: datetime | None = None


class NewComment(NullIsAbsent):
    """A reply to publish."""

    body: str = ""
    media_ids: list[str] = []


class PostChange(BaseModel):
    """What can be changed about a post."""

    body: str


class CommentsQuery(PageQuery):
    """Which page of the replies, in which order."""

    limit: int = Field(10, ge=1, le=MAX_PAGE_SIZE)
    sort: Literal["oldest", "top"] = "oldest"
    # Those that the author of the conversation hides, instead of the others.
    hidden: bool = False


class Author(BaseModel):
    """A person, without counts."""

    id: str
    username: str
    display_name: str
    bio: str
    link: str
    avatar_url: str | None
    is_private: bool
    created_at: str
    viewer: UserViewer


class PostViewer(BaseModel):
    """What the reader did with a post."""

    liked: bool
    reposted: bool
    saved: bool


class LinkCard(BaseModel):
    """What the first link of a post leads to."""

    url: str
    site_name: str
    title: str
    description: str
    image_url: str | None
    image_width: int | None
    image_height: int | None


class PollOption(BaseModel):
    """A choice; its votes are told to whoever voted, and to everybody at the end."""

    text: str
    votes_count: int | None


class Poll(BaseModel):
    """A poll. `votes_count` counts people; `viewer_choices` are positions in `options`, null before voting."""

    options: list[PollOption]
    votes_count: int
    ends_at: str
    is_multiple: bool
    is_ended: bool
    viewer_choices: list[int] | None


class Post(BaseModel):
    """A post. `unavailable` tells that what it reposts or quotes is gone or hidden."""

    id: str
    url: str
    author: Author
    body: str
    body_html: str
    created_at: str
    edited_at: str | None
    reply_to_id: str | None
    root_id: str
    reply_audience: Audience
    repost_of: Post | None
    quote_of: Post | None
    unavailable: bool
    media: list[Media]
    content_note: str
    link_card: LinkCard | None
    poll: Poll | None
    likes_count: int
    comments_count: int
    reposts_count: int
    quotes_count: int
    shares_count: int
    # Waits for the approval of the person whom it answers, or was hidden by a moderator.
    is_held: bool
    viewer: PostViewer


class PostPage(BaseModel):
    """A page of posts."""

    items: list[Post]
    next_cursor: str | None


class PostEdit(BaseModel):
    """One text that a post had."""

    body: str
    body_html: str
    written_at: str


class PostEditPage(BaseModel):
    """A page of the texts of a post, newest first."""

    items: list[PostEdit]
    next_cursor: str | None


class PollVote(BaseModel):
    """Positions of the choices, from 0."""

    choices: list[Annotated[int, Field(ge=0, le=3)]]


class PinAnswer(BaseModel):
    """After pinning or its undoing."""

    pinned: bool


class LikeAnswer(BaseModel):
    """After a like or its undoing."""

    liked: bool
    likes_count: int


class RepostAnswer(BaseModel):
    """After a repost or its undoing."""

    reposted: bool
    reposts_count: int


class SaveAnswer(BaseModel):
    """After saving or its undoing."""

    saved: bool


class ShareAnswer(BaseModel):
    """The link to share."""

    url: str
    shares_count: int
