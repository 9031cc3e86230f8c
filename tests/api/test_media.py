"""Pictures and videos over the API: /api/media and media_ids."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.media.samples import animation, picture, send, turned_video, upload, video
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_picture_is_uploaded_posted_and_seen_in_the_feed(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)

    made = await upload(ana, picture(size=(2_400, 1_600)), alt="A teal field")
    post = await ana.post("", media_ids=[made["id"]])

    assert (made["kind"], made["state"], made["alt"]) == ("image", "ready", "A teal field")
    assert (made["width"], made["height"]) == (1_920, 1_280)
    assert [variant["width"] for variant in made["variants"]] == [480, 960, 1_920]
    assert made["blur"].startswith("data:image/webp;base64,")
    assert post["media"] == [made]
    feed = checked(await ben.api.get("/api/timeline"))["items"]
    assert [item["media"][0]["id"] for item in feed] == [made["id"]]
    tab = checked(await ben.api.get(f"/api/users/{ana.id}/posts?tab=media"))["items"]
    assert [item["id"] for item in tab] == [post["id"]]
    for variant in made["variants"]:
        response = await ben.api.get(variant["url"])
        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
        with Image.open(BytesIO(response.content)) as stored:
            assert (stored.format, stored.width) == ("WEBP", variant["width"])


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
async def test_every_type_of_picture_is_taken_whatever_its_name(people: People, kind: str) -> None:
    ana = await people.new("ana")

    made = checked(await send(ana, picture(kind, (60, 40)), "notes.txt"), 201)

    assert (made["kind"], made["width"], made["height"], made["animated"]) == ("image", 60, 40, False)


async def test_an_animation_goes_on_moving(people: People) -> None:
    ana = await people.new("ana")

    for kind in ("GIF", "WEBP"):
        made = await upload(ana, animation(kind))

        assert (made["kind"], made["animated"]) == ("image", True)
        with Image.open(BytesIO((await ana.api.get(made["url"])).content)) as stored:
            assert (stored.format, stored.n_frames) == ("WEBP", 4)  # type: ignore[attr-defined]
        with Image.open(BytesIO((await ana.api.get(made["variants"][0]["url"])).content)) as still:
            assert not getattr(still, "is_animated", False)


@pytest.mark.parametrize("kind", ["mp4", "webm", "mov"])
async def test_a_short_video_can_be_played_at_once(people: People, kind: str) -> None:
    ana = await people.new("ana")

    made = await upload(ana, video(kind))
    post = await ana.post("Look", media_ids=[made["id"]])

    assert (made["kind"], made["state"], made["width"], made["height"]) == ("video", "ready", 96, 64)
    assert made["duration"] == pytest.approx(1, abs=0.1)
    played = await ana.api.get(post["media"][0]["url"])
    assert played.headers["Content-Type"] == "video/mp4"
    assert played.content.find(b"moov") < played.content.find(b"mdat")
    poster = await ana.api.get(made["poster_url"])
    assert poster.headers["Content-Type"] == "image/webp"


async def test_a_video_is_turned_upright_with_its_poster(people: People) -> None:
    ana = await people.new("ana")

    made = await upload(ana, turned_video())

    assert (made["width"], made["height"]) == (64, 96)
    with Image.open(BytesIO((await ana.api.get(made["poster_url"])).content)) as poster:
        # What was above is at the right.
        assert poster.convert("RGB").getpixel((60, 48))[1] > 150  # type: ignore[index]
        assert poster.convert("RGB").getpixel((4, 48))[0] > 150  # type: ignore[index]


async def test_ten_pictures_keep_their_order_in_posts_and_comments(people: People) -> None:
    ana = await people.new("ana")
    small = picture("PNG", (8, 6))
    ids = [(await upload(ana, small))["id"] for _ in range(11)]
    order = ids[9::-1]

    too_many = await ana.api.post("/api/posts", json={"body": "x", "media_ids": ids})
    post = await ana.post("Ten", media_ids=order)
    comment = checked(
        await ana.api.post(f"/api/posts/{post['id']}/comments", json={"body": "", "media_ids": ids[10:]}), 201
    )

    assert "media_ids" in checked(too_many, 400)["fields"]
    assert [item["id"] for item in post["media"]] == order
    assert [item["id"] for item in comment["media"]] == ids[10:]


async def test_media_that_cannot_be_posted(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    mine, posted, film = await upload(ana), await upload(ana), await upload(ana, video())
    await ana.post("", media_ids=[posted["id"]])

    for ids in (
        [(await upload(ben))["id"]],
        [posted["id"]],
        ["1"],
        ["x"],
        [str(2**70)],
        [mine["id"], mine["id"]],
        [mine["id"], film["id"]],
    ):
        response = await ana.api.post("/api/posts", json={"body": "x", "media_ids": ids})
        assert "media_ids" in checked(response, 400)["fields"], ids


async def test_a_repeated_post_with_media_is_one_post(people: People) -> None:
    ana = await people.new("ana")
    made = await upload(ana)
    body, key = {"body": "", "media_ids": [made["id"]]}, {"Idempotency-Key": "k"}

    first, second = [checked(await ana.api.post("/api/posts", json=body, headers=key), 201) for _ in range(2)]

    assert first["id"] == second["id"]
    assert second["media"] == [made]


async def test_a_description_can_be_changed_for_ever_by_its_author(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    made = await upload(ana)
    address = f"/api/media/{made['id']}"
    assert (await ben.api.get(address)).status_code == 404
    post = await ana.post("", media_ids=[made["id"]])

    changed = checked(await ana.api.patch(address, json={"alt": "A field,\nand a wall"}))

    assert changed["alt"] == "A field,\nand a wall"
    assert checked(await ben.api.get(f"/api/posts/{post['id']}"))["media"][0]["alt"] == changed["alt"]
    assert checked(await ben.api.get(address)) == changed
    assert (await ben.api.patch(address, json={"alt": "mine"})).status_code == 404
    assert "alt" in checked(await ana.api.patch(address, json={"alt": "x" * 1_501}), 400)["fields"]
    assert (await people.signed_out().patch(address, json={"alt": "x"})).status_code == 401


async def test_an_upload_can_be_taken_back_until_it_is_posted(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    made, posted = await upload(ana), await upload(ana)
    await ana.post("", media_ids=[posted["id"]])

    assert (await ben.api.delete(f"/api/media/{made['id']}")).status_code == 404
    assert (await ana.api.delete(f"/api/media/{made['id']}")).status_code == 204
    assert (await ana.api.delete(f"/api/media/{made['id']}")).status_code == 404
    assert (await ana.api.get(made["url"])).status_code == 404
    assert (await ana.api.delete(f"/api/media/{posted['id']}")).status_code == 409


async def test_uploading_needs_an_account_a_form_and_a_file(people: People) -> None:
    ana = await people.new("ana")

    assert (await people.signed_out().post("/api/media", files={"file": picture()})).status_code == 401
    assert (await ana.api.post("/api/media", content=picture())).status_code == 415
    assert "file" in checked(await ana.api.post("/api/media", data={"alt": "a loom"}), 400)["fields"]
    assert "file" in checked(await ana.api.post("/api/media", files={"other": b"x"}), 400)["fields"]
    assert "file" in checked(await ana.api.post("/api/media", files={"file": ("x.jpg", b"")}), 400)["fields"]
    assert "alt" in checked(await send(ana, picture(), alt="a\x07"), 400)["fields"]
    for body in (
        b"",
        b"--b\r\n",
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n' + picture(),
    ):
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        assert (await ana.api.post("/api/media", content=body, headers=headers)).status_code == 400
