"""People and posts as ActivityStreams, the shape in which other programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.present.times import rfc3339

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.exports import OwnerRow, OwnMediaRow, OwnPostRow

CONTEXT = "https://www.w3.org/ns/activitystreams"
PUBLIC = f"{CONTEXT}#Public"
MEDIA_FOLDER = "media_attachments"


def actor_json(owner: OwnerRow, site: str) -> dict[str, Any]:
    """`actor.json`: who it is."""
    url = f"{site}/@{owner.username}"
    actor: dict[str, Any] = {
        "@context": CONTEXT,
        "id": url,
        "type": "Person",
        "preferredUsername": owner.username,
        "name": owner.display_name,
        "summary": owner.bio_html,
        "url": url,
        "published": rfc3339(owner.created_at),
        "manuallyApprovesFollowers": owner.is_private,
        "outbox": "outbox.json",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
        # What has no name in ActivityStreams.
        "skein": {"email": owner.email, "bio": owner.bio, "link": owner.link, "theme": owner.theme},
    }
    if owner.avatar_key is not None:
        actor["icon"] = {"type": "Image", "mediaType": "image/webp", "url": archive_name("avatar", owner.avatar_key)}
    if owner.banner_key is not None:
        url = archive_name("header", owner.banner_key)
        actor["image"] = {"type": "Image", "mediaType": "image/webp", "url": url, "name": owner.banner_alt}
    return actor


def archive_name(what: str, stored: str) -> str:
    """What a person's own picture is called in the archive: `avatar`, or `header` for the one above the profile."""
    return f"{what}.{stored.rpartition('.')[2]}"


def activity_json(post: OwnPostRow, media: Sequence[OwnMediaRow], owner: OwnerRow, site: str) -> dict[str, Any]:
    """One entry of `outbox.json`: a repost is an Announce, everything else the Create of a Note."""
    actor = f"{site}/@{owner.username}"
    url = f"{actor}/post/{post.id}"
    published = rfc3339(post.created_at)
    audience = [f"{actor}/followers"] if owner.is_private else [PUBLIC]
    shown = post_url(site, post.shown_username, post.shown_id)
    activity = {"id": f"{url}#activity", "actor": actor, "published": published, "to": audience}
    if post.is_repost:
        return activity | {"type": "Announce", "object": shown}
    note: dict[str, Any] = {
        "id": url,
        "type": "Note",
        "url": url,
        "attributedTo": actor,
        "published": published,
        "updated": None if post.edited_at is None else rfc3339(post.edited_at),
        "to": audience,
        "inReplyTo": post_url(site, post.answered_username, post.answered_id),
        "quoteUrl": shown,
        "content": post.body_html,
        "source": {"content": post.body, "mediaType": "text/plain"},
        "attachment": [_attachment(one) for one in media],
    }
    return activity | {"type": "Create", "object": note}


def post_url(site: str, username: str | None, post_id: int | None) -> str | None:
    """The address of a post; None where there is none, or it is not visible to the person."""
    return None if username is None or post_id is None else f"{site}/@{username}/post/{post_id}"


def stored_name(media: OwnMediaRow) -> str:
    """The best file of a picture or video in the storage."""
    if media.kind == "video":
        return f"{media.key}-video.mp4"
    return f"{media.key}-moving.webp" if media.is_animated else f"{media.key}-{max(media.widths)}.webp"


def _attachment(media: OwnMediaRow) -> dict[str, Any]:
    name = stored_name(media)
    return {
        "type": "Document",
        "mediaType": "video/mp4" if media.kind == "video" else "image/webp",
        "url": f"{MEDIA_FOLDER}/{name}",
        "name": media.alt or None,
        "width": media.width,
        "height": media.height,
    }
