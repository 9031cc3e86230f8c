"""Drawn cards are kept in the process: nobody gets another person's, and none is out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.people import People, Person


async def card(reader: Person, post: dict[str, Any]) -> str:
    """The article of a post on its author's profile, as this person gets it; read twice, from what is kept too."""
    address = f"/@{post['author']['username']}"
    first, second = [await reader.api.get(address) for _ in range(2)]
    assert article(first.text, post) == article(second.text, post)
    return article(second.text, post)


def article(page: str, post: dict[str, Any]) -> str:
    return page.partition(f'id="post-{post["id"]}"')[2].partition("</article>")[0]


async def test_a_card_is_drawn_for_who_reads_it(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("wool")
    await ben.like(post)
    await ben.api.post(f"/api/posts/{post['id']}/save")

    for_ben, for_cleo, for_ana = await card(ben, post), await card(cleo, post), await card(ana, post)

    assert f"/posts/{post['id']}/unlike" in for_ben
    assert f"/posts/{post['id']}/unsave" in for_ben
    assert f"/posts/{post['id']}/like" in for_cleo
    assert f"/posts/{post['id']}/save" in for_cleo
    assert f"/users/{ana.id}/mute" in for_cleo
    assert f"/posts/{post['id']}/delete" not in for_cleo
    assert f"/posts/{post['id']}/delete" in for_ana
    assert f"/users/{ana.id}/mute" not in for_ana


async def test_a_card_shows_what_is_true_now(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    quoted = await ben.post("looms")
    post = await ana.post("wool", quote_of_id=quoted["id"])
    assert 'data-count="likes"></span>' in await card(ben, post)
    assert ">Ana</a>" in await card(ben, post)
    assert "looms" in await card(ben, post)

    await ben.like(post)
    await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "felt"})
    await ana.api.patch("/api/me", json={"display_name": "Anabel"})
    await ben.api.delete(f"/api/posts/{quoted['id']}")

    changed = await card(ben, post)
    assert 'data-count="likes">1</span>' in changed
    assert "felt" in changed
    assert ">Anabel</a>" in changed
    assert "looms" not in changed
    assert "available" in changed


async def test_a_kept_card_does_not_show_what_may_no_longer_be_seen(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await cleo.follow(ben)
    post = await ana.post("my secret wool")
    await ben.repost(post)
    assert "my secret wool" in await card(cleo, post)
    assert "my secret wool" in (await cleo.api.get("/following")).text
    assert "my secret wool" in (await cleo.api.get("/api/timeline")).text

    await ana.go_private()

    assert "my secret wool" in await card(ben, post)
    for address in (f"/@{ana.username}", "/following", "/api/timeline", "/", "/api/feeds"):
        assert "my secret wool" not in (await cleo.api.get(address)).text, address


async def test_forms_return_to_the_page_that_shows_the_card(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("wool")
    site = str(ben.api.base_url).rstrip("/")

    async def liked_from(referer: str) -> str:
        answer = await ben.api.post(f"/posts/{post['id']}/like", headers={"Referer": referer})
        assert answer.status_code == 303
        return answer.headers["Location"]

    assert await liked_from(f"{site}/following?cursor=12") == "/following?cursor=12"
    assert await liked_from(f"{site}/@{ana.username}") == f"/@{ana.username}"
    mute = await ben.api.post(f"/users/{ana.id}/mute", headers={"Referer": f"{site}/following"})
    assert mute.headers["Location"] == "/following"
    # Whoever is blocked has no profile any more.
    block = await ben.api.post(f"/users/{ana.id}/block", headers={"Referer": f"{site}/@{ana.username}"})
    assert block.headers["Location"] == "/"
    await ben.api.post(f"/users/{ana.id}/unblock")
    for elsewhere in ("https://evil.example/following", f"{site}//evil.example/", ""):
        assert await liked_from(elsewhere) == f"/@{ana.username}/post/{post['id']}"


async def test_a_post_of_words_costs_little_more_than_its_words(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("wool " * 40)

    for_ben = await card(ben, post)

    assert len(for_ben) < 3_800
    assert for_ben.count("<form ") == 2
