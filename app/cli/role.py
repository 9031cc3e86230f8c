"""Give a person a role, or take it away.

An operator sees the insights and does everything a moderator does; a moderator acts on reports.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.errors import SkeinError
from app.launch.processes import LaunchError
from app.launch.services import services

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings

HELP = "make a person operator or moderator"
ROLES = ("operator", "moderator", "none")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("username", metavar="NAME", help="the person's username")
    parser.add_argument("role", choices=ROLES, help="`none` takes the role away")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Set the role."""
    username = arguments.username.removeprefix("@")
    with services(settings, with_redis=False) as complete:
        try:
            asyncio.run(_set_role(complete, username, arguments.role))
        except SkeinError as error:
            raise LaunchError(f"@{username}: {error.message}") from error
    print(f"@{username} now has the role {arguments.role}.")
    return 0


async def _set_role(settings: Settings, username: str, role: str) -> None:
    from app.actions.roles import set_role
    from app.db import Database

    database = Database(settings)
    await database.open()
    try:
        await set_role(database, username=username, role=role)
    finally:
        await database.close()
