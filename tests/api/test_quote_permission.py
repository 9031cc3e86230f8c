"""Who may quote a post, and taking one's post out of somebody's quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.api.notification_reading import told
from tests.live.client import Live
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def quote(person: Person, post: dict[str, Any]) -> int:
    return (await person.api.post("/api/posts", json={"body": "Look", "quote_of_id": post["id"]})).status_code


async def test_a_post_that_is_closed_to_quotes(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    earlier = await ben.post("Early", quote_of_id=post["id"])

    for _ in range(2):
        assert (await ana.api.post(f"/api/posts/{post['id']}/close-quotes")).status_code == 204

    assert [await quote(person, post) for person in (ben, ana)] == [403, 201]
    browser = await people.browser_client(ben)
    assert (await browser.get(f"/compose?quote={post['id']}")).status_code == 403
    assert checked(await ben.api.get(f"/api/posts/{earlier['id']}"))["quote_of"]["id"] == post["id"]
    await ben.repost(post)
    assert (await ben.api.delete(f"/api/posts/{post['id']}/close-quotes")).status_code == 403
    assert (await ana.api.delete(f"/api/posts/{post['id']}/close-quotes")).status_code == 204
    assert await quote(ben, post) == 201


async def test_a_post_is_closed_to_quotes_from_its_first_moment(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")

    published = await ana.post("Red wool", is_closed_to_quotes=True, more_bodies=["And blue"])
    second = checked(await ana.api.get(f"/api/posts/{published['id']}/comments"))["items"][0]

    assert [await quote(person, post) for post in (published, second) for person in (ben, ana)] == [403, 201] * 2
    refused = await ana.api.post("/api/posts", json={"body": "Red", "is_closed_to_quotes": "perhaps"})
    assert "is_closed_to_quotes" in refused.json()["fields"]
    draft = checked(await ana.api.post("/api/me/drafts", json={"body": "Red", "is_closed_to_quotes": True}), 201)
    assert draft["is_closed_to_quotes"]


async def test_the_composer_says_who_can_quote(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    browser = await people.browser_client(ana)
    form = {"body": "Red wool", "nonce": "one", "is_closed_to_quotes": "true"}

    kept = await browser.post("/compose", data=form)
    sent = await browser.post("/posts", data=form)

    assert re.search(r'name="is_closed_to_quotes"\s+value="true"\s+checked', kept.text)
    post_id = sent.headers["Location"].partition("/post/")[2].partition("?")[0]
    assert await quote(ben, {"id": post_id}) == 403


async def test_a_detached_quote_keeps_its_words_and_shows_nothing_of_the_post(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Marker of red wool")
    made = await ben.post("Look at that", quote_of_id=post["id"])
    assert await told(ana) == [("quote", ben.username)]
    made_id = made["id"]
    path = f"/api/posts/{made_id}/detach-quote"
    assert [(await person.api.post(path)).status_code for person in (ben, cleo)] == [403, 403]
    assert (await people.signed_out().post(path)).status_code == 401

    async with Live(people) as live:
        socket = await live.program(cleo)
        await socket.subscribe(post, made)
        assert (await ana.api.post(path)).status_code == 204
        heard = [await socket.next("post.updated", "post.counts") for _ in range(2)]
        assert {(message["type"], message["post_id"]) for message in heard} == {
            ("post.counts", post["id"]),
            ("post.updated", made["id"]),
        }

    seen = checked(await cleo.api.get(f"/api/posts/{made['id']}"))
    assert (seen["body"], seen["quote_of"], seen["unavailable"]) == ("Look at that", None, True)
    page = await people.signed_out().get(f"/@{ben.username}/post/{made['id']}")
    assert "Marker of red wool" not in page.text
    assert checked(await ana.api.get(f"/api/posts/{post['id']}"))["quotes_count"] == 0
    assert checked(await ana.api.get(f"/api/posts/{post['id']}/quotes"))["items"] == []
    assert await told(ana) == []
    # For good: there is nothing of hers in it any more.
    assert (await ana.api.post(path)).status_code == 403
