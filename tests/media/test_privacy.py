"""Who gets the files of a picture, and how long caches keep them; nothing of the camera stays in them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import av
from PIL import Image

from tests.media.samples import picture, upload, video

if TYPE_CHECKING:
    import httpx

    from app.settings import Settings
    from tests.people import People

SECRETS = (b"Camera of Ana", b"Ana was here", b"Exif", b"EXIF", b"GPS", b"+59.3")
PUBLIC = "public, max-age=31536000, s-maxage=0, immutable"


async def statuses(url: str, *clients: httpx.AsyncClient) -> list[int]:
    return [(await client.get(url)).status_code for client in clients]


async def test_an_upload_is_its_owners_until_it_is_posted(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    made = await upload(ana)
    url = made["variants"][0]["url"]

    assert await statuses(url, ana.api, cleo.api, people.signed_out()) == [200, 404, 404]
    assert (await ana.api.get(url)).headers["Cache-Control"] == "private, no-cache"
    post = await ana.post("", media_ids=[made["id"]])

    response = await people.signed_out().get(url)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, PUBLIC)
    checked_status = (await ana.api.delete(f"/api/posts/{post['id']}")).status_code
    assert checked_status == 204
    assert await statuses(url, ana.api, cleo.api, people.signed_out()) == [404, 404, 404]
    assert (await ana.api.get(f"/api/media/{made['id']}")).status_code == 404


async def test_turning_private_takes_effect_at_once(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    made = await upload(ana)
    await ana.post("", media_ids=[made["id"]])
    urls = [variant["url"] for variant in made["variants"]]
    tag = (await cleo.api.get(urls[0])).headers["ETag"]
    await ana.go_private()

    for url in urls:
        assert await statuses(url, ana.api, ben.api, cleo.api, people.signed_out()) == [200, 200, 404, 404]
    assert (await ben.api.get(urls[0])).headers["Cache-Control"] == "private, no-cache"
    assert (await ben.api.get(urls[0], headers={"If-None-Match": tag})).status_code == 304
    assert (await cleo.api.get(urls[0], headers={"If-None-Match": tag})).status_code == 404
    assert (await cleo.api.get(f"/api/media/{made['id']}")).status_code == 404
    browser = await people.browser_client(ben)
    assert (await browser.get(urls[0])).status_code == 200


async def test_a_part_of_a_file_is_given(people: People) -> None:
    ana = await people.new("ana")
    url = (await upload(ana))["url"]
    whole = (await ana.api.get(url)).content
    size = len(whole)

    for asked, first, last in (
        ("0-99", 0, 99),
        ("100-", 100, size - 1),
        ("-7", size - 7, size - 1),
        (f"5-{size}", 5, size - 1),
    ):
        response = await ana.api.get(url, headers={"Range": f"bytes={asked}"})
        assert response.status_code == 206
        assert response.content == whole[first : last + 1]
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
    assert (await ana.api.get(url, headers={"Range": f"bytes={size}-"})).status_code == 416
    assert (await ana.api.get(url, headers={"Range": "lines=1-2"})).status_code == 200
    assert (await ana.api.get(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'})).status_code == 200
    head = await ana.api.head(url)
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(size), b"")


async def test_nothing_of_the_camera_is_in_any_stored_byte(people: People, settings: Settings) -> None:
    ana = await people.new("ana")
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    exif[0x010F] = "Camera of Ana"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (59.0, 19.0, 45.0)
    sent = picture(size=(300, 200), exif=exif, comment=b"Ana was here")
    assert b"Camera of Ana" in sent
    assert b"Ana was here" in video()

    made = await upload(ana, sent)
    film = await upload(ana, video())

    assert (made["width"], made["height"]) == (200, 300)
    keys = [one["url"].split("/")[-1].split("-")[0] for one in (made, film)]
    stored = [path for key in keys for path in settings.media_dir.rglob(f"{key}-*")]
    assert len(stored) == 3
    for path in stored:
        content = path.read_bytes()
        assert not [
            word for word in (b"Camera of Ana", b"Ana was here", b"Exif", b"EXIF", b"GPS", b"+59.3") if word in content
        ]
        if path.suffix == ".webp":
            with Image.open(BytesIO(content)) as image:
                assert not image.getexif()
        else:
            with av.open(BytesIO(content)) as container:
                assert set(container.metadata) <= {"major_brand", "minor_version", "compatible_brands", "encoder"}


async def test_files_that_are_not_for_showing(people: People) -> None:
    ana = await people.new("ana")
    key = (await upload(ana))["url"].split("/")[-1].split("-")[0]

    for name in (f"{key}-source.bin", f"{key}-1.webp", f"{key}.webp", f"{'0' * 32}-480.webp", f"{key}-video.mp4"):
        assert (await ana.api.get(f"/media/{name}")).status_code == 404
