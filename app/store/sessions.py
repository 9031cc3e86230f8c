"""Sessions: who is behind a token, and the devices of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


class SessionKey(NamedTuple):
    """What names a session, how old it may be, and whether the bell is shown."""

    token_hash: bytes | None
    idle_days: int
    max_days: int
    with_unread: bool


# Nobody's.
NO_SESSION = SessionKey(None, 0, 0, with_unread=False)


class SessionRow(NamedTuple):
    """The signed-in person of a request, the session it came by, and by what the bell's number can be kept."""

    id: int
    username: str
    display_name: str
    avatar_key: str | None
    role: str
    theme: str
    is_private: bool
    is_recommender_on: bool
    session_id: int
    session_kind: str
    last_used_at: datetime
    has_notice: bool
    open_reports_count: int
    newest_notification_id: int
    unread_rows: int
    # How far the log had come, in bytes, when this session last wrote; None when that is not known.
    written_lsn: int | None

    def viewer(self, unread_count: int) -> Viewer:
        """The person alone, with the number at the bell."""
        return Viewer._make((*self[: len(Viewer._fields) - 1], unread_count))


class Viewer(NamedTuple):
    """The signed-in person of a request, and the session it came by."""

    id: int
    username: str
    display_name: str
    avatar_key: str | None
    role: str
    theme: str
    is_private: bool
    is_recommender_on: bool
    session_id: int
    session_kind: str
    last_used_at: datetime
    # Whether a moderator told this person something that was not read yet; false where the bell is not shown.
    has_notice: bool
    # For moderators; 0 for everybody else, and where the bell is not shown.
    open_reports_count: int
    # 0 also for requests that do not show it: see blueprints/unread.py.
    unread_count: int = 0


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A live session, as its owner sees it."""

    id: int
    kind: str
    user_agent: str
    address: str
    created_at: datetime
    last_used_at: datetime


_SELECT_VIEWER = Query("sessions/select_viewer", SessionRow)
_INSERT_SESSION = Query[int]("sessions/insert_session")
_DELETE_SESSION = Query[None]("sessions/delete_session")
_DELETE_OTHERS = Query[None]("sessions/delete_others")
_DELETE_ALL = Query[None]("sessions/delete_all")
_LIST_DEVICES = Query("sessions/list_devices", DeviceRow)
_TOUCH_SESSION = Query[None]("sessions/touch_session")
_UPDATE_WRITTEN = Query[None]("sessions/update_written")


async def select_viewer(db: Executor, *, key: SessionKey) -> SessionRow | None:
    """The person of a live session; None when the token is unknown or its session is over."""
    return await _SELECT_VIEWER.maybe(db, **key._asdict())


async def insert_session(
    db: Executor,
    *,
    user_id: int,
    password_hash: str | None,
    token_hash: bytes,
    kind: str,
    user_agent: str,
    address: str,
) -> int | None:
    """A session's id; None when the person is gone or `password_hash` is no longer theirs."""
    session_id: int | None = await _INSERT_SESSION.value(
        db,
        user_id=user_id,
        password_hash=password_hash,
        token_hash=token_hash,
        kind=kind,
        user_agent=user_agent,
        address=address,
    )
    return session_id


async def delete_session(db: Executor, *, user_id: int, session_id: int) -> bool:
    """End a session; False when this person has none with this id."""
    return await _DELETE_SESSION.none(db, user_id=user_id, session_id=session_id) == 1


async def delete_others(db: Executor, *, user_id: int, kept_session_id: int) -> int:
    """End all sessions of a person but one; gives how many."""
    return await _DELETE_OTHERS.none(db, user_id=user_id, kept_session_id=kept_session_id)


async def delete_all(db: Executor, *, user_id: int) -> int:
    """End all sessions of a person; gives how many."""
    return await _DELETE_ALL.none(db, user_id=user_id)


async def list_devices(db: Executor, *, user_id: int, idle_days: int, max_days: int) -> list[DeviceRow]:
    """The live sessions of a person, the one used last first."""
    return await _LIST_DEVICES.many(db, user_id=user_id, idle_days=idle_days, max_days=max_days)


async def touch_session(db: Executor, *, session_id: int, address: str) -> None:
    """Note that a session is in use."""
    await _TOUCH_SESSION.none(db, session_id=session_id, address=address)


async def update_written(db: Executor, *, session_id: int) -> None:
    """Note that a session has just written: a replica serves it once it has that."""
    await _UPDATE_WRITTEN.none(db, session_id=session_id)
