"""Publishing and reading posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People


async def test_a_post_is_published_and_read(people: People) -> None:
    ana = await people.new("ana")

    post = await ana.post("Red wool, see https://example.com #Knitting\r\nnext line")

    assert post["body"] == "Red wool, see https://example.com #Knitting\nnext line"
    assert post["author"]["username"] == ana.username
    assert post["url"].endswith(f"/@{ana.username}/post/{post['id']}")
    assert '<a href="/topics/knitting" class="topic">#Knitting</a>' in post["body_html"]
    assert (post["reply_to_id"], post["root_id"], post["reply_audience"]) == (None, post["id"], "everyone")
    assert post["viewer"] == {"liked": False, "reposted": False, "saved": False}
    assert checked(await ana.api.get(f"/api/posts/{post['id']}")) == post
    signed_out = people.signed_out()
    assert checked(await signed_out.get(f"/api/posts/{post['id']}"))["body"] == post["body"]


async def test_html_in_a_post_stays_text(people: People) -> None:
    ana = await people.new("ana")

    post = await ana.post("<script>alert(1)</script>")

    assert post["body_html"] == "&lt;script&gt;alert(1)&lt;/script&gt;"


async def test_signed_out_cannot_publish(people: People) -> None:
    response = await people.signed_out().post("/api/posts", json={"body": "hello"})

    assert response.status_code == 401


async def test_500_grapheme_clusters_are_fine_and_501_are_not(people: People) -> None:
    ana = await people.new("ana")
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"

    assert (await ana.api.post("/api/posts", json={"body": family * 500})).status_code == 201
    answer = checked(await ana.api.post("/api/posts", json={"body": "a" * 501}), 400)

    assert answer["fields"] == {"body": "That's 1 character too long."}


@pytest.mark.parametrize(
    "content",
    [
        b'{"body": "a\\u0000b"}',
        b'{"body": "a\\u0007b"}',
        b'{"body": "a\\ud800b"}',
        b'{"body": ""}',
        b'{"body": " \\u200b\\n"}',
        b'{"body": 5}',
        b'{"body": null}',
        b'{"body": ["a"]}',
        b'{"body": "a", "reply_audience": "friends"}',
        b'{"body": "a", "reply_to_id": 5}',
        b'{"body": "a", "reply_to_id": "x"}',
        b'{"body": "a", "reply_to_id": "9223372036854775808"}',
        b'{"body": "a", "quote_of_id": "-1"}',
        b'{"body": "a", "quote_of_id": "99999999999999999999999"}',
        b'{"body": "a", "media_ids": ["1"]}',
        b'{"body": "a", "media_ids": "1"}',
        b"[]",
        b'"body"',
        b"null",
        b"{",
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"body": ' + b'"' + "e\u0301\u0327".encode() * 6000 + b'"}',
        b'{"body": "' + b"a" * 200_000 + b'"}',
    ],
)
async def test_bad_input_is_refused_with_400(people: People, content: bytes) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/api/posts", content=content, headers={"Content-Type": "application/json"})

    assert response.status_code == 400, response.text
    assert response.json()["error"] == "invalid"


async def test_another_content_type_is_415(people: People) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/api/posts", content=b"body=a", headers={"Content-Type": "text/plain"})

    assert response.status_code == 415


@pytest.mark.parametrize(
    ("path", "fields"), [("/api/posts", []), ("/api/me/avatar", ["file"]), ("/api/media", ["file"])]
)
async def test_no_body_at_all_is_400(people: People, path: str, fields: list[str]) -> None:
    ana = await people.new("ana")

    answer = checked(await ana.api.post(path), 400)

    assert list(answer["fields"]) == fields


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reply_to_id", "first", "This is not an id."),
        ("quote_of_id", str(2**63), "This is not an id."),
        ("media_ids", [5], "0: Input should be a valid string"),
        ("poll", {}, "options: Field required"),
        ("poll", {"options": ["Wool"]}, "A poll has 2 to 4 choices."),
    ],
)
async def test_what_is_wrong_is_told_under_the_name_of_its_field(
    people: People, field: str, value: object, words: str
) -> None:
    ana = await people.new("ana")

    answer = checked(await ana.api.post("/api/posts", json={"body": "a", field: value}), 400)

    assert answer["fields"] == {field: words}


async def test_unknown_media_are_named_in_fields(people: People) -> None:
    ana = await people.new("ana")

    answer = checked(await ana.api.post("/api/posts", json={"body": "a", "media_ids": ["1"]}), 400)

    assert list(answer["fields"]) == ["media_ids"]


@pytest.mark.parametrize("post_id", ["0", "1", "x", "-1", "9223372036854775807", "9223372036854775808", "9" * 40, "١"])
async def test_ids_that_nothing_has_are_404(people: People, post_id: str) -> None:
    ana = await people.new("ana")

    for method, path in [("GET", ""), ("DELETE", ""), ("POST", "/like"), ("GET", "/comments"), ("GET", "/history")]:
        response = await ana.api.request(method, f"/api/posts/{post_id}{path}")
        assert response.status_code == 404, (method, path, response.text)


async def test_a_private_post_answers_like_an_unknown_one(people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    post = await ana.post("only for followers")
    await ana.go_private()

    async def answer(post_id: str, method: str, path: str, body: dict[str, str] | None) -> tuple[int, str, object]:
        response = await cleo.api.request(method, f"/api/posts/{post_id}{path}", json=body)
        return response.status_code, response.json()["error"], response.json()["message"]

    for method, path, body in [
        ("GET", "", None),
        ("PATCH", "", {"body": "x"}),
        ("DELETE", "", None),
        ("POST", "/like", None),
        ("DELETE", "/like", None),
        ("POST", "/repost", None),
        ("DELETE", "/repost", None),
        ("POST", "/save", None),
        ("DELETE", "/save", None),
        ("POST", "/share", None),
        ("POST", "/comments", {"body": "x"}),
        ("GET", "/comments", None),
        ("GET", "/likes", None),
        ("GET", "/reposts", None),
        ("GET", "/quotes", None),
        ("GET", "/history", None),
    ]:
        hidden = await answer(post["id"], method, path, body)
        assert hidden == await answer("1", method, path, body), (method, path)
        assert hidden[0] == 404, (method, path)
    for fields in ({"reply_to_id": post["id"]}, {"quote_of_id": post["id"]}):
        assert (await cleo.api.post("/api/posts", json={"body": "x", **fields})).status_code == 404


async def test_null_says_the_same_as_leaving_a_field_out(people: People) -> None:
    ana = await people.new("ana")
    nothing = dict.fromkeys(("reply_to_id", "quote_of_id", "media_ids", "reply_audience", "poll", "content_note"))

    post = await ana.post("Fresh wool", **nothing)
    reply = checked(
        await ana.api.post(f"/api/posts/{post['id']}/comments", json={"body": "and more", "media_ids": None}), 201
    )

    assert (post["reply_audience"], post["media"]) == ("everyone", [])
    assert reply["reply_to_id"] == post["id"]
    assert "body" in checked(await ana.api.post("/api/posts", json={"body": None}), 400)["fields"]
