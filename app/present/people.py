"""People as pages and JSON show them."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from app.present.times import rfc3339
from app.text.rich import stored_html

if TYPE_CHECKING:
    from markupsafe import Markup

    from app.store.sessions import Viewer
    from app.store.users import UserRow

GRADIENTS = 10
KEPT_AVATARS = 5_000
ANGLES = 8


class Avatar(NamedTuple):
    """A picture, or initials on one of ten gradients chosen by the username."""

    url: str | None
    initials: str
    css_class: str


class PersonCard(NamedTuple):
    """A person in a list, on a profile and in the side column. A tuple: frames are looked up by what it says."""

    id: int
    username: str
    name: str
    url: str
    avatar: Avatar
    bio_html: Markup
    link: str
    is_private: bool
    # None: hidden from this viewer.
    followers_count: int | None
    following_count: int | None
    posts_count: int | None
    is_viewer: bool
    is_following: bool
    is_requested: bool
    follows_viewer: bool
    is_blocking: bool
    is_muting: bool
    is_restricting: bool
    # Whether the posts are open to this viewer.
    is_readable: bool
    # The picture above the profile; None: there is none, or it is not for this viewer.
    banner_url: str | None = None
    banner_alt: str = ""
    # One short sentence, as "Followed by @ana"; empty: none.
    reason: str = ""


def is_readable(person: UserRow, viewer_id: int | None) -> bool:
    """Whether a person's posts, lists and counts are open to the viewer, and not the card alone."""
    return not person.is_private or person.viewer_following or person.id == viewer_id


def picture_url(name: str | None) -> str | None:
    """The address of a stored picture; None: there is none."""
    return None if name is None else f"/media/{name}"


@lru_cache(maxsize=KEPT_AVATARS)
def avatar_of(username: str, display_name: str, avatar_key: str | None) -> Avatar:
    """The avatar of DESIGN.md, section 4."""
    seed = zlib.crc32(username.encode())
    css_class = f"avatar-g{seed % GRADIENTS} avatar-a{seed // GRADIENTS % ANGLES}"
    return Avatar(picture_url(avatar_key), initials_of(display_name or username), css_class)


def initials_of(name: str) -> str:
    """Up to two letters: of the first and the last word."""
    words = [word for word in name.replace(".", " ").replace("_", " ").split() if word[0].isalnum()]
    if not words:
        return name[:1].upper()
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])
    return letters.upper()


def person_card(row: UserRow, viewer_id: int | None, reason: str = "") -> PersonCard:
    """One person for a page."""
    is_open = is_readable(row, viewer_id)
    return PersonCard(
        id=row.id,
        username=row.username,
        name=row.display_name or row.username,
        url=f"/@{row.username}",
        avatar=avatar_of(row.username, row.display_name, row.avatar_key),
        bio_html=stored_html(row.bio_html),
        link=row.link,
        is_private=row.is_private,
        followers_count=row.followers_count if is_open else None,
        following_count=row.following_count if is_open else None,
        posts_count=row.posts_count if is_open else None,
        is_viewer=row.id == viewer_id,
        is_following=row.viewer_following,
        is_requested=row.viewer_requested,
        follows_viewer=row.viewer_followed_by,
        is_blocking=row.viewer_blocking,
        is_muting=row.viewer_muting,
        is_restricting=row.viewer_restricting,
        is_readable=is_open,
        banner_url=picture_url(row.banner_key) if is_open else None,
        banner_alt=row.banner_alt,
        reason=reason,
    )


def user_json(row: UserRow, viewer_id: int | None) -> dict[str, Any]:
    """The `user` of the API. Counts of a private account are null for a stranger, who gets `can_request`."""
    is_open = is_readable(row, viewer_id)
    user: dict[str, Any] = {
        "id": str(row.id),
        "username": row.username,
        "display_name": row.display_name,
        "bio": row.bio,
        "link": row.link,
        "avatar_url": picture_url(row.avatar_key),
        "banner_url": picture_url(row.banner_key) if is_open else None,
        "banner_alt": row.banner_alt if is_open else "",
        "is_private": row.is_private,
        "followers_count": row.followers_count if is_open else None,
        "following_count": row.following_count if is_open else None,
        "posts_count": row.posts_count if is_open else None,
        "created_at": rfc3339(row.created_at),
        "viewer": {
            "following": row.viewer_following,
            "requested": row.viewer_requested,
            "followed_by": row.viewer_followed_by,
            "blocking": row.viewer_blocking,
            "muting": row.viewer_muting,
            "restricting": row.viewer_restricting,
        },
    }
    if not is_open:
        user["can_request"] = viewer_id is not None and not row.viewer_requested
    return user


def viewer_avatar(viewer: Viewer) -> Avatar:
    """The signed-in person's own avatar."""
    return avatar_of(viewer.username, viewer.display_name, viewer.avatar_key)
