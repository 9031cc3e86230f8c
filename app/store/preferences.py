"""How somebody wants to be told of what others do, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.db import Executor


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """How one kind is told, where it is not in the app alone."""

    kind: str
    delivery: str


_LIST_DELIVERIES = Query("preferences/list_deliveries", DeliveryRow)
_UPSERT_DELIVERIES: Query[None] = Query("preferences/upsert_deliveries")
_DELETE_DELIVERIES: Query[None] = Query("preferences/delete_deliveries")
_SELECT_FREQUENCY = Query[str]("preferences/select_frequency")
_UPSERT_FREQUENCY: Query[None] = Query("preferences/upsert_frequency")


async def list_deliveries(db: Executor, *, viewer_id: int) -> dict[str, str]:
    """Kind → `email` or `off`; kinds that are told in the app alone are not in it."""
    return {row.kind: row.delivery for row in await _LIST_DELIVERIES.many(db, viewer_id=viewer_id)}


async def upsert_deliveries(db: Executor, *, viewer_id: int, deliveries: Mapping[str, str]) -> None:
    """Tell these kinds by mail too, or not at all."""
    await _UPSERT_DELIVERIES.none(db, viewer_id=viewer_id, kinds=list(deliveries), deliveries=list(deliveries.values()))


async def delete_deliveries(db: Executor, *, viewer_id: int, kinds: Sequence[str]) -> None:
    """Tell these kinds in the app alone."""
    await _DELETE_DELIVERIES.none(db, viewer_id=viewer_id, kinds=list(kinds))


async def select_frequency(db: Executor, *, viewer_id: int) -> str:
    """`daily`, `weekly` or `off`."""
    return str(await _SELECT_FREQUENCY.value(db, viewer_id=viewer_id))


async def upsert_frequency(db: Executor, *, viewer_id: int, frequency: str | None) -> None:
    """Set how often the digest comes; None keeps it, and makes sure that it comes."""
    await _UPSERT_FREQUENCY.none(db, viewer_id=viewer_id, frequency=frequency)
