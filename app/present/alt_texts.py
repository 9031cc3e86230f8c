"""The page on which an author describes the pictures of a post, and others suggest how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.present.media import MediaItem
    from app.present.posts import PostCard


@dataclass(frozen=True, slots=True)
class AltText:
    """A picture or video with what is said of it; `error` is empty where that can be used."""

    media: MediaItem
    alt: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedAlt:
    """What somebody would say of a picture or video."""

    id: int
    media: MediaItem
    alt: str
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class AltTextsPage:
    """`posts/alt_texts.html`; of one's own post with what others suggest."""

    post: PostCard
    alt_texts: list[AltText]
    suggested: list[SuggestedAlt] = field(default_factory=list)
    title: str = "Alt text"
