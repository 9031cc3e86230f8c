"""Following a conversation, and replies that the author of one hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.notification_reading import told
from tests.live.client import Live
from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def done(person: Person, method: str, post: dict[str, Any], act: str) -> None:
    answer = await person.api.request(method, f"/api/posts/{post['id']}/{act}")
    assert answer.status_code == 204, answer.text


async def replies(person: Person, post: dict[str, Any], **query: str) -> list[str]:
    page = checked(await person.api.get(f"/api/posts/{post['id']}/comments", params=query))
    return [item["id"] for item in page["items"]]


async def test_who_follows_a_conversation_hears_of_every_reply(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    first = await ben.reply(post, "Where from?")
    for _ in range(2):
        await done(cleo, "POST", first, "follow-thread")

    await ana.reply(first, "The market")
    await ben.reply(post, f"Which one, @{cleo.username}?")
    await cleo.reply(post, "Here")

    assert await told(cleo) == [("mention", ben.username), ("reply", ana.username)]
    await done(cleo, "DELETE", post, "follow-thread")
    await ben.reply(post, "Thanks")
    assert len(await told(cleo)) == 2


async def test_following_and_muting_take_turns(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    await done(cleo, "POST", post, "mute-thread")
    await done(cleo, "POST", post, "follow-thread")
    await ben.reply(post, "One")
    assert await told(cleo) == [("reply", ben.username)]

    await done(cleo, "POST", post, "mute-thread")
    await ben.reply(post, "Two")
    await done(cleo, "DELETE", post, "mute-thread")
    await ben.reply(post, "Three")

    assert await told(cleo) == [("reply", ben.username)]


async def test_a_follower_hears_nothing_of_blocked_or_private_people(people: People) -> None:
    ana, cleo, dan, eve = [await people.new(name) for name in ("ana", "cleo", "dan", "eve")]
    post = await ana.post("Red wool")
    await done(cleo, "POST", post, "follow-thread")
    await cleo.api.post(f"/api/users/{dan.id}/block")
    await eve.go_private()

    await dan.reply(post, "hm")
    await eve.reply(post, "hm")

    assert await told(cleo) == []


async def test_a_hidden_reply_stands_behind_a_note_with_all_below_it(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    rude, kind = await ben.reply(post, "Ugly wool"), await cleo.reply(post, "Pretty wool")
    below = await cleo.reply(rude, "Be nice")
    page = f"/@{ana.username}/post/{post['id']}"
    reader = await people.browser_client(cleo)
    assert "Hidden by the author" not in (await reader.get(page)).text

    for _ in range(2):
        await done(ana, "POST", rude, "hide-reply")

    for sort in ("oldest", "top"):
        assert await replies(cleo, post, sort=sort) == [kind["id"]]
        assert await replies(cleo, post, sort=sort, hidden="true") == [rude["id"]]
    assert await replies(cleo, rude) == [below["id"]]
    shown, behind = (await reader.get(page)).text, (await reader.get(f"{page}?hidden=true")).text
    assert "Hidden by the author" in shown
    assert ("Ugly wool" in shown, "Be nice" in shown, "Ugly wool" in behind) == (False, False, True)
    alone = (await reader.get(f"/@{ben.username}/post/{rude['id']}")).text
    assert "Hidden by the author of the conversation" in alone
    assert "Be nice" in alone
    await done(ana, "DELETE", rude, "hide-reply")
    assert await replies(cleo, post) == [rude["id"], kind["id"]]


async def test_a_hidden_reply_leaves_open_pages_and_comes_back(people: People) -> None:
    ana, ben, cleo, dan = [await people.new(name) for name in ("ana", "ben", "cleo", "dan")]
    post = await ana.post("Red wool")
    rude = await ben.reply(post, "Ugly wool")
    assert (await ben.api.post(f"/api/users/{dan.id}/block")).status_code == 204

    async with Live(people) as live:
        reader, blocked = await live.program(cleo), await live.program(dan)
        await reader.subscribe(post)
        await blocked.subscribe(post)
        await done(ana, "POST", rude, "hide-reply")
        hidden = await reader.next("reply.hidden")
        await done(ana, "DELETE", rude, "hide-reply")
        shown = await reader.next("reply.created")
        for message in (hidden, shown):
            assert (message["post_id"], message["reply_id"]) == (post["id"], rude["id"])
        # Whoever may not see the reply hears of nothing before the next thing that concerns them.
        await cleo.reply(post, "Nice wool")
        assert (await blocked.next("reply.hidden", "reply.created"))["author_id"] == cleo.id


async def test_only_who_is_answered_or_began_hides_a_reply(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Red wool")
    reply = await ben.reply(post, "Blue wool")
    deep = await cleo.reply(reply, "Green wool")

    async def status(person: Person, target: dict[str, Any]) -> int:
        return (await person.api.post(f"/api/posts/{target['id']}/hide-reply")).status_code

    assert [await status(person, deep) for person in (ana, ben, cleo)] == [204, 204, 403]
    assert [await status(person, reply) for person in (ben, cleo)] == [403, 403]
    assert await status(ana, post) == 403


@pytest.mark.parametrize(
    "path", ["/api/posts/{}/follow-thread", "/api/posts/{}/hide-reply", "/api/posts/{}/close-quotes"]
)
async def test_what_cannot_be_seen_cannot_be_acted_on(path: str, people: People) -> None:
    ana, cleo = await people.new("ana"), await people.new("cleo")
    await ana.go_private()
    post = await ana.post("For friends")

    for method in ("POST", "DELETE"):
        assert (await cleo.api.request(method, path.format(post["id"]))).status_code == 404
        assert (await people.signed_out().request(method, path.format(post["id"]))).status_code == 401


async def test_the_pages_do_it_too(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Red wool")
    reply = await ben.reply(post, "Blue wool")
    quote = await ben.post("Look", quote_of_id=post["id"])
    browser = await people.browser_client(ana)
    addresses = [
        (f"/@{ana.username}/post/{post['id']}", "/posts/{}/follow-thread", "/posts/{}/unfollow-thread", post),
        (f"/@{ben.username}/post/{reply['id']}", "/posts/{}/hide-reply", "/posts/{}/show-reply", reply),
        (f"/@{ana.username}/post/{post['id']}", "/posts/{}/close-quotes", "/posts/{}/open-quotes", post),
    ]
    for page, act, back, target in addresses:
        for wanted, other in ((act, back), (back, act)):
            path = wanted.format(target["id"])
            assert path in (await browser.get(page)).text
            answer = await browser.post(path)
            assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, page)
            assert other.format(target["id"]) in (await browser.get(page)).text
    quote_id = quote["id"]
    path = f"/posts/{quote_id}/detach-quote"
    assert path in (await browser.get(f"/@{ben.username}/post/{quote['id']}")).text
    assert (await browser.post(path)).status_code == 303
    assert path not in (await browser.get(f"/@{ben.username}/post/{quote['id']}")).text
