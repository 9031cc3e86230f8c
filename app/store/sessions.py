"""Sessions: who is behind a token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person of a request, and the session it came by."""

    id: int
    username: str
    display_name: str
    avatar_key: str | None
    role: str
    theme: str
    is_private: bool
    session_id: int
    session_kind: str
    last_used_at: datetime
    unread_count: int


_SELECT_VIEWER = Query("sessions/select_viewer", Viewer)


async def select_viewer(db: Executor, *, token_hash: bytes, idle_days: int, max_days: int) -> Viewer | None:
    """The person of a live session; None when the token is unknown or its session is over."""
    return await _SELECT_VIEWER.maybe(db, token_hash=token_hash, idle_days=idle_days, max_days=max_days)
