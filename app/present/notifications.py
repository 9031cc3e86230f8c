"""Notifications as pages and JSON show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from app.present.pages import NotificationLine, PreferenceLine
from app.present.people import avatar_of, person_card, user_json
from app.present.posts import post_json, post_url
from app.present.times import full_time, rfc3339, short_time
from app.store.notifications import TargetRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.store.notifications import Group
    from app.store.users import UserRow

PREVIEW_LENGTH = 160

_ACTS = {
    "like": "liked your {post}",
    "reply": "replied",
    "repost": "reposted your {post}",
    "quote": "quoted you",
    "mention": "mentioned you",
    "follow": "followed you",
    "follow_request": "asked to follow you",
    "request_accepted": "accepted your request",
    "poll_ended": "ended a poll you voted in",
    "post": "shared a new post",
    "alt_suggestion": "suggested an alt text",
}

_KINDS_IN_WORDS = {
    "like": "Likes",
    "reply": "Replies",
    "repost": "Reposts",
    "quote": "Quotes",
    "mention": "Mentions",
    "follow": "New followers",
    "follow_request": "Requests to follow you",
    "request_accepted": "Accepted requests",
    "poll_ended": "Polls that ended",
    "post": "New posts of people you asked to hear of",
    "alt_suggestion": "Suggested alt texts",
}


def preference_lines(deliveries: Mapping[str, str]) -> list[PreferenceLine]:
    """Each kind with how it is told, for the settings."""
    return [PreferenceLine(kind, words, deliveries[kind]) for kind, words in _KINDS_IN_WORDS.items()]


def notification_json(group: Group, *, viewer_id: int, base_url: str) -> dict[str, Any]:
    """The `notification` of the API; `id` is that of the group's newest row."""
    post = group.post
    return {
        "id": str(group.id),
        "kind": group.kind,
        "actors": [user_json(actor, viewer_id) for actor in group.actors],
        "actors_count": group.actors_count,
        "post": None if post is None else post_json(post, group.posts_by_id, base_url=base_url),
        "read": group.is_read,
        "created_at": rfc3339(group.created_at),
    }


def push_message(group: Group, *, viewer_id: int, unread_count: int) -> dict[str, Any]:
    """What a browser shows while no page is open; `tag`: it replaces what it showed of the same group."""
    line = notification_lines([group], viewer_id=viewer_id)[0]
    post = group.post
    target = TargetRow(
        id=group.id,
        kind=group.kind,
        post_id=None if post is None else post.id,
        post_username=None if post is None else post.content.username,
        actor_username=group.actors[0].username,
    )
    return {
        "id": str(group.id),
        "tag": line.group_key,
        "title": f"{line.actor_name} {line.rest}",
        "body": line.preview,
        "url": target_url(target),
        "unread_count": unread_count,
    }


def notification_lines(
    groups: Iterable[Group], *, viewer_id: int, now: datetime | None = None
) -> list[NotificationLine]:
    """Lines for the page and the bell."""
    now = now or datetime.now(UTC)
    return [_line(group, viewer_id, now) for group in groups]


def _line(group: Group, viewer_id: int, now: datetime) -> NotificationLine:
    newest = group.actors[0]
    return NotificationLine(
        id=group.id,
        kind=group.kind,
        actor_name=_name(newest),
        rest=_rest(group),
        avatar=avatar_of(newest.username, newest.display_name, newest.avatar_key),
        is_group=group.actors_count > 1,
        preview="" if group.post is None else one_line(group.post.content.body),
        time_short=short_time(group.created_at, now),
        time_iso=rfc3339(group.created_at),
        time_full=full_time(group.created_at),
        is_read=group.is_read,
        group_key=_group_key(group),
        period=_period(group.created_at, now),
        requester=person_card(newest, viewer_id) if group.kind == "follow_request" else None,
    )


def _rest(group: Group) -> str:
    """The sentence after the first name, as "and 4 others liked your post"."""
    is_own_reply = group.post is not None and group.post.content.is_reply
    act = _ACTS[group.kind].format(post="reply" if is_own_reply else "post")
    if group.actors_count == 1:
        return act
    if group.actors_count == len(group.actors) == 2:
        return f"and {_name(group.actors[1])} {act}"
    others = group.actors_count - 1
    return f"and {others} {'other' if others == 1 else 'others'} {act}"


def _group_key(group: Group) -> str:
    """What a page finds the group by when something is added to it, as long as it is unread."""
    if group.is_read or group.kind not in {"like", "repost", "follow"}:
        return str(group.id)
    return group.kind if group.post is None else f"{group.kind}-{group.post.id}"


def _name(person: UserRow) -> str:
    return person.display_name or person.username


def _period(moment: datetime, now: datetime) -> str:
    if moment.astimezone(UTC).date() == now.astimezone(UTC).date():
        return "today"
    return "week" if now - moment < timedelta(days=7) else "earlier"


def one_line(body: str) -> str:
    """A post's text on one line."""
    line = " ".join(body.split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1].rstrip() + "…"


def target_url(target: TargetRow) -> str:
    """The page that a notification leads to."""
    if target.kind == "follow_request":
        return "/follow-requests"
    if target.kind == "alt_suggestion":
        return f"/posts/{target.post_id}/alt"
    if target.post_id is not None and target.post_username is not None:
        return post_url(target.post_username, target.post_id)
    return f"/@{target.actor_username}"
