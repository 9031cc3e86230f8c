"""Files to upload, drawn in the test."""

from __future__ import annotations

import struct
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from PIL import Image

from tests.people import checked

if TYPE_CHECKING:
    import httpx

    from tests.people import Person


def picture(kind: str = "JPEG", size: tuple[int, int] = (600, 400), colour: str = "teal", **options: Any) -> bytes:
    """A picture of one colour whose left half is white."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (0, 0, size[0] // 2, size[1]))
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def animation(kind: str = "GIF", frames: int = 4) -> bytes:
    """A picture that moves."""
    images = [Image.new("RGB", (80, 60), (number * 40, 0, 90)) for number in range(frames)]
    target = BytesIO()
    images[0].save(target, kind, save_all=True, append_images=images[1:], duration=60, loop=0)
    return target.getvalue()


@cache
def video(
    kind: str = "mp4", size: tuple[int, int] = (96, 64), seconds: float = 1, *, with_sound: bool = True, rate: int = 10
) -> bytes:
    """A video of one colour, whose upper quarter is green, with a tone."""
    target = BytesIO()
    codec, sound_codec = ("libvpx", "libopus") if kind == "webm" else ("libx264", "aac")
    with av.open(target, "w", format=kind) as output:
        output.metadata["location"] = "+59.3293+018.0686/"
        output.metadata["comment"] = "Ana was here"
        seen: Any = output.add_stream(codec, rate=rate)
        seen.width, seen.height, seen.pix_fmt = *size, "yuv420p"
        heard: Any = output.add_stream(sound_codec, rate=48_000, layout="mono") if with_sound else None
        pixels = np.zeros((size[1], size[0], 3), np.uint8)
        pixels[:, :, 0] = 200
        pixels[: size[1] // 4] = (0, 200, 0)
        for _ in range(round(seconds * rate)):
            output.mux(seen.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        output.mux(seen.encode(None))
        if heard is not None:
            samples = heard.codec_context.frame_size or 960
            tone = (np.sin(np.arange(samples) * 0.05) * 0.2).astype(np.float32)[None]
            for number in range(int(seconds * 48_000 / samples)):
                frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
                frame.sample_rate, frame.pts = 48_000, number * samples
                if kind == "webm":
                    frame = av.AudioResampler(format="s16", layout="mono", rate=48_000).resample(frame)[0]
                output.mux(heard.encode(frame))
            output.mux(heard.encode(None))
    return target.getvalue()


def turned_video() -> bytes:
    """The video as a phone that was held upright stores it: a quarter to the right has to be added."""
    content = bytearray(video(with_sound=False))
    matrix = content.index(b"tkhd") + 44
    content[matrix : matrix + 36] = struct.pack(">9I", 0, 0x10000, 0, 0xFFFF0000, 0, 0, 64 << 16, 0, 0x40000000)
    return bytes(content)


async def send(person: Person, content: bytes, name: str = "picture.jpg", **fields: str) -> httpx.Response:
    """Upload a file."""
    return await person.api.post("/api/media", files={"file": (name, content)}, data=fields)


async def upload(person: Person, content: bytes | None = None, **fields: str) -> dict[str, Any]:
    """Upload a file that is taken; gives its JSON."""
    return checked(await send(person, picture() if content is None else content, **fields), 201)
