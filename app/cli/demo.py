"""Fill an empty Skein with people, posts, follows and likes, and print a sign-in to look around with.

With --live these people go on: they post, answer and like in a running Skein until Ctrl-C.
"""

from __future__ import annotations

import asyncio
import random
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.cli.migrate import apply_migrations
from app.db import Database
from app.launch.data_folder import make_folder, read_secret, write_secret
from app.launch.processes import LaunchError
from app.launch.services import postgres_dir, services, with_kept_values
from app.launch.stop_signals import StopRequested, stop_signals

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from app.settings import Settings

HELP = "make demo data"


@dataclass(frozen=True, slots=True)
class SignIn:
    """With which the demo can be entered."""

    username: str
    password: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--live", action="store_true", help="let the people go on talking until Ctrl-C")
    parser.add_argument("--every", type=float, default=4.0, metavar="SECONDS", help="time between two acts, on average")
    parser.add_argument("--seed", type=int, help="the same seed draws the same lots")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make the data once; later calls only print the sign-in. Then, if asked to, go on until a stop signal."""
    if arguments.every <= 0:
        raise LaunchError("--every has to be more than 0.")
    settings = with_kept_values(settings)
    folder = settings.skein_data if settings.database_url else postgres_dir(settings)
    with stop_signals(), services(settings, with_redis=False) as complete:
        apply_migrations(complete)
        sign_in = ensure_demo(complete, folder, print)
        print(f"Sign in as {sign_in.username} with the password {sign_in.password}")
        if arguments.live:
            try:
                asyncio.run(_go_on(complete, random.Random(arguments.seed), arguments.every))  # noqa: S311
            except StopRequested:
                print("\nThey fall silent.")
    return 0


async def _go_on(settings: Settings, dice: random.Random, every: float) -> None:
    from app.jobs.demo.live import LiveDemo, NobodyThere

    database = Database(settings)
    await database.open()
    try:
        demo = LiveDemo(database, dice)
        await demo.prepare()
        while True:
            print(f"{datetime.now():%H:%M:%S}  {await demo.act()}", flush=True)  # noqa: DTZ005  the watcher's clock
            # Lots of small gaps and a few long ones, as when people talk.
            await asyncio.sleep(dice.expovariate(1 / every))
    except NobodyThere as error:
        raise LaunchError("The people of the demo are not all there.") from error
    finally:
        await database.close()


def ensure_demo(settings: Settings, folder: Path, report: Callable[[str], None]) -> SignIn:
    """Make demo data unless `folder` says that it is there; gives the sign-in."""
    kept = folder / "demo-sign-in"
    known = read_secret(kept)
    if known is not None:
        username, _, password = known.partition(" ")
        return SignIn(username, password)
    # Here, so that the other commands do not load the demo and what it needs.
    from app.jobs.demo.data import make_demo

    report("Making demo data")
    password = secrets.token_urlsafe(12)
    sign_in = SignIn(asyncio.run(make_demo(settings, password)), password)
    make_folder(folder)
    write_secret(kept, f"{sign_in.username} {sign_in.password}")
    return sign_in
