"""Search for people, topics and posts."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from tests.people import checked

if TYPE_CHECKING:
    from tests.people import People, Person


async def found(person: Person, query: str, **more: str | int) -> list[str]:
    page = checked(await person.api.get("/api/users/search", params={"q": query, **more}))
    return [item["id"] for item in page["items"]]


async def test_people_are_found_by_the_beginning_of_username_and_name(people: People) -> None:
    ana = await people.new("ana", display_name=f"Ørsted {secrets.token_hex(4)} Été")
    ben = await people.new("ben")
    name = checked(await ana.api.get("/api/me"))["display_name"]

    assert ana.id in await found(ben, f"@{ana.username[:-1].upper()}")
    assert await found(ben, name[:12]) == [ana.id]


async def test_exact_then_followed_then_popular(people: People) -> None:
    stem = f"x{secrets.token_hex(4)}"
    exact, followed, popular = [await people.new(stem, display_name=f"{stem} {word}") for word in "abc"]
    ben, cleo = await people.new("ben"), await people.new("cleo")
    await ben.follow(followed)
    for other in (cleo, exact, followed):
        await other.follow(popular)

    assert await found(ben, stem) == [followed.id, popular.id, exact.id]
    first = checked(await ben.api.get("/api/users/search", params={"q": stem, "limit": 2}))
    rest = await found(ben, stem, limit=2, cursor=first["next_cursor"])
    assert [item["id"] for item in first["items"]] + rest == [followed.id, popular.id, exact.id]
    assert (await found(ben, exact.username))[0] == exact.id


async def test_signs_of_patterns_are_only_signs(people: People) -> None:
    ana = await people.new("ana")

    for query in ("%", "_%_%_%_", "\\", "'", '"', "!:*", "\U0010ffff"):
        assert (await ana.api.get("/api/users/search", params={"q": query})).status_code == 200
        for kind in ("users", "topics", "posts"):
            answer = await ana.api.get("/api/search", params={"q": query, "type": kind})
            assert answer.status_code == 200, (query, kind)
    assert await found(ana, "%") == []


async def test_blocked_people_are_not_found(people: People) -> None:
    ana, dan = await people.new("ana"), await people.new("dan")
    await ana.api.post(f"/api/users/{dan.id}/block")

    # Among thousands of people somebody's name may resemble these.
    assert ana.id not in await found(dan, ana.username)
    assert dan.id not in await found(ana, dan.username)


async def test_posts_are_found_by_their_words(people: People) -> None:
    word = f"w{secrets.token_hex(5)}"
    ana, ben, dan = await people.new("ana"), await people.new("ben"), await people.new("dan")
    first, second = await ana.post(f"Blue {word}"), await ana.post(f"red {word.upper()}")
    await ana.api.post(f"/api/users/{dan.id}/block")

    async def posts(person: Person, query: str) -> list[str]:
        page = checked(await person.api.get("/api/search", params={"q": query, "type": "posts"}))
        return [item["id"] for item in page["items"]]

    assert await posts(ben, word) == [second["id"], first["id"]]
    assert await posts(ben, f"{word} blue") == [first["id"]]
    assert await posts(dan, word) == []
    await ana.api.delete(f"/api/posts/{first['id']}")
    assert await posts(ben, word) == [second["id"]]


async def found_posts(person: Person, query: str, **more: str | int) -> list[str]:
    page = checked(await person.api.get("/api/search", params={"q": query, "type": "posts", **more}))
    return [item["id"] for item in page["items"]]


async def test_accents_and_case_do_not_matter(people: People) -> None:
    stem = secrets.token_hex(4)
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post(f"Crème{stem} BRÛLÉE")

    assert await found_posts(ben, f"creme{stem} brulee") == [post["id"]]
    assert await found_posts(ben, f"CRÈME{stem}") == [post["id"]]


async def test_phrases_minus_and_filters_narrow_a_search(people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana, ben = await people.new("ana"), await people.new("ben")
    wool = await ana.post(f"{word} jacket of wool")
    rain = await ben.post(f"{word} rain jacket")

    assert await found_posts(ben, f'"{word} rain"') == [rain["id"]]
    assert await found_posts(ben, f"{word} -wool") == [rain["id"]]
    assert await found_posts(ben, f"{word} from:@{ana.username}") == [wool["id"]]
    assert await found_posts(ben, f"from:{ana.username}") == [wool["id"]]
    assert await found_posts(ben, f"{word} since:2026-01-01") == [rain["id"], wool["id"]]
    assert await found_posts(ben, f"{word} until:2026-01-01") == []
    assert await found_posts(ben, f"{word} has:media") == []
    answer = await ben.api.get("/api/search", params={"q": f"{word} since:soon", "type": "posts"})
    assert answer.status_code == 400
    assert answer.json()["fields"] == {"q": "After since: comes a day, like since:2026-01-31."}


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2095-08-01", "2300-01-01", "9999-12-30"])
async def test_a_day_far_from_every_post_is_a_day_like_others(day: str, people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana = await people.new("ana")
    post = await ana.post(word)
    is_past = day < "2026"

    assert await found_posts(ana, f"{word} since:{day}") == ([post["id"]] if is_past else [])
    assert await found_posts(ana, f"{word} until:{day}") == ([] if is_past else [post["id"]])


@pytest.mark.parametrize(
    ("body", "queries"),
    [
        ("今日は{}寿司を食べた", ["寿司", "今日", '"寿司を 食べ"', "寿 食", "{}寿司", "sushi OR 寿司"]),
        ("我{}喜歡喝咖啡 coffee", ["咖啡", "喝", "咖啡 COFFEE", "喜歡"]),
        ("커피를{} 마신다", ["커피", "커피를{}", '"커피를{} 마"']),
    ],
)
async def test_scripts_without_spaces_are_searched_by_any_part(body: str, queries: list[str], people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana = await people.new("ana")
    post = await ana.post(body.format(word))
    apart = await ana.post(f"司寿 日今 啡咖 피커 {word}")
    mine = f" from:{ana.username}"

    for query in queries:
        assert await found_posts(ana, query.format(word) + mine) == [post["id"]], query
        assert await found_posts(ana, f"{word} -{queries[0]}{mine}") == [apart["id"]]


async def test_a_link_is_found_as_it_is_written(people: People) -> None:
    path = secrets.token_hex(4)
    ana = await people.new("ana")
    post = await ana.post(f"See https://wool.example/{path}/a for more")

    for query in (f"https://wool.example/{path}/a", f"wool.example/{path}/a", f'"see HTTPS://wool.example/{path}/a"'):
        assert await found_posts(ana, query) == [post["id"]], query
    assert await found_posts(ana, f"more -https://wool.example/{path}/a from:{ana.username}") == []


async def test_top_is_by_likes_and_paged(people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana, ben = await people.new("ana"), await people.new("ben")
    liked, plain, newest = [await ana.post(f"{word} {number}") for number in range(3)]
    await ben.like(liked)

    assert await found_posts(ben, word, sort="top") == [liked["id"], newest["id"], plain["id"]]
    first = checked(await ben.api.get("/api/search", params={"q": word, "type": "posts", "sort": "top", "limit": 2}))
    assert await found_posts(ben, word, sort="top", limit=2, cursor=first["next_cursor"]) == [plain["id"]]
    assert await found_posts(ben, word, sort="recent") == [newest["id"], plain["id"], liked["id"]]


async def test_an_edited_post_is_found_by_its_new_words_only(people: People) -> None:
    old, new = f"w{secrets.token_hex(4)}", f"w{secrets.token_hex(4)}"
    ana = await people.new("ana")
    post = await ana.post(old)
    await ana.api.patch(f"/api/posts/{post['id']}", json={"body": new})

    assert await found_posts(ana, old) == []
    assert await found_posts(ana, new) == [post["id"]]


async def test_posts_of_private_accounts_are_found_by_followers_only(people: People) -> None:
    word = f"w{secrets.token_hex(4)}"
    ana, ben, cleo = await people.new("ana"), await people.new("ben"), await people.new("cleo")
    await ben.follow(ana)
    post = await ana.post(word)
    await ana.go_private()

    for query in (word, f"from:{ana.username}", f"{word} from:{ana.username}"):
        assert await found_posts(ben, query) == [post["id"]]
        assert await found_posts(cleo, query) == []


async def test_names_are_found_with_a_slip_and_from_another_keyboard(people: People) -> None:
    # Each a stem of their own: with one for both, lev's name resembles ana's now and then.
    stem, other = ["".join(secrets.choice("bcdfghklmnprstvz") for _ in range(8)) for _ in range(2)]
    ana = await people.new("x", display_name=f"Zo {stem}quist")
    lev = await people.new("y", display_name=f"Лев Ёжиков{other}")
    ben = await people.new("ben")

    assert await found(ben, f"{stem}qvist") == [ana.id]
    assert await found(ben, f"ezhikov{other}") == [lev.id]
    await ana.api.post(f"/api/users/{ben.id}/block")
    assert await found(ben, f"{stem}qvist") == []


async def test_topics_are_found_and_listed(people: People) -> None:
    # Of topics that as many people use, the list of today has the first of the alphabet.
    topic = f"a0{secrets.token_hex(5)}"
    ana, ben = await people.new("ana"), await people.new("ben")
    post = await ana.post(f"hello #{topic}")

    answer = checked(await ben.api.get("/api/search", params={"q": f"#{topic[:8].upper()}", "type": "topics"}))
    assert [(item["name"], item["posts_count"]) for item in answer["items"]] == [(topic, 1)]
    listed = checked(await ben.api.get(f"/api/topics/{topic}/posts"))
    assert [item["id"] for item in listed["items"]] == [post["id"]]
    today = checked(await ben.api.get("/api/topics", params={"limit": 100}))
    assert topic in [item["name"] for item in today["items"]]

    await ana.go_private()

    answer = checked(await ben.api.get("/api/search", params={"q": topic, "type": "topics"}))
    assert answer["items"] == []
    assert (await ben.api.get("/api/topics/!/posts")).status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%00", "q=a&type=x", "q=a&limit=0", "q=a&cursor=AAAA", "q=a&type=topics&cursor=AAAA", f"q={'a' * 201}"]
)
async def test_bad_queries_are_refused(query: str, people: People) -> None:
    assert (await people.signed_out().get(f"/api/search?{query}")).status_code == 400


async def test_search_is_for_posts_unless_told_otherwise(people: People) -> None:
    ana = await people.new("ana")
    word = f"w{secrets.token_hex(6)}"
    post = await ana.post(f"about {word}")

    page = checked(await ana.api.get("/api/search", params={"q": word}))

    assert [item["id"] for item in page["items"]] == [post["id"]]
