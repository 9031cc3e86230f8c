"""Writing: the composer's page and the form behind every composer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.actions import media as media_actions
from app.actions import posts as post_actions
from app.actions.idempotency import IdempotencyKey, StoredAnswer, make_key
from app.actions.media import MAX_PICTURES
from app.blueprints.account_limits import require_verified
from app.blueprints.api.answers import parse_id
from app.blueprints.current import database, parts, require_viewer, wants_fragment
from app.blueprints.multipart import ReceivedForm, received_form
from app.blueprints.posting import post_card
from app.blueprints.render import fragment, page
from app.blueprints.returning import return_to
from app.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge, WrongType
from app.present.pages import Composer, PostFormPage
from app.present.posts import post_url
from app.security.rate_limits import limit_posting, limit_upload

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.db import Executor
    from app.present.posts import PostCard

blueprint = Blueprint("compose", __name__)


def new_nonce() -> str:
    """A fresh one-time value for a composer."""
    return secrets.token_urlsafe(16)


@blueprint.get("/compose")
async def show_composer() -> Response:
    """The page for a new post, a quote (`?quote=ID`) or a reply (`?reply=ID`)."""
    viewer_id = require_viewer().id
    reply_to = await _card(request.args.get("reply"), viewer_id)
    quote_of = await _card(request.args.get("quote"), viewer_id)
    if reply_to is not None and not reply_to.can_reply:
        raise Forbidden("Not everyone can reply to this.")
    return _composer_page(Composer(nonce=new_nonce(), reply_to=reply_to, quote_of=quote_of))


@blueprint.post("/posts")
async def publish_post() -> Response | WerkzeugResponse:
    """Publish what a composer holds; several `body` fields are a chain."""
    require_viewer()
    async with received_form("files", most_files=MAX_PICTURES, reads_on=True) as received:
        return await _published(received)


async def _published(received: ReceivedForm) -> Response | WerkzeugResponse:
    person, form = require_viewer(), received.fields
    await limit_posting(parts().limiter, person.id)
    await require_verified(person.id)
    try:
        published = await post_actions.publish_post(
            database(),
            viewer_id=person.id,
            body=_bodies(form),
            reply_to_id=_optional_id(form.get("reply_to_id")),
            quote_of_id=_optional_id(form.get("quote_of_id")),
            reply_audience=form.get("reply_audience") or "everyone",
            media_ids=[*_media_ids(form), *await _stored_files(received, person.id)],
            idempotency=_key(form),
            render=_ids_answer,
        )
    except (Invalid, Conflict, Forbidden, TooLarge, WrongType) as error:
        if wants_fragment():
            raise
        return await _again(form, person.id, error)
    post_ids = published.post_ids
    if not post_ids and published.answer is not None:
        post_ids = [int(post_id) for post_id in published.answer.body.split(",")]
    if wants_fragment():
        card = await post_card(database().pool, post_ids[0], viewer_id=person.id)
        return fragment("_post.html", status=201, post=card, signed_in=True)
    notice = "replied" if form.get("reply_to_id") else "posted"
    return await return_to(post_url(person.username, post_ids[0]), notice=notice)


async def _stored_files(received: ReceivedForm, user_id: int) -> list[str]:
    """The files of a browser without our script, stored as uploads."""
    media_ids = []
    for upload in [file.taken() for file in received.files]:
        await limit_upload(parts().limiter, user_id)
        media_id = await media_actions.store_upload(
            database(), parts().storage, parts().decoder, owner_id=user_id, upload=upload
        )
        media_ids.append(str(media_id))
    return media_ids


def _media_ids(form: MultiDict[str, str]) -> list[str]:
    return [media_id for media_id in form.getlist("media_ids") if media_id]


async def _ids_answer(_db: Executor, post_ids: list[int]) -> StoredAnswer:
    """A repeated form needs to know only which posts it made."""
    return StoredAnswer(201, ",".join(str(post_id) for post_id in post_ids))


def _bodies(form: MultiDict[str, str]) -> list[str]:
    """The texts of a chain; boxes left empty after the first are no posts."""
    first, *rest = form.getlist("body") or [""]
    return [first, *(body for body in rest if body.strip())]


def _key(form: MultiDict[str, str]) -> IdempotencyKey | None:
    nonce = form.get("nonce")
    if not nonce:
        return None
    said = [
        form.getlist("body"),
        *_media_ids(form),
        *(form.get(name) or "" for name in ("reply_to_id", "quote_of_id", "reply_audience")),
    ]
    return make_key("POST /posts", nonce, said, field="nonce")


def _optional_id(text: str | None) -> int | None:
    return parse_id(text) if text else None


async def _card(text: str | None, viewer_id: int) -> PostCard | None:
    post_id = _optional_id(text)
    if post_id is None:
        return None
    card = await post_card(database().pool, post_id, viewer_id=viewer_id)
    if card.is_unavailable:
        raise NotFound
    return card


async def _again(
    form: MultiDict[str, str], viewer_id: int, error: Invalid | Conflict | Forbidden | TooLarge | WrongType
) -> Response:
    """The composer with what was typed, and what was wrong with it."""
    composer = Composer(
        body="\n\n".join(body for body in form.getlist("body") if body.strip()),
        reply_audience=form.get("reply_audience") or "everyone",
        nonce=new_nonce(),
        reply_to=await _card(form.get("reply_to_id"), viewer_id),
        quote_of=await _card(form.get("quote_of_id"), viewer_id),
        errors=getattr(error, "fields", None) or {"body": error.message},
    )
    return _composer_page(composer, status=error.status)


def _composer_page(composer: Composer, status: int = 200) -> Response:
    title = "Reply" if composer.reply_to else "Quote" if composer.quote_of else "New post"
    return page("posts/compose.html", PostFormPage(title, composer), status=status)
