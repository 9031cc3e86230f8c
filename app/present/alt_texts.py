"""The page on which an author describes the pictures of a post."""

from __future__ import annotations

from dataclasses import dataclass
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
class AltTextsPage:
    """`posts/alt_texts.html`."""

    post: PostCard
    alt_texts: list[AltText]
    title: str = "Alt text"
