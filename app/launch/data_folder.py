"""The data folder: secrets that are made once, and the lock that lets one program use a folder."""

from __future__ import annotations

import fcntl
import os
import secrets
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError

if TYPE_CHECKING:
    from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make a folder that others may pass through but not list; what is secret in it has its own rights.

    Raises:
        LaunchError: it cannot be made or written.
    """
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise LaunchError(f"{folder} is a file; SKEIN_DATA has to be a folder.") from error
    except OSError as error:
        raise LaunchError(f"Cannot make the folder {folder}: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise LaunchError(f"Cannot write to the folder {folder}. Does it belong to another user?")


def read_secret(path: Path) -> str | None:
    """The text of a secret file, if there is one."""
    try:
        return path.read_text().strip() or None
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise LaunchError(f"Cannot read {path}. Does it belong to another user?") from error


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def keep_secret(path: Path, size: int = 32) -> str:
    """The secret kept in `path`; a random one is made on first use."""
    secret = read_secret(path)
    if secret is None:
        secret = secrets.token_urlsafe(size)
        write_secret(path, secret)
    return secret


class FolderLock:
    """Held by the program that uses a folder; the kernel lets go of it when that program dies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock; True when its last holder died without releasing it.

        Raises:
            LaunchError: another process has it.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(descriptor, 20).decode().strip()
            os.close(descriptor)
            raise LaunchError(
                f"Skein is already running with {self._path.parent} (process {holder or 'unknown'})."
            ) from error
        was_left = bool(os.read(descriptor, 1))
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self._descriptor = descriptor
        return was_left

    def release(self) -> None:
        """Let go of the lock; harmless when it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None
