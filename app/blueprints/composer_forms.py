"""What a composer's form says, and the composer again with what was typed."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from app.actions.polls import NewPoll
from app.actions.post_requests import PostRequest
from app.actions.scheduled import in_utc
from app.blueprints.api.answers import is_id, parse_id
from app.blueprints.current import database
from app.blueprints.posting import post_card
from app.errors import Invalid, NotFound
from app.present.composing import Composer
from app.present.media import media_item
from app.store import media

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import MultiDict

    from app.present.media import MediaItem
    from app.present.posts import PostCard

DAY_MINUTES = "1440"


def new_nonce() -> str:
    """A fresh one-time value for a composer."""
    return secrets.token_urlsafe(16)


def optional_id(text: str | None) -> int | None:
    """An id, or None for an empty field."""
    return parse_id(text) if text else None


def media_ids_of(form: MultiDict[str, str]) -> list[str]:
    """What was uploaded before the form was sent."""
    return [media_id for media_id in form.getlist("media_ids") if media_id]


async def uploads_of(user_id: int, media_ids: Sequence[str]) -> list[MediaItem]:
    """Those of the uploads that still wait for a post of the person, in this order."""
    return list((await uploads_by_id(user_id, media_ids)).values())


async def uploads_by_id(user_id: int, media_ids: Sequence[str]) -> dict[str, MediaItem]:
    """As `uploads_of`, by their ids. A draft is kept unchecked: what is no id names nothing."""
    ids = [int(media_id) for media_id in media_ids if is_id(media_id)]
    if not ids:
        return {}
    rows = await media.list_unposted(database().pool, owner_id=user_id, media_ids=ids)
    found = {row.id: media_item(row) for row in rows}
    return {str(media_id): found[media_id] for media_id in ids if media_id in found}


def request_of(form: MultiDict[str, str], media_ids: list[str]) -> PostRequest:
    """What is to be published.

    Raises:
        Invalid: a poll's duration is no number.
        NotFound: an id is none.
    """
    return PostRequest(
        bodies=tuple(_bodies(form)),
        reply_to_id=optional_id(form.get("reply_to_id")),
        quote_of_id=optional_id(form.get("quote_of_id")),
        reply_audience=form.get("reply_audience") or "everyone",
        media_ids=tuple(media_ids),
        content_note=form.get("content_note", ""),
        poll=_poll(form),
        is_closed_to_quotes=bool(form.get("is_closed_to_quotes")),
    )


def _bodies(form: MultiDict[str, str]) -> list[str]:
    """The texts of a chain; boxes left empty after the first are no posts."""
    first, *rest = form.getlist("body") or [""]
    return [first, *(body for body in rest if body.strip())]


def _poll(form: MultiDict[str, str]) -> NewPoll | None:
    """The poll of the form; None where no choice was written."""
    options = tuple(option for option in form.getlist("poll_option") if option.strip())
    if not options:
        return None
    minutes = form.get("poll_minutes") or DAY_MINUTES
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 6):
        raise Invalid(poll="A poll is open for 5 minutes to 7 days.")
    return NewPoll(options, int(minutes), bool(form.get("poll_multiple")))


def publish_at_of(form: MultiDict[str, str]) -> datetime | None:
    """When to publish; None: now. The page's script adds the moment in UTC to what was picked; else that is UTC.

    Raises:
        Invalid: it is no time.
    """
    text = form.get("publish_at")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(form.get("publish_at_utc") or text)
    except ValueError:
        raise Invalid(publish_at="That isn't a time.") from None
    return in_utc(moment)


async def composer_of(
    form: MultiDict[str, str],
    viewer_id: int,
    *,
    media_ids: Sequence[str] | None = None,
    errors: dict[str, str] | None = None,
    with_box: bool = False,
) -> Composer:
    """The composer with what was typed. What it answers or quotes may be gone: then it is left.

    Args:
        media_ids: with these uploads; else with those of the form.
        errors: what was wrong with it.
        with_box: with one more box for a post of the thread.
    """
    first, *rest = form.getlist("body") or [""]
    return Composer(
        body=first,
        more_bodies=[*(body for body in rest if body.strip()), *([""] if with_box else [])],
        reply_audience=form.get("reply_audience") or "everyone",
        is_closed_to_quotes=bool(form.get("is_closed_to_quotes")),
        nonce=new_nonce(),
        reply_to=await _card_or_none(form.get("reply_to_id"), viewer_id),
        quote_of=await _card_or_none(form.get("quote_of_id"), viewer_id),
        content_note=form.get("content_note", ""),
        poll_options=four(form.getlist("poll_option")),
        poll_minutes=form.get("poll_minutes") or DAY_MINUTES,
        is_poll_multiple=bool(form.get("poll_multiple")),
        uploads=await uploads_of(viewer_id, media_ids_of(form) if media_ids is None else media_ids),
        publish_at=form.get("publish_at", ""),
        draft_id=form.get("draft_id", ""),
        scheduled_id=form.get("scheduled_id", ""),
        errors=errors or {},
    )


async def composer_of_request(
    wanted: PostRequest, viewer_id: int, *, publish_at: str = "", draft_id: str = "", scheduled_id: str = ""
) -> Composer:
    """The composer with a draft, or with what is scheduled. What it answers or quotes may be gone: then it is left."""
    poll = wanted.poll or NewPoll(())
    return Composer(
        body=wanted.bodies[0],
        more_bodies=list(wanted.bodies[1:]),
        reply_audience=wanted.reply_audience,
        is_closed_to_quotes=wanted.is_closed_to_quotes,
        nonce=new_nonce(),
        reply_to=await _card_or_none(_text_of(wanted.reply_to_id), viewer_id),
        quote_of=await _card_or_none(_text_of(wanted.quote_of_id), viewer_id),
        content_note=wanted.content_note,
        poll_options=four(list(poll.options)),
        poll_minutes=str(poll.duration_minutes),
        is_poll_multiple=poll.is_multiple,
        uploads=await uploads_of(viewer_id, wanted.media_ids),
        publish_at=publish_at,
        draft_id=draft_id,
        scheduled_id=scheduled_id,
    )


def four(options: list[str]) -> list[str]:
    """The choices of a poll, one for each field."""
    return [*options, *[""] * 4][:4]


async def target_card(text: str | None, viewer_id: int) -> PostCard | None:
    """The post that is answered or quoted.

    Raises:
        NotFound: unknown or not visible.
    """
    post_id = optional_id(text)
    if post_id is None:
        return None
    card = await post_card(database().pool, post_id, viewer_id=viewer_id)
    if card.is_unavailable:
        raise NotFound
    return card


async def _card_or_none(text: str | None, viewer_id: int) -> PostCard | None:
    try:
        return await target_card(text, viewer_id)
    except NotFound:
        return None


def _text_of(post_id: int | None) -> str | None:
    return None if post_id is None else str(post_id)
