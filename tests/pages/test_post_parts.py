"""What a post has beside its text, on pages without scripts: poll, content note, pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People

FRAGMENT = {"X-Fragment": "1"}


async def test_a_poll_is_asked_and_voted_in_by_forms(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    form = {"body": "Which one?", "poll_option": ["Wool", "Cotton", "", ""], "poll_minutes": "60"}
    made = await ana.api.post("/posts", data=form, headers=FRAGMENT)
    post = checked(await ana.api.get(f"/api/users/{ana.id}/posts"))["items"][0]
    post_id = post["id"]
    path = f"/@{ana.username}/post/{post_id}"

    before = await ben.api.get(path)
    wrong = await ben.api.post(f"/posts/{post_id}/vote", data={"choices": "x"})
    done = await ben.api.post(f"/posts/{post_id}/vote", data={"choices": "1", "back": path})
    after = await ben.api.get(path)

    assert made.status_code == 201
    assert f'action="/posts/{post_id}/vote"' in before.text
    assert "100%" not in before.text
    assert wrong.status_code == 400
    assert (done.status_code, done.headers["Location"]) == (303, f"{path}?notice=voted")
    assert "100%" in after.text
    assert "1 vote ·" in after.text
    assert f'action="/posts/{post_id}/vote"' not in after.text


async def test_a_refused_poll_keeps_what_was_typed(people: People) -> None:
    ana = await people.new("ana")

    response = await ana.api.post(
        "/posts", data={"body": "Which?", "poll_option": ["Only wool"], "content_note": "Fibre"}
    )

    assert response.status_code == 400
    assert "A poll has 2 to 4 choices." in response.text
    assert 'value="Only wool"' in response.text
    assert 'value="Fibre"' in response.text
    assert response.text.count('class="composer-part" open data-composer-part=') == 2


async def test_a_content_note_stands_before_the_text(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("The gardener did it", content_note="Film ending")
    quote = await ben.post("oh no", quote_of_id=post["id"])

    page = await ben.api.get(f"/@{ana.username}/post/{post['id']}")
    quoting = await ben.api.get(f"/@{ben.username}/post/{quote['id']}")

    assert post["content_note"] == "Film ending"
    assert ": Film ending" in page.text
    assert page.text.index("Film ending</span>") < page.text.index("The gardener did it")
    assert "The gardener did it" not in quoting.text
    too_long = {"body": "x", "content_note": "n" * 101}
    assert checked(await ana.api.post("/api/posts", json=too_long), 400)["fields"].keys() == {"content_note"}


async def test_one_post_is_pinned_first_on_the_profile(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    posts = [await ana.post(f"post {number}") for number in range(3)]

    for post in posts[:2]:
        assert checked(await ana.api.post(f"/api/posts/{post['id']}/pin")) == {"pinned": True}
    page = (await ben.api.get(f"/@{ana.username}")).text
    pinned_id, other_id = posts[1]["id"], posts[2]["id"]

    assert page.count("</svg>Pinned</p>") == 1
    places = [page.index(f'id="post-{posts[number]["id"]}"') for number in (1, 2, 0)]
    assert places == sorted(places)
    assert page.count(f'id="post-{posts[1]["id"]}"') == 1
    assert (await ben.api.post(f"/api/posts/{posts[0]['id']}/pin")).status_code == 403
    by_form = await ana.api.post(f"/posts/{pinned_id}/unpin", data={"back": f"/@{ana.username}"})
    assert by_form.headers["Location"] == f"/@{ana.username}?notice=unpinned"
    assert "icon-pin" not in (await ben.api.get(f"/@{ana.username}")).text
    await ana.api.post(f"/posts/{other_id}/pin")
    assert checked(await ana.api.delete(f"/api/posts/{other_id}/pin")) == {"pinned": False}
