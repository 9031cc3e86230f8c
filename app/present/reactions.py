"""What an act on a post answers, to a program and to a page's script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.present.posts import post_url

if TYPE_CHECKING:
    from app.store.posts import TargetRow


def like_json(post: TargetRow, *, is_on: bool) -> dict[str, Any]:
    """After a like or its undoing."""
    return {"liked": is_on, "likes_count": post.likes_count}


def repost_json(post: TargetRow, *, is_on: bool) -> dict[str, Any]:
    """After a repost or its undoing."""
    return {"reposted": is_on, "reposts_count": post.reposts_count}


def save_json(_post: TargetRow, *, is_on: bool) -> dict[str, Any]:
    """After saving or its undoing."""
    return {"saved": is_on}


def share_json(post: TargetRow, base_url: str) -> dict[str, Any]:
    """The link to share."""
    return {"url": base_url + post_url(post.username, post.id), "shares_count": post.shares_count}
