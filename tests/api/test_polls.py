"""Polls: asking, voting once, who sees the numbers, and the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.db import Database
from app.jobs.polls import close_poll
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from app.settings import Settings
    from tests.people import People, Person

ASKED = {"options": ["Wool", "Cotton"], "duration_minutes": 60}


async def vote(person: Person, post: dict[str, Any], *choices: int, status: int = 200) -> dict[str, Any]:
    """Vote; gives the poll, or the error."""
    post_id = post["id"]
    response = await person.api.post(f"/api/posts/{post_id}/votes", json={"choices": list(choices)})
    return checked(response, status)


async def test_numbers_are_told_to_who_voted(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Which one?", poll=ASKED)

    after = await vote(ben, post, 1)

    assert [option["votes_count"] for option in post["poll"]["options"]] == [None, None]
    assert (post["poll"]["is_multiple"], post["poll"]["is_ended"], post["poll"]["viewer_choices"]) == (
        False,
        False,
        None,
    )
    assert after["options"] == [{"text": "Wool", "votes_count": 0}, {"text": "Cotton", "votes_count": 1}]
    assert (after["votes_count"], after["viewer_choices"]) == (1, [1])
    seen = checked(await ana.api.get(f"/api/posts/{post['id']}"))["poll"]
    assert (seen["votes_count"], seen["options"][1]["votes_count"]) == (1, None)


async def test_a_poll_needs_no_words(people: People) -> None:
    ana = await people.new("ana")

    post = await ana.post("", poll=ASKED)
    await ana.api.patch(f"/api/posts/{post['id']}", json={"body": "Which one?"})
    emptied = checked(await ana.api.patch(f"/api/posts/{post['id']}", json={"body": ""}))

    assert (post["body"], emptied["body"]) == ("", "")
    assert [option["text"] for option in emptied["poll"]["options"]] == ["Wool", "Cotton"]


async def test_one_vote_each_and_only_what_is_offered(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post("Which one?", poll=ASKED)
    plain = await ana.post("no poll")

    for wrong in ((), (2,), (0, 1), (0, 0), (-1,)):
        await vote(ben, post, *wrong, status=400)
    answers = await asyncio.gather(
        *(ben.api.post(f"/api/posts/{post['id']}/votes", json={"choices": [0]}) for _ in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    await vote(ben, plain, 0, status=404)
    assert (await people.signed_out().post(f"/api/posts/{post['id']}/votes", json={"choices": [0]})).status_code == 401


async def test_only_who_sees_the_post_votes(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ana.go_private()
    post = await ana.post("Which one?", poll=ASKED)

    await vote(ben, post, 0, status=404)


@pytest.mark.parametrize(
    "poll",
    [
        {"options": ["one"]},
        {"options": ["one", "two", "three", "four", "five"]},
        {"options": ["one", " "]},
        {"options": ["one", "One"]},
        {"options": ["one", "x" * 81]},
        {"options": ["one", "two"], "duration_minutes": 4},
        {"options": ["one", "two"], "duration_minutes": 7 * 24 * 60 + 1},
        {"options": "one two"},
    ],
)
async def test_a_poll_that_makes_no_sense_is_refused(people: People, poll: dict[str, Any]) -> None:
    ana = await people.new("ana")

    checked(await ana.api.post("/api/posts", json={"body": "Which?", "poll": poll}), 400)


async def test_counters_equal_a_recount(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, others = await people.new("ana"), [await people.new("ben") for _ in range(4)]
    post = await ana.post("Which ones?", poll={**ASKED, "is_multiple": True})
    await asyncio.gather(*(vote(person, post, *([0, 1] if number else [0])) for number, person in enumerate(others)))
    await db.execute("DELETE FROM users WHERE id = $1", int(others[3].id))

    kept = await db.fetchrow("SELECT votes_count, option_counts FROM polls WHERE post_id = $1", int(post["id"]))
    votes = await db.fetch("SELECT choices FROM poll_votes WHERE post_id = $1", int(post["id"]))

    assert kept is not None
    assert kept["votes_count"] == len(votes) == 3
    assert kept["option_counts"] == [sum(n in row["choices"] for row in votes) for n in (0, 1)]


async def test_at_the_end_everybody_is_told_once(
    people: People, db: asyncpg.Connection[asyncpg.Record], settings: Settings
) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    post = await ana.post("Which one?", poll=ASKED)
    await vote(ben, post, 0)
    job = "SELECT execute_after - now() > interval '50 min' FROM jobs.pgqueuer WHERE dedupe_key = $1"
    assert await db.fetchval(job, f"poll-{post['id']}")
    database = Database(replace(settings, database_url=settings.direct_url))
    await database.open()

    early = await close_poll(database, post_id=int(post["id"]))
    await db.execute("UPDATE polls SET ends_at = now() WHERE post_id = $1", int(post["id"]))
    closings = [await close_poll(database, post_id=int(post["id"])) for _ in range(2)]
    await database.close()

    assert (early, closings) == (False, [True, False])
    await vote(cleo, post, 0, status=409)
    for person, told in ((ana, 1), (ben, 1), (cleo, 0)):
        items = checked(await person.api.get("/api/notifications"))["items"]
        assert [item["kind"] for item in items] == ["poll_ended"] * told
    seen = checked(await cleo.api.get(f"/api/posts/{post['id']}"))["poll"]
    assert (seen["is_ended"], seen["options"][0]["votes_count"], seen["viewer_choices"]) == (True, 1, None)
