"""Profile pictures: /api/me/avatar and /media/KEY."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


def picture(kind: str = "JPEG", size: tuple[int, int] = (120, 60), mode: str = "RGB", **options: Any) -> bytes:
    target = BytesIO()
    image = Image.new(mode, size, 0)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), 255 if mode in {"L", "P"} else "white"), (0, 0))
    image.save(target, kind, **options)
    return target.getvalue()


async def upload(person: Person, content: bytes, name: str = "me.jpg") -> Any:
    return await person.api.post("/api/me/avatar", files={"file": (name, content, "image/jpeg")})


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("AVIF", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "I;16"),
    ],
)
async def test_it_becomes_a_square_webp_of_400_pixels(people: People, kind: str, mode: str) -> None:
    ana = await people.new("ana")
    content = picture(kind, mode="RGB" if mode in {"CMYK", "I;16", "P"} else mode)
    if mode not in {"RGB", "RGBA"}:
        target = BytesIO()
        Image.new(mode, (50, 70)).save(target, kind)
        content = target.getvalue()

    me = checked(await upload(ana, content))

    response = await people.signed_out().get(me["avatar_url"])
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(response.content)) as stored:
        assert (stored.format, stored.size) == ("WEBP", (400, 400))


async def test_it_is_turned_upright_and_says_nothing_of_the_camera(people: People) -> None:
    ana = await people.new("ana")
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    exif[0x010F] = "Camera of Ana"

    me = checked(await upload(ana, picture(exif=exif, size=(100, 100))))

    content = (await people.signed_out().get(me["avatar_url"])).content
    assert b"Camera of Ana" not in content
    with Image.open(BytesIO(content)) as stored:
        assert not stored.getexif()
        left, right = stored.getpixel((50, 200)), stored.getpixel((350, 200))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] < 50 < 200 < right[0]


async def test_the_old_one_is_gone_after_the_new_one_and_after_removal(people: People) -> None:
    ana = await people.new("ana")
    first = checked(await upload(ana, picture()))["avatar_url"]

    second = checked(await upload(ana, picture()))["avatar_url"]
    assert (await people.signed_out().get(first)).status_code == 404
    assert (await people.signed_out().get(second)).status_code == 200

    assert checked(await ana.api.delete("/api/me/avatar"))["avatar_url"] is None
    assert (await people.signed_out().get(second)).status_code == 404
    checked(await ana.api.delete("/api/me/avatar"))


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (b"GIF89a", 400),
        (picture()[:200], 400),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, 400),
        (b"x" * 8_000_001, 413),
        (b"x" * 9_000_000, 413),
    ],
    ids=["empty", "svg", "cut gif", "cut jpeg", "bad png", "over 8 MB", "far over"],
)
async def test_what_is_no_picture_is_refused(people: People, content: bytes, status: int) -> None:
    ana = await people.new("ana")

    response = await upload(ana, content)

    assert response.status_code == status
    assert checked(await ana.api.get("/api/me"))["avatar_url"] is None


async def test_a_bomb_of_pixels_is_refused(people: People) -> None:
    ana = await people.new("ana")
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")

    assert (await upload(ana, bomb.getvalue())).status_code == 413


async def test_a_body_that_is_no_form_is_refused(people: People) -> None:
    ana = await people.new("ana")

    assert (await ana.api.post("/api/me/avatar", content=picture())).status_code == 415
    assert (await ana.api.post("/api/me/avatar", files={"other": b"x"})).status_code == 400


async def test_an_endless_upload_is_stopped(people: People) -> None:
    ana = await people.new("ana")

    async def pieces() -> Any:
        for _ in range(400):
            yield b"x" * 65_536

    response = await ana.api.post(
        "/api/me/avatar", content=pieces(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )

    assert response.status_code == 413


@pytest.mark.parametrize("key", ["nothing.webp", "..%2f..%2fetc%2fpasswd", "a" * 32 + ".html", "0" * 32 + ".webp"])
async def test_there_is_nothing_else_to_get(people: People, key: str) -> None:
    assert (await people.signed_out().get(f"/media/{key}")).status_code == 404


async def test_other_routes_take_a_megabyte_at_most(people: People) -> None:
    ana = await people.new("ana")

    response = await ana.api.patch("/api/me", json={"bio": "x" * 1_100_000})

    assert response.status_code == 413
