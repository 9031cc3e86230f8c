"""Browsers that are told of notifications while no page is open, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from app.db import Executor


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """A person's browser: the push service's address for it, its public key and shared secret in base64url."""

    user_id: int
    endpoint: str
    p256dh: str
    auth: str


_SELECT_IS_ON = Query[bool]("push/select_is_on")
_UPSERT_SUBSCRIPTION: Query[None] = Query("push/upsert_subscription")
_DELETE_OF_SESSION: Query[None] = Query("push/delete_of_session")
_DELETE_ENDPOINT: Query[None] = Query("push/delete_endpoint")
_LIST_FOR_NOTIFICATION = Query("push/list_for_notification", BrowserRow)


async def select_is_on(db: Executor, *, session_id: int) -> bool:
    """Whether this session's browser is told."""
    return bool(await _SELECT_IS_ON.value(db, session_id=session_id))


async def upsert_subscription(
    db: Executor, *, session_id: int, user_id: int, endpoint: str, p256dh: str, auth: str
) -> None:
    """Tell this session's browser from now on."""
    await _UPSERT_SUBSCRIPTION.none(
        db, session_id=session_id, user_id=user_id, endpoint=endpoint, p256dh=p256dh, auth=auth
    )


async def delete_of_session(db: Executor, *, session_id: int) -> None:
    """Tell this session's browser nothing more."""
    await _DELETE_OF_SESSION.none(db, session_id=session_id)


async def delete_endpoint(db: Executor, *, endpoint: str) -> None:
    """Forget an address, whosever it is."""
    await _DELETE_ENDPOINT.none(db, endpoint=endpoint)


async def list_for_notification(db: Executor, *, notification_id: int) -> list[BrowserRow]:
    """The browsers of the person whom a notification is for; none where it was taken back."""
    return await _LIST_FOR_NOTIFICATION.many(db, notification_id=notification_id)
