"""Bringing in archives, Skein's own and Mastodon's: /api/me/import and /settings/data."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any

from tests.accounts.test_deletion import a_picture
from tests.accounts.test_export import finished
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
OLD = "https://old.example/users/ana/statuses"


def create(number: int, content: str, year: int = 2020, to: str = PUBLIC, **note: Any) -> dict[str, Any]:
    """An entry of a Mastodon outbox."""
    published = f"{year}-03-0{number}T10:00:00Z"
    body = {"id": f"{OLD}/{number}", "type": "Note", "published": published, "content": content, "to": [to]}
    return {"type": "Create", "published": published, "to": [to], "object": body | {"inReplyTo": None} | note}


MASTODON = [
    create(3, "<p>A <b>third</b></p>", inReplyTo=f"{OLD}/2"),
    create(2, '<p>One &amp; two<br>three <a href="x">#wool</a></p><p>four @ben</p>', year=2019),
    create(4, "<p>to a stranger</p>", inReplyTo="https://elsewhere.example/1"),
    create(5, "<p>a message</p>", to="https://old.example/users/ben"),
    create(6, "<p>with a picture</p>", attachment=[{"url": "/media_attachments/files/1/a.png", "name": "teal"}]),
    create(7, f"<p>{'x' * 501}</p>"),
    {"type": "Announce", "object": "https://elsewhere.example/2"},
    "nonsense",
]


def tar_gz(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


async def bring(person: Person, content: bytes) -> dict[str, Any]:
    file = {"file": ("archive", content, "application/octet-stream")}
    checked(await person.api.post("/api/me/import", files=file), 202)
    return await finished(person, "/api/me/import")


async def test_the_public_posts_of_a_mastodon_archive_come_in_once_and_quietly(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    outbox = json.dumps({"orderedItems": MASTODON}).encode()
    archive = tar_gz({"outbox.json": outbox, "media_attachments/files/1/a.png": a_picture(), "../../x": b"x"})

    first, again = await bring(ana, archive), await bring(ana, archive)

    assert (first["state"], first["imported"], first["skipped"]) == ("ready", 3, 5)
    assert (again["imported"], again["skipped"]) == (0, 8)
    posts = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"]
    assert [post["body"] for post in posts] == ["with a picture", "One & two\nthree #wool\n\nfour @ben"]
    assert posts[1]["created_at"].startswith("2019-03-02T10:00:00")
    assert (posts[0]["media"][0]["alt"], posts[1]["comments_count"]) == ("teal", 1)
    assert checked(await ana.api.get("/api/me"))["posts_count"] == 2
    assert checked(await ben.api.get("/api/timeline"))["items"] == []
    assert checked(await ben.api.get(f"/api/posts/{posts[1]['id']}"))["body"] == posts[1]["body"]


async def test_a_copy_of_ones_own_brings_nothing_in_twice_but_fills_another_account(people: People) -> None:
    ana, other = await people.new("ana"), await people.new("other")
    await ana.post("hello <b> #wool")
    checked(await ana.api.post("/api/me/export"), 202)
    await finished(ana, "/api/me/export")
    copy = (await ana.api.get("/api/me/export/file")).content

    assert (await bring(ana, copy))["imported"] == 0
    assert (await bring(other, copy))["imported"] == 1

    (post,) = checked(await ana.api.get(f"/api/users/{other.id}/posts"))["items"]
    assert post["body"] == "hello <b> #wool"


async def test_what_is_no_archive_is_refused_or_fails_politely(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    picture = await browser.post("/settings/data/import", files={"file": ("a.zip", a_picture(), "application/zip")})
    assert (picture.status_code, 'id="file-error"' in picture.text) == (415, True)
    nothing = await browser.post("/settings/data/import", files={"other": ("a", b"", "text/plain")})
    assert nothing.status_code == 400
    assert (await ana.api.get("/api/me/import")).status_code == 404
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    assert (await bring(ana, empty.getvalue()))["state"] == "failed"
    assert "couldn’t be read" in (await browser.get("/settings/data")).text
