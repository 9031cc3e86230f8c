"""The file of a backup: a tar of the database's dump, the media, and a description at its end.

The description comes last, so a file without one was not finished. What is in the file opens every account: it is
written for its owner's eyes only.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.launch.processes import LaunchError
from app.storage.files import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

DATABASE = "database.dump"
SECRET_KEY = "secret-key"  # noqa: S105  the name of a file
DESCRIPTION = "backup.json"
MEDIA = "media/"


@dataclass(frozen=True, slots=True)
class Description:
    """What is in a backup.

    The newest migration of its schema, when it was begun, its number of media files, and the `fingerprint` of the
    secret key that goes with it.
    """

    migration: str
    made_at: str
    media_files: int
    key: str


def fingerprint(secret_key: str) -> str:
    """What tells two keys apart, and tells nothing of them."""
    return hashlib.sha256(secret_key.encode()).hexdigest()[:16]


class BackupWriter:
    """Adds parts to a file under way."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add_database(self, path: Path) -> None:
        """The dump."""
        self._tar.add(path, DATABASE)

    def add_media(self, name: str, path: Path) -> None:
        """A stored file."""
        self._tar.add(path, f"{MEDIA}{name}")

    def add_secret_key(self, secret: str) -> None:
        """The key that signs cookies, where Skein made it."""
        self._add_text(SECRET_KEY, secret)

    def finish(self, description: Description) -> None:
        """Nothing comes after this."""
        self._add_text(DESCRIPTION, json.dumps(asdict(description)))

    def _add_text(self, name: str, text: str) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(text.encode()), 0o600
        self._tar.addfile(entry, io.BytesIO(text.encode()))


@contextmanager
def new_backup(path: Path) -> Iterator[BackupWriter]:
    """A file that appears whole or not at all.

    Raises:
        LaunchError: it cannot be written, or is there already.
    """
    if path.exists():
        raise LaunchError(f"{path} is there already.")
    unfinished = path.with_name(f"{path.name}.part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
                yield BackupWriter(tar)
            unfinished.rename(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise LaunchError(f"{path} cannot be written: {error.strerror or error}.") from error


class BackupReader:
    """A finished backup."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        # Reads every header, so a file that was cut off is noticed before anything is restored.
        self._entries = {entry.name: entry for entry in tar.getmembers() if entry.isfile()}
        self.description = Description(**json.loads(self._open(DESCRIPTION).read()))

    def secret_key(self) -> str | None:
        """The key that signs cookies, if it is in there."""
        return self._open(SECRET_KEY).read().decode() if SECRET_KEY in self._entries else None

    def database(self) -> IO[bytes]:
        """The dump."""
        return self._open(DATABASE)

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        """The stored files by name."""
        for full_name in self._entries:
            name = full_name.removeprefix(MEDIA)
            if full_name.startswith(MEDIA) and is_name(name):
                yield name, self._open(full_name)

    def _open(self, name: str) -> IO[bytes]:
        file = self._tar.extractfile(self._entries[name])
        assert file is not None  # noqa: S101  only files are among the entries
        return file


@contextmanager
def opened_backup(path: Path) -> Iterator[BackupReader]:
    """Read a backup.

    Raises:
        LaunchError: it cannot be read, is none, or was not finished.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield BackupReader(tar)
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise LaunchError(f"{path} is no backup of Skein, or a part of it is missing.") from error
    except OSError as error:
        raise LaunchError(f"{path} cannot be read: {error.strerror or error}.") from error
