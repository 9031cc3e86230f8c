"""Roles are given by `skein role`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.actions.roles import set_role
from app.db import Database
from app.errors import Invalid, NotFound

if TYPE_CHECKING:
    import asyncpg

    from app.settings import Settings
    from tests.people import People


async def test_a_role_is_given_and_taken(
    people: People, settings: Settings, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    database = Database(settings)
    await database.open()
    try:
        for role in ("operator", "moderator", "none"):
            await set_role(database, username=ana.username, role=role)

            assert await db.fetchval("SELECT role FROM users WHERE id = $1", int(ana.id)) == role
        with pytest.raises(NotFound):
            await set_role(database, username="nobody_has_this", role="operator")
        with pytest.raises(Invalid):
            await set_role(database, username=ana.username, role="king")
    finally:
        await database.close()
