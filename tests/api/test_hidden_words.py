"""Hidden words: feeds and notifications leave posts with them out; by their address they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person

WORDS = "/api/me/hidden-words"


async def following_of(person: Person) -> list[str]:
    return [item["id"] for item in checked(await person.api.get("/api/timeline"))["items"]]


async def hide(person: Person, text: str, **more: Any) -> dict[str, Any]:
    return checked(await person.api.post(WORDS, json={"text": text, **more}), 201)


async def test_feeds_and_notifications_leave_a_word_out(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    shouted, accented, inside = await ana.post("SPOILER!"), await ana.post("Ein spöiler"), await ana.post("spoilers")
    told = await cleo.post(f"@{ben.username} a spoiler")
    quoting = await ana.post("look", quote_of_id=told["id"])
    await ana.repost(told)
    own = await ben.post("My own spoiler")
    assert len(await following_of(ben)) == 6

    await hide(ben, "Spoiler")

    assert await following_of(ben) == [own["id"], inside["id"]]
    feed = checked(await ben.api.get("/api/feeds", params={"limit": 100}))
    shown = {item["id"] for item in feed["items"]}
    assert not shown & {shouted["id"], accented["id"], told["id"], quoting["id"]}
    assert checked(await ben.api.get("/api/notifications"))["items"] == []
    assert checked(await ben.api.get("/api/notifications/unread-count"))["unread_count"] == 0
    assert checked(await ben.api.get(f"/api/posts/{shouted['id']}"))["id"] == shouted["id"]
    assert shouted["id"] in await following_of(ana)


async def test_a_word_in_a_content_note_hides_too(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    noted = await cleo.post("All of them die", content_note="Spoiler: the last page")
    await ana.post("Who did it", content_note="spoiler")
    await ana.post("look", quote_of_id=noted["id"])
    await ana.repost(noted)
    assert len(await following_of(ben)) == 3

    await hide(ben, "spoiler")

    assert await following_of(ben) == []


async def test_a_phrase_inside_words_and_an_end(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    await ana.post("Season\n finale tonight")
    inside = await ana.post("unbelievable (c++)")

    phrase = await hide(ben, "season finale", ends_in_hours=24)
    await hide(ben, "believ", whole_word=False)
    assert await following_of(ben) == []
    assert phrase["ends_at"] is not None

    # As it will be tomorrow.
    await db.execute("UPDATE hidden_patterns SET ends_at = now() - interval '1 s' WHERE ends_at <> 'infinity'")
    assert len(await following_of(ben)) == 1
    entries = checked(await ben.api.get(WORDS))["items"]
    for word_id in [entry["id"] for entry in entries]:
        assert (await ben.api.delete(f"/api/me/hidden-words/{word_id}")).status_code == 204
    assert len(await following_of(ben)) == 2

    await hide(ben, "C++")
    assert inside["id"] not in await following_of(ben)


async def test_a_word_of_a_script_without_spaces_is_whole_beside_other_letters(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    sushi, coffee = await ana.post("今日は寿司を食べた"), await ana.post("커피를 마신다")

    await hide(ben, "寿司")
    assert await following_of(ben) == [coffee["id"]]
    await hide(ben, "커피")
    assert await following_of(ben) == []
    assert await following_of(ana) == [coffee["id"], sushi["id"]]


async def test_words_that_have_to_occur_together(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    one, both = await ana.post("The final was long"), await ana.post("Who won?\nThe Cup final, at last")
    quoting = await ana.post("what a final", quote_of_id=(await ana.post("Our cup"))["id"])

    entry = await hide(ben, "FINAL", also=["cup", " "])

    shown = await following_of(ben)
    assert one["id"] in shown
    assert not {both["id"], quoting["id"]} & set(shown)
    assert (entry["text"], entry["also"]) == ("FINAL", ["cup"])
    await hide(ben, "final", also=["Cup"], ends_in_hours=1)
    assert len(checked(await ben.api.get(WORDS))["items"]) == 1
    await hide(ben, "final")
    assert one["id"] not in await following_of(ben)


async def test_words_with_their_whole_thread(people: People) -> None:
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    await ben.follow(cleo)
    first = await ana.post("About the final")
    deep = await ana.reply(await cleo.reply(first, "Nice"), "Indeed")
    other = await ana.post("About wool")
    below = await cleo.reply(await ana.reply(other, "and a final"), "Which one?")

    await hide(ben, "final")
    assert {deep["id"], below["id"], other["id"]} <= set(await following_of(ben))
    await hide(ben, "final", with_thread=True)

    assert await following_of(ben) == [other["id"]]
    assert (await ben.api.get(f"/api/posts/{deep['id']}")).status_code == 200
    # One's own words hide nothing.
    own = await ben.post("My final")
    answer = await cleo.reply(own, "Good")
    assert answer["id"] in await following_of(ben)


async def test_the_list_and_the_same_words_again(people: People) -> None:
    ben = await people.new("ben")
    await hide(ben, "Café")
    entry = await hide(ben, "  CAFE ", whole_word=False)

    assert checked(await ben.api.get(WORDS))["items"] == [entry]
    assert (entry["text"], entry["whole_word"], entry["ends_at"]) == ("CAFE", False, None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": " \u0301 "},
        {"text": "x" * 101},
        {"text": "a\x00"},
        {"text": "a", "whole_word": "maybe"},
        {"text": "a", "with_thread": "maybe"},
        {"text": "a", "also": [" \u0301 "]},
        {"text": "a", "also": ["b", "c", "d", "e", "f"]},
        {"text": "a", "ends_in_hours": 0},
        {"text": "a", "ends_at": "2020-01-01T00:00:00Z"},
        {"text": "a", "ends_at": "2199-01-01T00:00:00Z", "ends_in_hours": 1},
    ],
)
async def test_bad_words_are_refused(body: dict[str, Any], people: People) -> None:
    ben = await people.new("ben")

    assert (await ben.api.post(WORDS, json=body)).status_code == 400


@pytest.mark.parametrize("text", ["(", "[a", "***", "a|", "\\", "(?i)", "^$", ".*"])
async def test_signs_of_regular_expressions_are_plain_letters(text: str, people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    await ben.follow(ana)
    plain, with_it = await ana.post("plain"), await ana.post(f"x {text} x")

    await hide(ben, text)

    assert await following_of(ben) == [plain["id"]]
    assert with_it["id"] in await following_of(ana)


async def test_words_are_nobody_elses_business(people: People) -> None:
    ana, ben = await people.new("ana"), await people.new("ben")
    entry = await hide(ben, "secret")

    assert checked(await ana.api.get(WORDS))["items"] == []
    assert (await ana.api.delete(f"{WORDS}/{entry['id']}")).status_code == 404
    for method in ("GET", "POST"):
        assert (await people.signed_out().request(method, WORDS, json={"text": "x"})).status_code == 401
