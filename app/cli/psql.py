"""Open psql on Skein's database. Everything after `--` goes to psql.

skein psql -- -c 'SELECT count(*) FROM posts'
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

from app.launch.binaries import postgres_bin
from app.launch.postgres_programs import without_password
from app.launch.services import services

if TYPE_CHECKING:
    import argparse

    from app.settings import Settings

HELP = "open psql on the database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("arguments", nargs="*", metavar="ARGUMENT", help="passed on to psql")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run psql; gives its exit code."""
    # The psql of the wheel has no TLS, which a server elsewhere may ask for.
    installed = shutil.which("psql") if settings.database_url else None
    program = installed or str(postgres_bin() / "psql")
    with services(settings, with_redis=False) as complete:
        address, environment = without_password(complete.direct_url)
        # Ctrl-C belongs to psql: it cancels a query there.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return subprocess.run(  # noqa: S603
                [program, *arguments.arguments, address],
                env=os.environ | environment,
                check=False,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            ).returncode
        finally:
            signal.signal(signal.SIGINT, before)
