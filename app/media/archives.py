"""Archives that people bring along (zip, tar.gz): read member by member, never unpacked by the names in them."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from typing import TYPE_CHECKING, BinaryIO

from app.errors import Invalid, TooLarge, WrongType
from app.media.sniffing import EMPTY, FileType

if TYPE_CHECKING:
    from pathlib import Path

UNREADABLE_ARCHIVE = "That isn't an archive we can read. Send the zip or tar.gz file that Skein or Mastodon gave you."
# Of what comes out of an archive, however small it was packed.
MAX_JSON_BYTES = 200_000_000
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, KeyError, NotImplementedError, RuntimeError)
_PIECE_BYTES = 64 * 1024


def sniff_archive(head: bytes) -> FileType:
    """The type of the archive that begins with these bytes.

    Raises:
        Invalid: there are none.
        WrongType: it is no archive of these types.
    """
    if not head:
        raise Invalid(file=EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return FileType("archive", "zip")
    if head.startswith(b"\x1f\x8b"):
        return FileType("archive", "tgz")
    raise WrongType(UNREADABLE_ARCHIVE)


class Archive:
    """A `with` block around one archive. All its methods block: call them in a thread."""

    def __init__(self, path: Path) -> None:
        self._zip: zipfile.ZipFile | None = None
        self._tar: tarfile.TarFile | None = None
        try:
            if zipfile.is_zipfile(path):
                self._zip = zipfile.ZipFile(path)
                self._names = self._zip.namelist()
            else:
                self._tar = tarfile.open(path, "r:gz")  # noqa: SIM115  closed by `close`
                self._names = [member.name for member in self._tar if member.isfile()]
        except _BROKEN as error:
            raise Invalid(file=UNREADABLE_ARCHIVE) from error

    def close(self) -> None:
        """Let go of the file."""
        for opened in (self._zip, self._tar):
            if opened is not None:
                opened.close()

    def outbox(self) -> bytes:
        """The text of `outbox.json`, wherever it is.

        Raises:
            Invalid: there is none.
            TooLarge: it is beyond reason.
        """
        name = self.find("outbox.json")
        if name is None:
            raise Invalid(file="There are no posts in that archive: it has no outbox.json.")
        pieces: list[bytes] = []
        try:
            with self._open(name) as member:
                while piece := member.read(_PIECE_BYTES):
                    pieces.append(piece)
                    if len(pieces) * _PIECE_BYTES > MAX_JSON_BYTES:
                        raise TooLarge("The posts in that archive are too large.")
        except _BROKEN as error:
            raise Invalid(file=UNREADABLE_ARCHIVE) from error
        return b"".join(pieces)

    def find(self, ending: str) -> str | None:
        """The member whose path is this, or ends so below some folder."""
        wanted = ending.lstrip("/")
        return next((name for name in self._names if name == wanted or name.endswith(f"/{wanted}")), None)

    def copy(self, name: str, target: Path, most_bytes: int) -> int | None:
        """Copy a member to a file of our own; gives its size, None when it is broken or too large."""
        try:
            with self._open(name) as member, target.open("wb") as out:
                shutil.copyfileobj(_Limited(member, most_bytes), out, _PIECE_BYTES)
                return out.tell()
        except (*_BROKEN, TooLarge):
            return None

    def _open(self, name: str) -> BinaryIO:
        if self._zip is not None:
            return self._zip.open(name)  # type: ignore[return-value]
        opened = self._tar.extractfile(name) if self._tar is not None else None
        if opened is None:
            raise KeyError(name)
        return opened  # type: ignore[return-value]


class _Limited:
    """A file that may not give more than so many bytes."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file = file
        self._left = left

    def read(self, size: int = -1, /) -> bytes:
        """The next piece.

        Raises:
            TooLarge: that is too much.
        """
        piece = self._file.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge
        return piece
