"""A person's list stays the same as long as nothing that it is made of changes, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from app.feeds import shared_sources

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.recommender.world import Reader, World

    Act = Callable[[World, Reader, int, int], Awaitable[object]]


def call(path: str, method: str = "POST", status: int = 200) -> Act:
    """A call of the API about a post or its author."""

    async def act(_world: World, reader: Reader, post_id: int, author_id: int) -> None:
        await reader.call(path.format(post=post_id, author=author_id), status, method=method)

    return act


def tracked(kind: str) -> Act:
    """What a browser reports."""

    async def act(_world: World, reader: Reader, post_id: int, _author_id: int) -> None:
        event: dict[str, Any] = {
            "interaction_type": kind,
            "post_id": str(post_id),
            "metadata": {"event_id": str(uuid4())},
        }
        await reader.call("/api/track", method="POST", json=event)

    return act


async def blocked_by(world: World, reader: Reader, _post_id: int, author_id: int) -> None:
    await world.db.execute("INSERT INTO blocks (blocker_id, blocked_id) VALUES ($1, $2)", author_id, reader.id)


async def switch(_world: World, reader: Reader, _post_id: int, _author_id: int) -> None:
    await reader.call("/api/me/recommender", method="PATCH", json={"is_on": False})


async def write(_world: World, reader: Reader, _post_id: int, _author_id: int) -> None:
    await reader.call("/api/posts", 201, method="POST", json={"body": "a new post"})


# In this order, by one person.
ACTS: dict[str, Act] = {
    "like": call("/api/posts/{post}/like"),
    "unlike": call("/api/posts/{post}/like", "DELETE"),
    "repost": call("/api/posts/{post}/repost"),
    "undo repost": call("/api/posts/{post}/repost", "DELETE"),
    "save": call("/api/posts/{post}/save"),
    "unsave": call("/api/posts/{post}/save", "DELETE"),
    "share": call("/api/posts/{post}/share"),
    "open": tracked("click"),
    "view": tracked("view"),
    "hide": call("/api/posts/{post}/hide"),
    "show again": call("/api/posts/{post}/hide", "DELETE"),
    "less like this": call("/api/posts/{post}/less"),
    "as much again": call("/api/posts/{post}/less", "DELETE"),
    "follow": call("/api/users/{author}/follow"),
    "unfollow": call("/api/users/{author}/follow", "DELETE"),
    "mute": call("/api/users/{author}/mute", status=204),
    "unmute": call("/api/users/{author}/mute", "DELETE", 204),
    "block": call("/api/users/{author}/block", status=204),
    "unblock": call("/api/users/{author}/block", "DELETE", 204),
    "somebody's block": blocked_by,
    "a new post": write,
    "forget": call("/api/me/recommender/reset", status=204),
    "switch off": switch,
}


async def list_of(reader: Reader) -> str:
    """By what the list of the first page can be told from others."""
    cursor: str = (await reader.feed(5))["next_cursor"]
    return cursor


async def test_whatever_a_person_does_and_undoes_makes_another_list(world: World) -> None:
    reader = await world.reader()
    author = await world.reader()
    post_id = int((await author.call("/api/posts", 201, method="POST", json={"body": "wool"}))["id"])
    unchanged, same = [], []
    for name, act in ACTS.items():
        before = await list_of(reader)
        await act(world, reader, post_id, author.id)
        after = await list_of(reader)
        if before == after:
            unchanged.append(name)
        if after == await list_of(reader):
            same.append(name)

    assert unchanged == []
    assert same == list(ACTS)


async def test_a_list_is_not_shown_again_from_old_candidates(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = await world.reader()
    before = await list_of(reader)
    assert await list_of(reader) == before

    monkeypatch.setattr(shared_sources, "OLDEST_SECONDS", 0)

    assert await list_of(reader) != before


async def test_a_list_that_is_gone_from_sight_is_made_anew(world: World) -> None:
    reader = await world.reader()
    page = await reader.feed(1)
    first = int(page["items"][0]["id"])

    await world.db.execute("UPDATE posts SET deleted_at = now() WHERE id = $1", first)
    items = (await reader.feed(1))["items"]
    await world.db.execute("UPDATE posts SET deleted_at = NULL WHERE id = $1", first)

    assert len(items) == 1
    assert int(items[0]["id"]) != first
