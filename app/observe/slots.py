"""One folder of figures for the web processes of one `skein web` (decision 0011).

A process writes into the files of its slot, and whatever replaces it goes on in the same files: counters never fall,
and there are never more files than slots.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.launch.data_folder import FolderLock
from app.launch.processes import LaunchError

if TYPE_CHECKING:
    from collections.abc import Iterator

# The variable is prometheus-client's own.
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_PREFIX = "skein-metrics-"
_SLOT_PREFIX = "web-"


def slot_name(number: int) -> str:
    """The name of the process in a slot, from 0."""
    return f"{_SLOT_PREFIX}{number}"


def own_slot() -> str | None:
    """The slot of this process; None: it is the only one, or no web process."""
    name = multiprocessing.current_process().name
    return name if name.startswith(_SLOT_PREFIX) and FOLDER_VARIABLE in os.environ else None


@contextmanager
def figures_folder() -> Iterator[None]:
    """The folder that processes started from here write their figures into; it goes at the end."""
    _remove_orphans()
    # Named so only once it is locked: until then another start would take it for an orphan.
    fresh = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}"))
    lock = FolderLock(fresh)
    lock.acquire()
    folder = fresh.rename(fresh.with_name(fresh.name.removeprefix(".")))
    os.environ[FOLDER_VARIABLE] = str(folder)
    try:
        yield
    finally:
        del os.environ[FOLDER_VARIABLE]
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_orphans() -> None:
    """Remove folders whose `skein web` was killed: nobody holds their lock."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            is_old = (folder / "lock").exists() and folder.stat().st_uid == os.getuid()
            if is_old and not folder.is_symlink():
                lock = FolderLock(folder)
                lock.acquire()
                shutil.rmtree(folder, ignore_errors=True)
                lock.release()
        except (LaunchError, OSError):
            continue
