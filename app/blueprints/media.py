"""Stored pictures."""

from __future__ import annotations

from quart import Blueprint, Response

from app.blueprints.uploads import media_storage
from app.errors import NotFound

blueprint = Blueprint("media", __name__)

YEAR = 31_536_000


@blueprint.get("/media/<key>")
async def show_media(key: str) -> Response:
    """A profile picture. Keys are random and never used twice, so caches may keep it."""
    if not key.endswith(".webp"):
        raise NotFound
    storage = media_storage()
    size = await storage.size(key)
    response = Response(storage.read(key), content_type="image/webp")
    response.headers["Content-Length"] = str(size)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
