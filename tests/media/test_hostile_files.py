"""Files that are not what they say, or far too much: refused clearly, and the server goes on."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.media.samples import animation, picture, send, upload, video
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


def kept_uploads(page: str) -> list[str]:
    """The ids of the pictures that a composer still holds."""
    return re.findall(r'name="media_ids"\s+value="(\d+)"', page)


def bomb() -> bytes:
    """A small PNG of 400 million pixels."""
    target = BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    return target.getvalue()


def lying_png() -> bytes:
    """A PNG that says it is small and unpacks to 25 times that."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1_000, 1_000, 8, 6, 0, 0, 0)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def long_animation() -> bytes:
    """A GIF of a thousand frames and one."""
    images = [Image.new("P", (1, 1), number % 2) for number in range(1_001)]
    target = BytesIO()
    images[0].save(target, "GIF", save_all=True, append_images=images[1:], optimize=False)
    return target.getvalue()


CASES: dict[str, tuple[Any, int]] = {
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 415),
    "page": (lambda: b"<!doctype html><script>alert(1)</script>", 415),
    "text": (lambda: b"just words", 415),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(100), 415),
    "matroska": (lambda: b"\x1a\x45\xdf\xa3" + b"matroska" + bytes(100), 415),
    "page behind a picture": (lambda: picture() + b"<script>alert(1)</script>", 415),
    "archive behind a picture": (lambda: picture("PNG") + b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(18), 415),
    "script in a comment": (lambda: picture(comment=b"<?php system('id') ?>"), 415),
    "cut jpeg": (lambda: picture(size=(900, 900), quality=95)[:3_000], 400),
    "cut png": (lambda: picture("PNG", size=(900, 900))[:-60], 400),
    "cut gif": (lambda: animation()[:100], 400),
    "head alone": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), 400),
    "cut video": (lambda: video()[:2_000], 400),
    "video head alone": (lambda: b"\0\0\0\x18ftypisom" + bytes(3_000), 400),
    "bomb": (bomb, 413),
    "long animation": (long_animation, 413),
    "over 8 MB": (lambda: picture() + bytes(8_000_000), 413),
    "over 8 MB of nothing": (lambda: bytes(8_000_001), 413),
}


@pytest.mark.parametrize("case", list(CASES))
async def test_a_hostile_file_is_refused(people: People, case: str) -> None:
    ana = await people.new("ana")
    make, status = CASES[case]

    response = await send(ana, make(), "holiday.jpg")

    assert response.status_code == status, response.text
    assert checked(response, status)["message"]


async def test_a_picture_that_unpacks_to_more_than_it_says_does_no_harm(people: People) -> None:
    ana = await people.new("ana")

    response = await send(ana, lying_png())

    assert response.status_code in {201, 400, 413}
    assert (await upload(ana))["state"] == "ready"


async def test_a_video_of_101_mb_is_stopped_on_the_way(people: People) -> None:
    ana = await people.new("ana")
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.mp4"\r\n\r\n' + b"\0\0\0\x18ftypisom"

    async def pieces() -> Any:
        yield head
        piece = bytes(1_000_000)
        for _ in range(101):
            yield piece
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = await ana.api.post("/api/media", content=pieces(), headers=headers)

    assert response.status_code == 413
    assert (await upload(ana))["state"] == "ready"


async def test_a_refused_file_keeps_what_was_typed_and_the_others(people: People) -> None:
    ana = await people.new("ana")

    response = await ana.api.post(
        "/posts", data={"body": "My holiday"}, files=[("files", ("a.jpg", picture())), ("files", ("b.svg", b"<svg/>"))]
    )

    assert response.status_code == 415
    assert "My holiday" in response.text
    assert 'role="alert"' in response.text
    assert len(kept_uploads(response.text)) == 1


async def test_a_form_without_script_keeps_its_pictures_until_its_text_is_right(people: People) -> None:
    ana = await people.new("ana")

    refused = await ana.api.post("/posts", data={"body": "a" * 501}, files={"files": ("a.jpg", picture())})
    kept = kept_uploads(refused.text)
    posted = await ana.api.post("/posts", data={"body": "Shorter", "media_ids": kept})

    assert (refused.status_code, posted.status_code) == (400, 303)
    post = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"][0]
    assert [item["id"] for item in post["media"]] == kept


async def test_a_form_without_script_posts_its_pictures(people: People) -> None:
    ana = await people.new("ana")
    files = [("files", (f"{number}.png", picture("PNG", (8, 6)))) for number in range(2)] + [("files", ("", b""))]

    response = await ana.api.post("/posts", data={"body": "Two", "nonce": "n"}, files=files)

    assert response.status_code == 303
    post = checked(await ana.api.get(f"/api/users/{ana.id}/posts?tab=media"))["items"][0]
    assert (post["body"], len(post["media"])) == ("Two", 2)
    too_many = [("files", (f"{number}.png", picture("PNG", (8, 6)))) for number in range(11)]
    refused = await ana.api.post("/posts", data={"body": "Eleven"}, files=too_many)
    assert (refused.status_code, "Eleven" in refused.text) == (400, True)
