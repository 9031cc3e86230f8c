"""First answers to requests that may be repeated (SPEC, Decided 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was answered the first time, and to which request."""

    request_hash: bytes
    status: int | None
    answer: str | None


_CLAIM_KEY: Query[None] = Query("idempotency/claim_key")
_SELECT_ANSWER = Query("idempotency/select_answer", AnswerRow)
_UPDATE_ANSWER: Query[None] = Query("idempotency/update_answer")


async def claim_key(db: Executor, *, user_id: int, route: str, key: str, request_hash: bytes) -> bool:
    """Take a free key; False when it has an answer. Waits for whoever holds it."""
    is_claimed = await _CLAIM_KEY.value(db, user_id=user_id, route=route, key=key, request_hash=request_hash)
    return is_claimed is not None


async def select_answer(db: Executor, *, user_id: int, route: str, key: str) -> AnswerRow:
    """The first answer to a request with this key."""
    return await _SELECT_ANSWER.one(db, user_id=user_id, route=route, key=key)


async def update_answer(db: Executor, *, user_id: int, route: str, key: str, status: int, answer: str) -> None:
    """Keep the answer to the request that holds the key."""
    await _UPDATE_ANSWER.none(db, user_id=user_id, route=route, key=key, status=status, answer=answer)
