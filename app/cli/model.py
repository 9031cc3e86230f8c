"""List the trained models, or go back to one of them.

Web processes take a model over within seconds. The next training makes its own model the current one again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError
from app.launch.services import services, with_kept_values

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings
    from app.store.recommendations import ModelRow

HELP = "list the recommender's models, or switch to one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    choices = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    choices.add_parser("list", help="list the models that are kept")
    use = choices.add_parser("use", help="switch to a model that is kept")
    use.add_argument("version", metavar="VERSION", help="as `skein model list` shows it")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """List or switch."""
    with services(with_kept_values(settings), with_redis=False) as complete:
        if arguments.act == "list":
            asyncio.run(_list(complete))
        else:
            asyncio.run(_use(complete, arguments.version))
    return 0


async def _models(settings: Settings) -> list[ModelRow]:
    import asyncpg

    from app.store.recommendations import list_models

    connection = await asyncpg.connect(settings.direct_url)
    try:
        return await list_models(connection)
    finally:
        await connection.close()


async def _list(settings: Settings) -> None:
    rows = await _models(settings)
    if not rows:
        print("There is no model yet. `skein train` makes one.")
    for row in sorted(rows, key=lambda row: row.created_at, reverse=True):
        mark = "*" if row.is_current else " "
        print(
            f"{mark} {row.version}  {row.created_at:%Y-%m-%d %H:%M:%S}  {row.people} people  {row.posts} posts  "
            f"{row.events} acts  {row.trained_seconds:.1f} s"
        )


async def _use(settings: Settings, version: str) -> None:
    from app.errors import Unavailable
    from app.feeds.model_storage import open_model
    from app.jobs.train import use_model
    from recsys import ModelCorrupt

    row = next((row for row in await _models(settings) if row.version == version), None)
    if row is None:
        raise LaunchError(f"There is no model {version}. `skein model list` shows those that are kept.")
    try:
        await open_model(settings, version, row.checksum)
    except ModelCorrupt as error:
        raise LaunchError(f"The model cannot be used: {error}") from error
    except Unavailable as error:
        raise LaunchError("The bucket of the models cannot be reached.") from error
    if not await use_model(settings, version):
        raise LaunchError(f"The model {version} has just been removed.")
    print(f"Model {version} is in use.")
