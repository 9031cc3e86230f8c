"""Profile pictures: decoded, turned upright, cut square and written anew, so that nothing but pixels stays."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from app.errors import Invalid, TooLarge, WrongType

MAX_BYTES = 8_000_000
MAX_PIXELS = 50_000_000
SIDE = 400
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


def check_size(size: int, field: str) -> None:
    """Refuse an empty file, and one that is too large.

    Raises:
        Invalid: there is nothing in it.
        TooLarge: it has more than 8 MB.
    """
    if size == 0:
        raise Invalid(**{field: "Choose a picture."})
    if size > MAX_BYTES:
        raise TooLarge("That picture is larger than 8 MB. Try a smaller one.")


def make_avatar(content: bytes) -> bytes:
    """A square WebP of 400 pixels out of an uploaded picture. Takes long: run it in a thread.

    Raises:
        WrongType: it is no picture of a type that we read.
        TooLarge: it has too many pixels.
    """
    unreadable = WrongType("That isn't a picture we can read. Try a JPEG, PNG, WebP, GIF or AVIF.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise TooLarge("That picture has too many pixels. Try a smaller one.")
                # A JPEG can be read at a fraction of its size, which saves most of the work.
                picture.draft("RGB", (SIDE * 2, SIDE * 2))
                square = ImageOps.fit(_plain(ImageOps.exif_transpose(picture)), (SIDE, SIDE), Image.Resampling.LANCZOS)
    except Image.DecompressionBombError as error:
        raise TooLarge("That picture has too many pixels. Try a smaller one.") from error
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError) as error:
        raise unreadable from error
    target = BytesIO()
    square.save(target, "WEBP", quality=82, method=4)
    return target.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """Without palette and transparency that WebP or a resize would spoil; see-through parts become white."""
    if picture.mode in {"RGB", "L"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    see_through = picture.convert("RGBA")
    ground = Image.new("RGBA", see_through.size, "white")
    return Image.alpha_composite(ground, see_through).convert("RGB")
