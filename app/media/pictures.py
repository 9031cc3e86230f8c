"""Pictures: decoded, turned upright and written anew as WebP, so that nothing but pixels stays.

Runs in a process of its own (`decoding.py`): the files come from anywhere.
"""

from __future__ import annotations

import base64
import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

from app.errors import Invalid, TooLarge
from app.media.results import MadeFile, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_PIXELS = 50_000_000
WIDTHS = (480, 960, 1920)
MAX_HEIGHT = 4_096
# What is cut out of a picture for one place: width and height at most.
CUTS = {"avatar": (400, 400), "banner": (1_500, 500), "card": (1_000, 524)}
# Of all frames of an animation together: as they come, and as they are stored.
MAX_FRAMES = 1_000
MAX_ANIMATED_PIXELS = 400_000_000
STORED_ANIMATED_PIXELS = 60_000_000
ANIMATED_WIDTH = 720
SHORTEST_FRAME_MS = 20
BLUR_SIDE = 16

TOO_MANY_PIXELS = "That picture has too many pixels. Try a smaller one."
BROKEN = "That picture is damaged or not all there. Try another copy."
_BROKEN_ERRORS = (OSError, SyntaxError, ValueError, EOFError, OverflowError, IndexError, KeyError, TypeError)


@contextmanager
def opened(source: Path, format_name: str) -> Iterator[Image.Image]:
    """The picture, not yet decoded; what goes wrong while it is read is told in our words.

    Raises:
        Invalid: it is broken.
        TooLarge: it has too many pixels.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=(format_name,)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise TooLarge(TOO_MANY_PIXELS)
                yield picture
    except (Image.DecompressionBombError, MemoryError) as error:
        raise TooLarge(TOO_MANY_PIXELS) from error
    except _BROKEN_ERRORS as error:
        raise Invalid(file=BROKEN) from error


def make_cut(source: Path, folder: Path, format_name: str, place: str) -> Picture:
    """The middle of a picture in the shape of a place (`CUTS`)."""
    width, height = CUTS[place]
    with opened(source, format_name) as picture:
        # A JPEG can be read at a fraction of its size, which saves most of the work.
        picture.draft("RGB", (width * 2, height * 2))
        return cut_for(place, upright(picture), folder)


def cut_for(place: str, picture: Image.Image, folder: Path) -> Picture:
    """The same of a decoded picture. Only an avatar is made larger than it came."""
    width, height = CUTS[place]
    share = 1.0 if place == "avatar" else min(1.0, picture.width / width, picture.height / height)
    size = (max(1, round(width * share)), max(1, round(height * share)))
    cut = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    return Picture(cut.width, cut.height, [cut.width], blur_of(cut), [_write(cut, folder, place)])


def make_picture(source: Path, folder: Path, format_name: str) -> Picture:
    """The picture in up to three widths; an animation also as one that moves."""
    with opened(source, format_name) as picture:
        if format_name in {"GIF", "WEBP"} and getattr(picture, "n_frames", 1) > 1:
            return _make_animated(picture, folder)
        picture.draft("RGB", (WIDTHS[-1], round(WIDTHS[-1] * picture.height / picture.width) or 1))
        return make_widths(upright(_reduced(picture)), folder)


def make_widths(picture: Image.Image, folder: Path) -> Picture:
    """A decoded picture in up to three widths, none wider than it is."""
    largest = _within(picture, WIDTHS[-1], MAX_HEIGHT)
    files, widths = [], []
    for width in [*(width for width in WIDTHS if width < largest.width), largest.width]:
        height = max(1, round(largest.height * width / largest.width))
        scaled = largest if width == largest.width else _scaled(largest, (width, height))
        files.append(_write(scaled, folder, str(width)))
        widths.append(width)
    return Picture(largest.width, largest.height, widths, blur_of(largest), files)


def _make_animated(picture: Image.Image, folder: Path) -> Picture:
    count = getattr(picture, "n_frames", 1)
    if count > MAX_FRAMES or count * picture.width * picture.height > MAX_ANIMATED_PIXELS:
        raise TooLarge("That animation is too long. Try a shorter one, or a video.")
    share = (STORED_ANIMATED_PIXELS / (count * picture.width * picture.height)) ** 0.5
    width = max(1, min(picture.width, ANIMATED_WIDTH, int(picture.width * share)))
    size = (width, max(1, round(picture.height * width / picture.width)))
    frames: list[Image.Image] = []
    durations: list[int] = []
    still: Picture | None = None
    for frame in ImageSequence.Iterator(picture):
        plain = upright(frame)
        if still is None:
            still = make_widths(plain, folder)
        frames.append(_scaled(plain, size))
        durations.append(max(SHORTEST_FRAME_MS, int(frame.info.get("duration") or 100)))
    if still is None:
        raise Invalid(file=BROKEN)
    path = folder / "moving.webp"
    options: dict[str, Any] = {"quality": 70, "method": 2, "loop": 0, "minimize_size": False}
    frames[0].save(path, "WEBP", save_all=True, append_images=frames[1:], duration=durations, **options)
    still.files.append(MadeFile("moving", "webp", str(path)))
    still.is_animated = True
    return still


def upright(picture: Image.Image) -> Image.Image:
    """Turned as its maker held the camera, in the colours of screens, see-through parts on white."""
    profile = picture.info.get("icc_profile")
    plain = _plain(ImageOps.exif_transpose(picture))
    if profile and picture.mode == "RGB":
        try:
            ours = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(plain, ImageCms.ImageCmsProfile(BytesIO(profile)), ours)
            return converted or plain
        except (ImageCms.PyCMSError, *_BROKEN_ERRORS):
            return plain
    return plain


def _plain(picture: Image.Image) -> Image.Image:
    """Without palette and transparency that WebP or a resize would spoil."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in {"RGB", "L"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    see_through = picture.convert("RGBA")
    ground = Image.new("RGBA", see_through.size, "white")
    return Image.alpha_composite(ground, see_through).convert("RGB")


def _reduced(picture: Image.Image) -> Image.Image:
    """A much too large picture roughly at its size, before work is spent on its pixels."""
    factor = int(min(picture.width, picture.height) / WIDTHS[-1])
    return picture.reduce(factor) if factor > 1 and picture.mode in {"L", "LA", "RGB", "RGBA"} else picture


def _within(picture: Image.Image, width: int, height: int) -> Image.Image:
    share = min(1.0, width / picture.width, height / picture.height)
    return _scaled(picture, (max(1, round(picture.width * share)), max(1, round(picture.height * share))))


def _scaled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture.copy()
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _write(picture: Image.Image, folder: Path, part: str) -> MadeFile:
    path = folder / f"{part}.webp"
    # What a decoder noted beside the pixels would be written too.
    picture.info.clear()
    picture.save(path, "WEBP", quality=80, method=4)
    return MadeFile(part, "webp", str(path))


def blur_of(picture: Image.Image) -> str:
    """A few pixels of it as an address that holds its own content."""
    small = picture.copy()
    small.thumbnail((BLUR_SIDE, BLUR_SIDE), Image.Resampling.BOX)
    small.info.clear()
    target = BytesIO()
    small.save(target, "WEBP", quality=30, method=6)
    return "data:image/webp;base64," + base64.b64encode(target.getvalue()).decode()
