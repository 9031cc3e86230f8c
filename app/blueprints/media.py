"""Stored pictures and videos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quart import Blueprint, Response, request

from app.blueprints.auth_session import load_viewer
from app.blueprints.current import database, parts
from app.errors import NotFound
from app.storage.files import content_type_of
from app.store import media

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

blueprint = Blueprint("media", __name__)

YEAR = 31_536_000
# Browsers keep what they may see. What stands between may keep a copy, but asks before each use, so that an account
# that turns private takes its pictures out of the caches of others at once.
PUBLIC = f"public, max-age={YEAR}, s-maxage=0, immutable"
EVERYBODYS = f"public, max-age={YEAR}, immutable"
PRIVATE = "private, no-cache"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@blueprint.get("/media/<key>")
async def show_media(key: str) -> Response:
    """A file, or a part of it (`Range`). Names are random and never used twice, so caches may keep it.

    A profile picture, and that of a link card, is everybody's. Everything else is given to whom the post, or the
    profile, is visible, asked anew each time.
    """
    content_type = content_type_of(key)
    caching = EVERYBODYS if "-" not in key else await _caching_of(key.partition("-")[0])
    tag = f'"{key.rpartition(".")[0]}"'
    if tag in request.headers.get("If-None-Match", ""):
        return _with_headers(Response(b"", status=304), caching, tag)
    size = await parts().storage.size(key)
    response = _part(key, size, tag)
    response.content_type = content_type
    return _with_headers(response, caching, tag)


async def _caching_of(upload_key: str) -> str:
    """How long the files of an upload may be kept.

    Raises:
        NotFound: the viewer may not see them.
    """
    db = database().pool
    if await media.is_visible(db, viewer_id=None, key=upload_key):
        return PUBLIC
    person = await load_viewer()
    if person is None or not await media.is_visible(db, viewer_id=person.id, key=upload_key):
        raise NotFound
    return PRIVATE


def _part(key: str, size: int, tag: str) -> Response:
    """The whole file, or the one part of it that is asked for."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    condition = request.headers.get("If-Range")
    if found is None or found.group() == "bytes=-" or condition not in {None, tag}:
        return _sent(key, 0, size, 200)
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or end < start:
        response = Response(b"", status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    response = _sent(key, start, end - start + 1, 206)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _sent(key: str, start: int, length: int, status: int) -> Response:
    content = _nothing() if request.method == "HEAD" else parts().storage.read(key, start, length)
    response = Response(content, status=status)
    # A slow reader of a large file takes its time.
    response.timeout = None
    response.headers["Content-Length"] = str(length)
    return response


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


def _with_headers(response: Response, caching: str, tag: str) -> Response:
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = caching
    response.headers["ETag"] = tag
    if caching == PRIVATE:
        response.headers["Vary"] = "Cookie, Authorization"
    return response
