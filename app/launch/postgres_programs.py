"""`pg_dump` and `pg_restore`: finding ones that fit the server, and running them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from app.launch.binaries import postgres_bin
from app.launch.processes import LaunchError

if TYPE_CHECKING:
    from pathlib import Path


def dump_database(url: str, target: Path) -> None:
    """Write the whole database, as it was at one moment, in PostgreSQL's own compressed format.

    Raises:
        LaunchError: it cannot be read.
    """
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def restore_database(url: str, source: Path) -> None:
    """Fill an empty database from a dump, wholly or not at all.

    Raises:
        LaunchError: it cannot be written.
    """
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source))


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The address for a command line, which every user of the machine can see, and the password beside it."""
    parts = urlsplit(url)
    if parts.password is None:
        return url, {}
    credentials, _, host = parts.netloc.rpartition("@")
    user = credentials.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{user}@{host}")), {"PGPASSWORD": unquote(parts.password)}


def _run(name: str, url: str, *arguments: str) -> None:
    address, environment = without_password(url)
    ended = subprocess.run(
        [_newest(name), f"--dbname={address}", *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"]
        raise LaunchError(f"{name} failed: {lines[0]}")


def _newest(name: str) -> str:
    """The newest there is: it reads older servers too. At the same age the machine's own, as the wheel's has no TLS."""
    found = [] if (installed := shutil.which(name)) is None else [installed]
    try:
        found.append(str(postgres_bin() / name))
    except LaunchError:
        if not found:
            raise LaunchError(f"There is no {name} here. Install PostgreSQL's client programs.") from None
    return max(found, key=_major_version)


def _major_version(program: str) -> int:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\d+", shown)
    return 0 if match is None else int(match[0])
