"""Pictures and videos as pages and JSON show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from app.store.media import MediaRow

# A single picture keeps its own shape within these; anything beyond is cut.
TALLEST = 5 / 4
WIDEST = 9 / 16


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A picture or a video. A video can be played at its `url` when `state` is `ready`."""

    id: int
    kind: str
    state: str
    # The picture (an animation moves), or the video.
    url: str
    # A picture that keeps still: the largest, and the rest as `srcset`.
    still_url: str
    srcset: str
    variants: tuple[tuple[int, str], ...]
    width: int
    height: int
    is_animated: bool
    blur: str
    duration: float | None
    progress: int
    alt: str
    # `shape-tall` or `shape-wide` where the shape of a single picture is cut, else empty.
    shape: str
    # As a clock shows it, 0:32; empty for a picture.
    length: str

    @property
    def is_video(self) -> bool:
        """Whether it plays."""
        return self.kind == "video"


def media_items(text: str | None) -> tuple[MediaItem, ...]:
    """What `rules.post_media` gave."""
    return () if text is None else tuple(_item(entry) for entry in orjson.loads(text))


def media_item(row: MediaRow) -> MediaItem:
    """One upload."""
    return _item({name: getattr(row, name) for name in row.__slots__})


def _item(entry: dict[str, Any]) -> MediaItem:
    key, is_video, width, height = entry["key"], entry["kind"] == "video", entry["width"], entry["height"]
    part = "p" if is_video else ""
    variants = tuple((size, f"/media/{key}-{part}{size}.webp") for size in entry["widths"])
    still_url = variants[-1][1]
    url = f"/media/{key}-moving.webp" if entry["is_animated"] else still_url
    if is_video:
        url = f"/media/{key}-video.mp4"
    share = height / width
    milliseconds = entry["duration_ms"]
    return MediaItem(
        id=entry["id"],
        kind=entry["kind"],
        state=entry["state"],
        url=url,
        still_url=still_url,
        srcset=", ".join(f"{address} {size}w" for size, address in variants),
        variants=variants,
        width=width,
        height=height,
        is_animated=entry["is_animated"],
        blur=entry["blur"],
        duration=None if milliseconds is None else milliseconds / 1_000,
        progress=entry["progress"],
        alt=entry["alt"],
        shape="shape-tall" if share > TALLEST else "shape-wide" if share < WIDEST else "",
        length="" if milliseconds is None else _length(round(milliseconds / 1_000)),
    )


def _length(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def media_json(item: MediaItem) -> dict[str, Any]:
    """The `media` of the API."""
    return {
        "id": str(item.id),
        "kind": item.kind,
        "url": item.url,
        "width": item.width,
        "height": item.height,
        "alt": item.alt,
        "blur": item.blur,
        "state": item.state,
        "progress": item.progress,
        "animated": item.is_animated,
        "duration": item.duration,
        "poster_url": item.still_url if item.is_video else None,
        "variants": [{"width": width, "url": url} for width, url in item.variants],
    }
