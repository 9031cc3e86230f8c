"""Roles: who may do more than everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Invalid, NotFound
from app.security.usernames import username_key
from app.store import accounts

if TYPE_CHECKING:
    from app.db import Database

ROLES = ("none", "moderator", "operator")


async def set_role(database: Database, *, username: str, role: str) -> None:
    """Give a person a role, or take it away with `none`.

    Raises:
        Invalid: there is no such role.
        NotFound: nobody has this username.
    """
    if role not in ROLES:
        raise Invalid(role=f"Choose one of {', '.join(ROLES)}.")
    async with database.transaction() as db:
        if not await accounts.update_role(db, username=username_key(username) or "", role=role):
            raise NotFound("Nobody has that username.")
