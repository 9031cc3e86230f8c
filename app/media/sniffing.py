"""What a file is, by its first bytes; its name and the sender's word for it count for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import Invalid, TooLarge, WrongType

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

MAX_IMAGE_BYTES = 8_000_000
MAX_VIDEO_BYTES = 100_000_000
MAX_ARCHIVE_BYTES = 500_000_000
_MOST_BYTES = {"image": MAX_IMAGE_BYTES, "video": MAX_VIDEO_BYTES, "archive": MAX_ARCHIVE_BYTES}
# As many bytes have to be there before the type can be told.
SNIFFED_BYTES = 64

UNREADABLE_PICTURE = "That isn't a picture we can read. Try a JPEG, PNG, WebP, GIF or AVIF."
UNREADABLE = "We can't use that type. Try a JPEG, PNG, WebP, GIF or AVIF picture, or an MP4, WebM or MOV video."
EMPTY = "That file is empty."
SIZES = "A picture can have 8 MB, a video 100 MB."


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that we take. `name` is Pillow's for pictures, the demuxer's for videos, the ending of archives."""

    kind: str
    name: str

    @property
    def most_bytes(self) -> int:
        """How large a file of the kind may be."""
        return _MOST_BYTES[self.kind]

    def check_size(self, size: int) -> None:
        """Refuse a file that is too large.

        Raises:
            TooLarge: a picture of more than 8 MB, a video of more than 100 MB.
        """
        if size > self.most_bytes:
            word = self.kind if self.name else "file"
            raise TooLarge(f"That {word.replace('image', 'picture')} is too large. {SIZES}")


# What a file of a type that we do not take is measured by.
ANY_TYPE = FileType("image", "")


_STARTS = (
    (b"\xff\xd8\xff", FileType("image", "JPEG")),
    (b"\x89PNG\r\n\x1a\n", FileType("image", "PNG")),
    (b"GIF87a", FileType("image", "GIF")),
    (b"GIF89a", FileType("image", "GIF")),
)
_AVIF_BRANDS = (b"avif", b"avis")
_MOVIE_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"qt  ", b"M4V ", b"dash")
_MOVIE_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")

# Beginnings of other formats that readers look for anywhere in a file.
_OTHER_FORMATS = (b"<script", b"<html", b"<!doctype", b"<?php", b"<svg ", b"%pdf-", b"<iframe")
_ZIP_END = b"PK\x05\x06"
# A zip is found by its end: 22 bytes and a comment.
_ZIP_TAIL = 22 + 65_535
# Of a video only the ends are looked at.
_LOOKED_AT = 1_000_000
_PIECE_BYTES = 128 * 1024
_LONGEST = max(len(other) for other in _OTHER_FORMATS)


def sniff(head: bytes) -> FileType:
    """The type of the file that begins with these bytes.

    Raises:
        Invalid: there are none.
        WrongType: we do not take it.
    """
    if not head:
        raise Invalid(file=EMPTY)
    for start, file_type in _STARTS:
        if head.startswith(start):
            return file_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileType("image", "WEBP")
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head[:SNIFFED_BYTES]:
        return FileType("video", "matroska")
    if head[4:8] == b"ftyp":
        brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), SNIFFED_BYTES), 4))]
        if any(brand in _AVIF_BRANDS for brand in brands):
            return FileType("image", "AVIF")
        if any(brand in _MOVIE_BRANDS for brand in brands):
            return FileType("video", "mov")
    elif head[4:8] in _MOVIE_ATOMS:
        return FileType("video", "mov")
    raise WrongType(UNREADABLE)


def refuse_polyglot(path: Path, file_type: FileType) -> None:
    """Refuse a file that is something else as well: a page, a script, an archive. Reads it: run in a thread.

    Nothing of it would stay in what is stored; who sends such a file means no picture.

    Raises:
        WrongType: it is two things in one.
    """
    size = path.stat().st_size
    parts = [(0, size)]
    if file_type.kind == "video" and size > 2 * _LOOKED_AT:
        parts = [(0, _LOOKED_AT), (size - _LOOKED_AT, size)]
    with path.open("rb") as file:
        file.seek(max(0, size - _ZIP_TAIL))
        if _ZIP_END in file.read():
            raise WrongType(UNREADABLE)
        for start, end in parts:
            if _holds_other_format(file, start, end):
                raise WrongType(UNREADABLE)


def _holds_other_format(file: BinaryIO, start: int, end: int) -> bool:
    """Looks through a part of a file, some of it at a time."""
    file.seek(start)
    kept = b""
    while start < end and (piece := file.read(min(_PIECE_BYTES, end - start))):
        start += len(piece)
        text = kept + piece.lower()
        if any(other in text for other in _OTHER_FORMATS):
            return True
        kept = text[-_LONGEST:]
    return False
