"""The person is in charge: the recommender's switch, and forgetting what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import interactions

if TYPE_CHECKING:
    from app.db import Database


async def switch_recommender(database: Database, *, user_id: int, is_on: bool) -> None:
    """Let a person's acts be noted and rank their feed, or not."""
    async with database.transaction() as db:
        await interactions.update_switch(db, user_id=user_id, is_on=is_on)


async def reset_history(database: Database, *, user_id: int) -> None:
    """Forget what a person looked at; what they liked, reposted or answered before now no longer counts."""
    async with database.transaction() as db:
        # First the row of the person: two resets at once wait for each other.
        await interactions.update_history_since(db, user_id=user_id)
        await interactions.delete_history(db, user_id=user_id)
        await interactions.delete_seen(db, user_id=user_id)
