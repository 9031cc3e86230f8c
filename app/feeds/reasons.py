"""Why a post is in For you, in words.

A reason is kept as a kind and a detail, and becomes words when it is shown: the words name a person or a post only
where the viewer may see them at that moment, and an act only where it still stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.store.recommendations import ForYouRow

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


_PEOPLE = Words(
    "People who liked what you liked",
    "People who liked the same posts as you liked this one too.",
)
_NEW = Words("New on Skein", "It's new, and a few new posts are shown to everyone so that they can be found.")
_POPULAR = Words("Popular right now", "Many people liked, answered or shared it lately.")


def words(reason: Reason, row: ForYouRow, because_of: ForYouRow | None) -> Words:
    """The reason why a post is shown; `because_of` is somebody's post that was acted on, where it is there."""
    if reason.kind == POST:
        return _because_of(because_of) or _PEOPLE
    if reason.kind == AUTHOR and row.is_followed:
        username = row.post.username
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


def _because_of(row: ForYouRow | None) -> Words | None:
    if row is None or not row.is_shown:
        return None
    post = row.post
    acts = (("liked", post.viewer_liked), ("reposted", post.viewer_reposted), ("saved", post.viewer_saved))
    act = next((name for name, stands in acts if stands), None)
    if act is None:
        return None
    return Words(
        f"Because you {act} a post by @{post.username}",
        f"You {act} a post by @{post.username}, and people who liked that one liked this one too.",
    )
