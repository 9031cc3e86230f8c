"""Pictures and videos over the API: upload, describe, take back."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, Response
from quart_schema import DataSource, document_request, document_response, validate_request

from app.actions import media as media_actions
from app.blueprints.api.answers import json, no_content, parse_id
from app.blueprints.api.schemas.media import Media, MediaChange, NewMedia
from app.blueprints.current import database, parts, require_viewer, viewer_id
from app.blueprints.multipart import received_form
from app.errors import Invalid, NotFound
from app.present.media import media_item, media_json
from app.security.rate_limits import limit_upload
from app.store import media

blueprint = Blueprint("api_media", __name__, url_prefix="/api/media")


@blueprint.post("")
@document_request(NewMedia, source=DataSource.FORM_MULTIPART)
@document_response(Media, 201)
async def upload_media() -> Response:
    """Upload a picture or a video: multipart, `file` and perhaps `alt`. Put its id into `media_ids` of a post."""
    user_id = require_viewer().id
    await limit_upload(parts().limiter, user_id)
    async with received_form("file") as form:
        upload = form.file("file")
        if upload is None:
            raise Invalid(file="Choose a picture or a video.")
        media_id = await media_actions.store_upload(
            database(),
            parts().storage,
            parts().decoder,
            owner_id=user_id,
            upload=upload,
            alt=form.fields.get("alt", ""),
        )
    return json(await _body(media_id, user_id), 201)


@blueprint.get("/<media_id>")
@document_response(Media, 200)
async def show_media(media_id: str) -> Response:
    """A picture or video of a visible post, or of one's own uploads."""
    return json(await _body(parse_id(media_id), viewer_id()))


@blueprint.patch("/<media_id>")
@validate_request(MediaChange)
@document_response(Media, 200)
async def describe_media(media_id: str, data: MediaChange) -> Response:
    """Change the description of one's own picture or video, posted or not."""
    user_id = require_viewer().id
    await media_actions.describe_media(database(), owner_id=user_id, alts={parse_id(media_id): data.alt})
    return json(await _body(parse_id(media_id), user_id))


@blueprint.delete("/<media_id>")
async def take_back_media(media_id: str) -> Response:
    """Remove an upload that is in no post."""
    user_id = require_viewer().id
    await media_actions.take_back_media(database(), parts().storage, owner_id=user_id, media_id=parse_id(media_id))
    return no_content()


async def _body(media_id: int, viewer: int | None) -> dict[str, Any]:
    row = await media.select_visible(database().pool, viewer_id=viewer, media_id=media_id)
    if row is None:
        raise NotFound
    return media_json(media_item(row))
