"""Bring the database's schema up to date, or check that it is.

Migrations only go forward and may be applied while an older version still runs. `skein run` does this too.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError
from app.launch.services import services

if TYPE_CHECKING:
    import argparse
    from collections.abc import Coroutine

    from app.settings import Settings

HELP = "bring the database up to date"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; exit code 1 and a list when something is missing",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Apply or check, and print what was done or is missing."""
    with services(settings, with_redis=False) as complete:
        if arguments.check:
            problems = check_migrations(complete)
            for problem in problems:
                print(problem, file=sys.stderr)
            return 1 if problems else 0
        applied = apply_migrations(complete)
        for name in applied:
            print(f"applied {name}")
        if not applied:
            print("The database is up to date.")
    return 0


def apply_migrations(settings: Settings) -> list[str]:
    """Apply what is missing; gives the names.

    Raises:
        LaunchError: PostgreSQL does not let us in, or its history does not fit our files.
    """
    from app.migrate import migrate

    return _run(migrate(settings))


def check_migrations(settings: Settings) -> list[str]:
    """What is missing or different; empty when the schema is in order.

    Raises:
        LaunchError: PostgreSQL does not let us in.
    """
    from app.migrate import check

    return _run(check(settings))


def _run(work: Coroutine[None, None, list[str]]) -> list[str]:
    import asyncpg

    from app.migrate import MigrationError

    try:
        return asyncio.run(work)
    except MigrationError as error:
        raise LaunchError(f"The database cannot be migrated: {error}") from error
    except (
        OSError,
        TimeoutError,
        asyncpg.CannotConnectNowError,
        asyncpg.ClientConfigurationError,
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
    ) as error:
        raise LaunchError(f"PostgreSQL cannot be reached: {str(error) or 'no answer in time'}") from error
