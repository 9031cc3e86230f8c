"""Requests that may be repeated: the first answer is kept with the act, in its transaction (SPEC, Decided 6)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from app.errors import Conflict, Invalid
from app.store import idempotency

if TYPE_CHECKING:
    from app.db import Executor

_KEY = re.compile(r"[\x21-\x7E]{1,255}")


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """The key of one request: unique per person and route, and bound to what the request says."""

    route: str
    key: str
    request_hash: bytes


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The answer to repeat."""

    status: int
    body: str


def make_key(route: str, key: str, request: Any, *, field: str = "idempotency_key") -> IdempotencyKey:
    """The key of a request; `request` is what it says, in JSON's types.

    Raises:
        Invalid: the key is not 1 to 255 visible ASCII characters.
    """
    if not _KEY.fullmatch(key):
        raise Invalid(**{field: "A key is 1 to 255 visible ASCII characters."})
    return IdempotencyKey(route, key, hashlib.sha256(orjson.dumps(request, option=orjson.OPT_SORT_KEYS)).digest())


async def recall(db: Executor, *, user_id: int, key: IdempotencyKey) -> StoredAnswer | None:
    """Take the key for this transaction (None), or give the first answer. Waits for a concurrent request.

    Raises:
        Conflict: the key was used for another request.
    """
    if await idempotency.claim_key(db, user_id=user_id, route=key.route, key=key.key, request_hash=key.request_hash):
        return None
    row = await idempotency.select_answer(db, user_id=user_id, route=key.route, key=key.key)
    if row.request_hash != key.request_hash or row.status is None or row.answer is None:
        raise Conflict("This was sent before with another text. Check your posts, then try again.")
    return StoredAnswer(row.status, row.answer)


async def keep(db: Executor, *, user_id: int, key: IdempotencyKey, answer: StoredAnswer) -> None:
    """Store the answer with the act."""
    await idempotency.update_answer(
        db, user_id=user_id, route=key.route, key=key.key, status=answer.status, answer=answer.body
    )
