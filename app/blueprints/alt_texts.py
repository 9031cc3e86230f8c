"""Describing the pictures of one's own posts, for as long as these are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.actions.media import clean_alt, describe_media
from app.blueprints.api.answers import parse_id
from app.blueprints.current import database, require_viewer, wants_fragment
from app.blueprints.posting import post_card
from app.blueprints.render import fragment, page
from app.blueprints.returning import return_to
from app.errors import Forbidden, Invalid, NotFound
from app.present.alt_texts import AltText, AltTextsPage

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from app.present.posts import PostCard

blueprint = Blueprint("alt_texts", __name__)


@blueprint.get("/posts/<post_id>/alt")
async def show_alt_texts(post_id: str) -> Response:
    """The descriptions of a post's pictures, to be changed."""
    card = await _own_card(post_id)
    return page("posts/alt_texts.html", AltTextsPage(card, [AltText(item, item.alt) for item in card.media]))


@blueprint.post("/posts/<post_id>/alt")
async def change_alt_texts(post_id: str) -> Response | WerkzeugResponse:
    """Describe the pictures anew; a field that is not sent leaves its picture as it is."""
    card = await _own_card(post_id)
    form = await request.form
    typed = {item.id: form.get(f"alt_{item.id}", item.alt) for item in card.media}
    errors: dict[str, str] = {}
    for media_id, alt in typed.items():
        try:
            clean_alt(alt, f"alt_{media_id}")
        except Invalid as error:
            errors |= error.fields
    if errors:
        if wants_fragment():
            raise Invalid(**errors)
        lines = [AltText(item, typed[item.id], errors.get(f"alt_{item.id}", "")) for item in card.media]
        return page("posts/alt_texts.html", AltTextsPage(card, lines), status=Invalid.status)
    changed = {item.id: typed[item.id] for item in card.media if typed[item.id] != item.alt}
    await describe_media(database(), owner_id=require_viewer().id, alts=changed)
    if wants_fragment():
        return fragment("_post.html", post=await _own_card(post_id), signed_in=True)
    return await return_to(card.url, notice="alt-saved")


async def _own_card(post_id: str) -> PostCard:
    """A post of one's own that has pictures or a video.

    Raises:
        NotFound: unknown, not visible, or without any.
        Forbidden: it is another person's.
    """
    card = await post_card(database().pool, parse_id(post_id), viewer_id=require_viewer().id)
    if not card.is_own:
        raise Forbidden
    if not card.media:
        raise NotFound
    return card
