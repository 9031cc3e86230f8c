"""Choosing how one is told of what others do: per kind, and how often the digest comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import Invalid
from app.store import preferences
from app.store.notifications import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.db import Database, Executor

DELIVERIES = ("in_app", "email", "off")
FREQUENCIES = ("daily", "weekly", "off")


@dataclass(frozen=True, slots=True)
class Preferences:
    """How each kind is told, and how often the digest comes."""

    deliveries: dict[str, str]
    digest: str


async def load_preferences(db: Executor, *, viewer_id: int) -> Preferences:
    """The viewer's choices, with the kinds that were never chosen."""
    chosen = await preferences.list_deliveries(db, viewer_id=viewer_id)
    frequency = await preferences.select_frequency(db, viewer_id=viewer_id)
    return Preferences({kind: chosen.get(kind, "in_app") for kind in KINDS}, frequency)


async def change_preferences(
    database: Database, *, viewer_id: int, deliveries: Mapping[str, str], digest: str | None
) -> Preferences:
    """Change some kinds, and how often the digest comes where that is given. Gives all choices after it.

    Raises:
        Invalid: a kind, a delivery or a frequency that does not exist; then nothing was changed.
    """
    errors = {kind: "There is no such kind." for kind in deliveries if kind not in KINDS}
    errors |= {kind: "Choose in_app, email or off." for kind, chosen in deliveries.items() if chosen not in DELIVERIES}
    if digest is not None and digest not in FREQUENCIES:
        errors["digest"] = "Choose daily, weekly or off."
    if errors:
        raise Invalid(**errors)
    other = {kind: chosen for kind, chosen in deliveries.items() if chosen != "in_app"}
    async with database.transaction() as db:
        await preferences.upsert_deliveries(db, viewer_id=viewer_id, deliveries=other)
        await preferences.delete_deliveries(
            db, viewer_id=viewer_id, kinds=[kind for kind in deliveries if kind not in other]
        )
        if digest is not None or "email" in other.values():
            await preferences.upsert_frequency(db, viewer_id=viewer_id, frequency=digest)
        return await load_preferences(db, viewer_id=viewer_id)


async def stop_digest(database: Database, *, user_id: int) -> None:
    """No digest any more; what is told in the app stays as it is. Twice is harmless."""
    async with database.transaction() as db:
        await preferences.upsert_frequency(db, viewer_id=user_id, frequency="off")
