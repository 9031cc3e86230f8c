"""`POST /api/track`: one event or a batch, each counted once, bad ones refused without losing the good ones."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


def event(kind: str, post: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"interaction_type": kind, "post_id": post["id"], "metadata": {"event_id": str(uuid4()), **metadata}}


async def stored(db: asyncpg.Connection[asyncpg.Record], person: Person) -> list[asyncpg.Record]:
    return await db.fetch("SELECT * FROM interactions WHERE user_id = $1 ORDER BY kind", int(person.id))


async def seen(db: asyncpg.Connection[asyncpg.Record], person: Person, post: dict[str, Any]) -> asyncpg.Record | None:
    return await db.fetchrow(
        "SELECT * FROM seen_posts WHERE user_id = $1 AND post_id = $2", int(person.id), int(post["id"])
    )


async def test_a_single_event_is_stored(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    event_id = str(uuid4())
    body = {
        "post_id": post["id"],
        "interaction_type": "view",
        "metadata": {"event_id": event_id, "dwell_ms": 1500, "source": "for_you", "battery": 3},
    }

    assert checked(await ben.api.post("/api/track", json=body)) == {"tracked": 1, "errors": []}
    assert checked(await ben.api.post("/api/track", json=body)) == {"tracked": 0, "errors": []}

    [row] = await stored(db, ben)
    assert (row["event_id"], row["kind"], row["post_id"], row["dwell_ms"], row["source"]) == (
        UUID(event_id), "view", int(post["id"]), 1500, "for_you",
    )  # fmt: skip
    look = await seen(db, ben, post)
    assert look is not None
    assert (look["views"], look["clicks"], look["dwell_ms"]) == (1, 0, 1500)


async def test_a_batch_keeps_the_good_events(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    post, secret = await ana.post("hello"), await dan.post("not for ben")
    await dan.go_private()
    interactions = [
        event("view", post, dwell_ms=2000),
        event("view", {"id": "1"}),
        event("click", post),
        event("view", secret),
        event("stare", post),
        event("view", {"id": "wool"}),
        {"interaction_type": "profile_visit", "user_id": ana.id},
        {"interaction_type": "profile_visit", "user_id": "1"},
        {"interaction_type": "view"},
        "view",
        event("view", post, dwell_ms=-1),
    ]

    answer = checked(await ben.api.post("/api/track", json={"interactions": interactions}))

    assert answer["tracked"] == 3
    assert [(error["index"], error["error"]) for error in answer["errors"]] == [
        (1, "not_found"), (3, "not_found"), (4, "invalid"), (5, "invalid"), (7, "not_found"), (8, "invalid"),
        (9, "invalid"), (10, "invalid"),
    ]  # fmt: skip
    assert all(error["message"] for error in answer["errors"])
    # An unknown post and one that may not be seen cannot be told apart.
    assert answer["errors"][0]["message"] == answer["errors"][1]["message"]
    assert [row["kind"] for row in await stored(db, ben)] == ["click", "profile_visit", "view"]


async def test_a_repeated_batch_counts_once(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("hello")
    batch = [event("view", post, dwell_ms=1000), event("view", post, dwell_ms=1000), event("click", post)]
    batch.append(batch[0])

    first = checked(await ben.api.post("/api/track", json={"interactions": batch}))
    again = checked(await ben.api.post("/api/track", json={"interactions": batch}))
    other = checked(await cleo.api.post("/api/track", json={"interactions": batch}))

    assert (first["tracked"], again["tracked"], other["tracked"]) == (3, 0, 3)
    look = await seen(db, ben, post)
    assert look is not None
    assert (look["views"], look["clicks"], look["dwell_ms"]) == (2, 1, 2000)

    # The week turned since.
    await db.execute("UPDATE interactions SET week = week - 7 WHERE user_id = $1", int(ben.id))
    assert checked(await ben.api.post("/api/track", json={"interactions": batch}))["tracked"] == 0


async def test_batches_that_come_at_once_count_once_and_never_lock_up(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    posts = [await ana.post(f"hello {number}") for number in range(5)]
    batch = [event("view", post, dwell_ms=1000) for post in posts]

    def send(events: list[dict[str, Any]]) -> Any:
        return ben.api.post("/api/track", json={"interactions": events})

    answers = await asyncio.gather(*(send(batch if number % 2 else batch[::-1]) for number in range(12)))

    assert sum(checked(answer)["tracked"] for answer in answers) == len(batch)
    for post in posts:
        row = await seen(db, ben, post)
        assert row is not None
        assert row["views"] == 1


async def test_an_event_id_may_have_any_form(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    body = event("view", post, event_id="evt-1")

    assert checked(await ana.api.post("/api/track", json=body))["tracked"] == 1
    assert checked(await ana.api.post("/api/track", json=body))["tracked"] == 0


async def test_claimed_likes_count_for_nothing(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    claims = [event(kind, post) for kind in ("like", "reply", "repost", "share")]

    assert checked(await ben.api.post("/api/track", json={"interactions": claims})) == {"tracked": 4, "errors": []}

    after = checked(await ben.api.get(f"/api/posts/{post['id']}"))
    assert [after[f"{name}_count"] for name in ("likes", "comments", "reposts", "shares")] == [0, 0, 0, 0]
    assert after["viewer"]["liked"] is False


async def test_an_event_on_a_repost_means_the_original(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("hello")
    await ben.repost(post)
    entry = checked(await ben.api.get("/api/timeline"))["items"][0]
    assert entry["id"] != post["id"]

    checked(await ben.api.post("/api/track", json=event("view", entry)))

    assert await seen(db, ben, post) is not None


async def test_hiding_by_an_event_hides(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    post = await ana.post("hello")

    checked(await ben.api.post("/api/track", json=event("hide", post)))

    assert checked(await ben.api.get("/api/timeline"))["items"] == []


@pytest.mark.parametrize("headers", [{"DNT": "1"}, {"Sec-GPC": "1"}])
async def test_who_asks_not_to_be_tracked_is_not(
    headers: dict[str, str], people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")

    answer = checked(await ana.api.post("/api/track", json=event("view", post), headers=headers))

    assert answer == {"tracked": 0, "errors": []}
    assert await stored(db, ana) == []


async def test_with_the_recommender_off_nothing_is_stored(
    people: People, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    checked(await ana.api.patch("/api/me/recommender", json={"is_on": False}))

    answer = checked(
        await ana.api.post("/api/track", json={"interactions": [event("view", post), event("view", {"id": "1"})]})
    )

    assert answer == {"tracked": 0, "errors": []}
    assert await stored(db, ana) == []
    assert await seen(db, ana, post) is None


@pytest.mark.parametrize(
    "body",
    [
        "{}", "[]", "null", "{", '{"interactions": {}}', '{"interactions": "view"}', '{"interaction_type": "view"}',
        '{"interaction_type": "stare", "post_id": "1"}', '{"interaction_type": "view", "post_id": "wool"}',
        '{"interaction_type": "view", "post_id": 1}', '{"interaction_type": "profile_visit", "post_id": "1"}',
        '{"interaction_type": "view", "post_id": "1", "metadata": []}',
        '{"interaction_type": "view", "post_id": "1", "metadata": {"dwell_ms": 1e400}}',
        '{"interactions": [' + ",".join(['{"interaction_type": "view", "post_id": "1"}'] * 101) + "]}",
    ],
)  # fmt: skip
async def test_bad_bodies_are_refused(body: str, people: People) -> None:
    ana = await people.new("ana")

    response = await ana.api.post("/api/track", content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 400, response.text


async def test_a_text_from_send_beacon_is_taken_as_json_from_our_own_pages_only(people: People) -> None:
    ana = await people.new("ana")
    text = json.dumps(event("view", await ana.post("hello")))
    browser = await people.browser_client(ana)
    beacon = {"Content-Type": "text/plain;charset=UTF-8"}

    answer = await browser.post("/api/track", content=text, headers={**beacon, "Origin": "https://example.com"})
    assert answer.status_code == 403
    assert checked(await browser.post("/api/track", content=text, headers=beacon))["tracked"] == 1
    assert (await browser.post("/api/track", content="no", headers=beacon)).status_code == 400


async def test_odd_values_are_no_error_of_ours(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    odd = [
        event("view", post, event_id="\ud800"),
        event("view", post, event_id="\u0000"),
        event("view", {"id": "9999999999999999999"}),
        event("view", {"id": str(2**63 - 1)}),
        event("view", post, source=["for_you"], ranking={}),
    ]

    content = json.dumps({"interactions": odd})
    answer = checked(await ana.api.post("/api/track", content=content, headers={"Content-Type": "application/json"}))

    assert answer["tracked"] == 2
    assert [error["index"] for error in answer["errors"]] == [0, 2, 3]
    assert checked(await ana.api.post("/api/track", json={"interactions": []})) == {"tracked": 0, "errors": []}


async def test_signed_out_and_from_elsewhere_nothing_is_taken(people: People) -> None:
    ana = await people.new("ana")
    post = await ana.post("hello")
    browser = await people.browser_client(ana)

    assert (await people.signed_out().post("/api/track", json=event("view", post))).status_code == 401
    foreign = await browser.post("/api/track", json=event("view", post), headers={"Origin": "https://example.com"})
    assert foreign.status_code == 403
    assert checked(await browser.post("/api/track", json=event("view", post)))["tracked"] == 1
