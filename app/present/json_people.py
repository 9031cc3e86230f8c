"""People as JSON text, kept in the process under all that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.kept import Kept
from app.present.people import user_json

if TYPE_CHECKING:
    from app.store.users import UserRow

# About 1 KB each.
KEPT_PEOPLE = 4_000

_kept: Kept[bytes] = Kept(KEPT_PEOPLE)


def user_fragment(row: UserRow, viewer_id: int | None) -> orjson.Fragment:
    """The `user` of the API."""
    # Of the viewer `user_json` asks these two things.
    key = (row, row.id == viewer_id, viewer_id is None)
    return orjson.Fragment(_kept.get(key, lambda: orjson.dumps(user_json(row, viewer_id))))
