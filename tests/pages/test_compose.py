"""The forms: publishing, the small acts, editing and deleting, without JavaScript and with it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People

FRAGMENT = {"X-Fragment": "1"}


async def count(db: asyncpg.Connection[asyncpg.Record], user_id: str) -> int:
    """How many posts the person has."""
    number: int = await db.fetchval("SELECT count(*) FROM posts WHERE author_id = $1", int(user_id))
    return number


async def test_the_form_publishes_and_leads_back(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/posts", data={"body": "hello", "nonce": "n1", "back": "/following"})

    assert (response.status_code, response.headers["Location"]) == (303, "/following?notice=posted")
    assert await count(db, ana.id) == 1


async def test_a_repeated_form_makes_one_post(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    form = {"body": "hello", "nonce": "n1"}

    answers = [await ana.api.post("/posts", data=form) for _ in range(2)]
    other = await ana.api.post("/posts", data={**form, "body": "other"})

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert other.status_code == 409
    assert "other" in other.text
    assert 'value="n1"' not in other.text
    assert await count(db, ana.id) == 1


async def test_a_chain_is_published_in_one_go(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/posts", data={"body": ["one", "two", "", "three"]})

    assert response.status_code == 303
    # Not by their ids, which need not be in order within one millisecond.
    rows = await db.fetch(
        "SELECT p.body, parent.body AS answered FROM posts AS p LEFT JOIN posts AS parent ON parent.id = p.reply_to_id "
        "WHERE p.author_id = $1",
        int(ana.id),
    )
    assert {(row["body"], row["answered"]) for row in rows} == {("one", None), ("two", "one"), ("three", "two")}
    assert len(rows) == 3


async def test_a_bad_part_of_a_chain_publishes_nothing(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/posts", data={"body": ["one", "x" * 501]})

    assert response.status_code == 400
    assert await count(db, ana.id) == 0


@pytest.mark.parametrize("body", ["", " \n", "<b>" + "a" * 500, "a\x00b", "a\x07b"])
async def test_what_was_typed_stays(people: People, body: str) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/posts", data={"body": body, "nonce": "n1"})

    assert response.status_code == 400
    assert body == "" or html.escape(body.strip(), quote=False) in response.text
    assert 'role="alert"' in response.text


@pytest.mark.parametrize("field", ["reply_to_id", "quote_of_id"])
async def test_what_was_typed_stays_when_what_it_is_about_is_gone(people: People, field: str) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    assert (await ana.api.delete(f"/api/posts/{post['id']}")).status_code == 204
    form = {"body": "all that I typed", field: post["id"]}

    refused = await ben.api.post("/posts", data=form)
    script = await ben.api.post("/posts", data=form, headers=FRAGMENT)

    assert refused.status_code == 404
    assert "all that I typed</textarea>" in refused.text
    assert "isn&#39;t here any more" in refused.text
    assert checked(script, 404)["message"].endswith("isn't here any more.")


async def test_the_script_gets_the_article_or_the_error(people: People) -> None:
    ana = await people.new("ana")

    made = await ana.api.post("/posts", data={"body": "hello"}, headers=FRAGMENT)
    refused = await ana.api.post("/posts", data={"body": ""}, headers=FRAGMENT)

    assert made.status_code == 201
    assert "<article" in made.text
    assert "<html" not in made.text
    assert checked(refused, 400)["fields"] == {"body": "Write something first."}


async def test_signed_out_people_are_led_to_sign_in(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    nobody = people.signed_out()

    for path in ("/posts", *(f"/posts/{post['id']}/{act}" for act in ("like", "save", "share", "delete", "edit"))):
        response = await nobody.post(path, data={"body": "x"})
        assert (response.status_code, response.headers["Location"]) == (303, "/auth/sign-in"), path
    assert (await nobody.get("/compose")).headers["Location"] == "/auth/sign-in?next=%2Fcompose"
    liked = await nobody.post(f"/posts/{post['id']}/like", headers={"Referer": f"{people.base_url}/search?q=a"})
    assert liked.headers["Location"] == "/auth/sign-in?next=%2Fsearch%3Fq%3Da"


async def test_another_site_cannot_post(people: People) -> None:
    ana = await people.new("ana")
    browser = await people.browser_client(ana)

    response = await browser.post("/posts", data={"body": "x"}, headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
    assert (await browser.post("/posts", data={"body": "hello"})).status_code == 303


@pytest.mark.parametrize(
    ("path", "back", "key"),
    [
        ("/posts/{id}/like", "/posts/{id}/unlike", "liked"),
        ("/posts/{id}/repost", "/posts/{id}/unrepost", "reposted"),
        ("/posts/{id}/save", "/posts/{id}/unsave", "saved"),
    ],
)
async def test_the_small_forms_work_both_ways(people: People, path: str, back: str, key: str) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")

    plain = await ben.api.post(path.format(id=post["id"]), data={"back": "/following"})
    seen = checked(await ben.api.get(f"/api/posts/{post['id']}"))["viewer"]
    script = await ben.api.post(back.format(id=post["id"]), headers=FRAGMENT)

    assert (plain.status_code, plain.headers["Location"]) == (303, "/following")
    assert seen[key] is True
    assert checked(script)[key] is False


async def test_a_share_answers_the_link(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    answer = checked(await ana.api.post(f"/posts/{post['id']}/share", headers=FRAGMENT))

    assert answer == {"url": post["url"], "shares_count": 1}


async def test_a_share_without_script_leads_to_the_address_to_copy(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    response = await ana.api.post(f"/posts/{post['id']}/share", headers={"Referer": "http://testserver/following"})

    assert (response.status_code, response.headers["Location"]) == (303, f"/@{ana.username}/post/{post['id']}")


async def test_the_way_back_stays_on_this_site(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    response = await ana.api.post(f"/posts/{post['id']}/like", data={"back": "//evil.example"})

    assert response.headers["Location"] == f"/@{ana.username}/post/{post['id']}"


async def test_a_quote_and_a_reply_are_written_on_a_page(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")

    quote_page = await ben.api.get(f"/compose?quote={post['id']}")
    reply_page = await ben.api.get(f"/compose?reply={post['id']}")
    await ben.api.post("/posts", data={"body": "", "quote_of_id": post["id"]})
    await ben.api.post("/posts", data={"body": "hi", "reply_to_id": post["id"]})

    assert "hello" in quote_page.text
    assert "Write a reply" in reply_page.text
    after = checked(await ana.api.get(f"/api/posts/{post['id']}"))
    assert (after["quotes_count"], after["comments_count"]) == (1, 1)
    assert (await ben.api.get("/compose?quote=1")).status_code == 404


async def test_editing_by_form(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    post_id = post["id"]
    address = f"/posts/{post_id}/edit"

    form = await ana.api.get(address)
    refused = await ana.api.post(address, data={"body": "x" * 501})
    done = await ana.api.post(address, data={"body": "hello again"})

    assert "hello" in form.text
    assert (refused.status_code, "x" * 501 in refused.text) == (400, True)
    assert done.headers["Location"] == f"/@{ana.username}/post/{post['id']}?notice=post-edited"
    fragment = await ana.api.post(address, data={"body": "third"}, headers=FRAGMENT)
    assert "<article" in fragment.text
    assert (await ben.api.get(address)).status_code == 403
    assert (await ben.api.post(address, data={"body": "mine"})).status_code == 403


async def test_deleting_asks_first(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    post_id = post["id"]
    path = f"/@{ana.username}/post/{post_id}"
    address = f"/posts/{post_id}/delete"

    question = await ana.api.get(address)
    assert (await ben.api.get(address)).status_code == 403
    assert (await ben.api.post(address)).status_code == 403
    done = await ana.api.post(address, data={"back": path})

    assert "can&#39;t be undone" in question.text
    assert done.headers["Location"] == f"/@{ana.username}?notice=post-deleted"
    assert (await ana.api.get(path)).status_code == 404


async def test_a_closed_conversation_gives_the_text_back(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("for friends", reply_audience="mentioned")

    response = await ben.api.post("/posts", data={"body": "a long thought", "reply_to_id": post["id"]})

    assert response.status_code == 403
    assert "a long thought" in response.text
    assert "Not everyone can reply to this." in response.text
