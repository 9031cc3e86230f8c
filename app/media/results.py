"""What decoding gives; it travels between processes as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# Where a picture that is cut to a shape is shown.
Place = Literal["avatar", "banner", "card"]


@dataclass(slots=True)
class MadeFile:
    """A file to store: `KEY-PART.EXTENSION`."""

    part: str
    extension: str
    path: str


@dataclass(slots=True)
class Picture:
    """A picture, or the poster of a video, in some widths."""

    width: int
    height: int
    widths: list[int]
    blur: str
    files: list[MadeFile]
    is_animated: bool = False


@dataclass(slots=True)
class Video:
    """What is known of a video before it is encoded: its poster, and how long it is."""

    poster: Picture
    duration_ms: int
    # Pixels of all frames together: how much work it is.
    pixels: int


@dataclass(slots=True)
class Encoded:
    """A video as it is stored."""

    width: int
    height: int
    duration_ms: int
    files: list[MadeFile] = field(default_factory=list)
