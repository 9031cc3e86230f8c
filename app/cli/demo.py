"""Fill an empty Skein with people, posts, follows and likes, and print a sign-in to look around with."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.migrate import apply_migrations
from app.launch.data_folder import make_folder, read_secret, write_secret
from app.launch.services import postgres_dir, services, with_kept_values

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


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """There are no options."""


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Make the data once; later calls only print the sign-in."""
    settings = with_kept_values(settings)
    folder = settings.skein_data if settings.database_url else postgres_dir(settings)
    with services(settings) as complete:
        apply_migrations(complete)
        sign_in = ensure_demo(complete, folder, print)
    print(f"Sign in as {sign_in.username} with the password {sign_in.password}")
    return 0


def ensure_demo(settings: Settings, folder: Path, report: Callable[[str], None]) -> SignIn:
    """Make demo data unless `folder` says that it is there; gives the sign-in."""
    kept = folder / "demo-sign-in"
    known = read_secret(kept)
    if known is not None:
        username, _, password = known.partition(" ")
        return SignIn(username, password)
    # Here, so that the other commands do not load the demo and what it needs.
    from app.jobs.demo_data import make_demo

    report("Making demo data")
    password = secrets.token_urlsafe(12)
    sign_in = SignIn(asyncio.run(make_demo(settings, password)), password)
    make_folder(folder)
    write_secret(kept, f"{sign_in.username} {sign_in.password}")
    return sign_in
