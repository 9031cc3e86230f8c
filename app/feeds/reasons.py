"""Why a post is in For you, in words.

A reason is kept as a kind and a detail, and becomes words when it is shown: the words name a person or a post only
where the viewer may see them at that moment, and an act only where it still stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from app.store.post_rows import Mark

if TYPE_CHECKING:
    from app.store.post_rows import PostRow

POST, PEOPLE, AUTHOR, TASTE, POPULAR, NEW = "post", "people", "author", "taste", "popular", "new"


class Reason(NamedTuple):
    """A kind, and: the post that was acted on (`post`), or the topic (`taste`, `popular`; may be empty)."""

    kind: str
    post_id: int = 0
    topic: str = ""


class Words(NamedTuple):
    """A reason as a line above the post and as a sentence."""

    line: str
    sentence: str


# The first that stands is told.
_ACTS = {"liked": Mark.LIKED, "reposted": Mark.REPOSTED, "saved": Mark.SAVED}

_PEOPLE = Words(
    "People who liked what you liked",
    "People who liked the same posts as you liked this one too.",
)
_NEW = Words("New on Skein", "It's new, and a few new posts are shown to everyone so that they can be found.")
_POPULAR = Words("Popular right now", "Many people liked, answered or shared it lately.")


def words(reason: Reason, post: PostRow, *, is_followed: bool, because_of: PostRow | None) -> Words:
    """The reason why a post is shown; `because_of` is somebody's post that was acted on, where it may be told."""
    if reason.kind == POST:
        return _because_of(because_of) or _PEOPLE
    if reason.kind == AUTHOR and is_followed:
        username = post.content.username
        return Words(f"You follow @{username}", f"It's new from @{username}, whom you follow.")
    return _words_of_all(reason)


@lru_cache(maxsize=1_000)
def _words_of_all(reason: Reason) -> Words:
    """Of a reason that is the same whoever asks."""
    if reason.kind == PEOPLE:
        return _PEOPLE
    if reason.kind == TASTE:
        return Words(f"More about #{reason.topic}", f"You liked or answered posts about #{reason.topic}.")
    if reason.kind == POPULAR and reason.topic:
        return Words(
            f"Popular in #{reason.topic}", f"Many people liked, answered or shared this post about #{reason.topic}."
        )
    return _POPULAR if reason.kind == POPULAR else _NEW


def _because_of(post: PostRow | None) -> Words | None:
    if post is None:
        return None
    act = next((name for name, mark in _ACTS.items() if post.has(mark)), None)
    if act is None:
        return None
    username = post.content.username
    return Words(
        f"Because you {act} a post by @{username}",
        f"You {act} a post by @{username}, and people who liked that one liked this one too.",
    )
