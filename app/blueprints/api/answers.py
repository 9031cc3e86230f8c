"""JSON answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from quart import Response

from app.errors import NotFound

if TYPE_CHECKING:
    from app.store.paging import Page


def json(body: Any, status: int = 200) -> Response:
    """A JSON answer that no cache keeps."""
    return json_text(orjson.dumps(body), status)


def json_text(body: bytes | str, status: int = 200) -> Response:
    """JSON that is text already, as a stored answer."""
    return Response(
        body, status=status, content_type="application/json", headers={"Cache-Control": "private, no-store"}
    )


def page_json(page: Page[Any], **more: Any) -> Response:
    """A page of the API."""
    return json({"items": page.items, "next_cursor": page.next_cursor, **more})


def no_content() -> Response:
    """204."""
    response = Response(b"", status=204, headers={"Cache-Control": "private, no-store"})
    # The framework names the type of every answer; nothing has none.
    del response.headers["Content-Type"]
    return response


def parse_id(text: str) -> int:
    """An id out of an address.

    Raises:
        NotFound: nothing can have this id.
    """
    if not is_id(text):
        raise NotFound
    return int(text)


def is_id(text: str) -> bool:
    """Whether something could have this id."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63
