"""People made by code: they come, write, react by their interests, and come back as themselves."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

from simulation import steps
from simulation.api import Skein
from simulation.people import MARKER, make_cast, read_cast, write_cast
from simulation.writing import TemplateWriter
from tests.people import checked
from tests.simulation.seeds import new_seed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.people import People


async def test_a_round_makes_posts_that_those_who_care_like(people: People, tmp_path: Path) -> None:
    path, seed = tmp_path / "cast.json", new_seed()
    dice = random.Random(seed)

    def play() -> list[steps.Counts]:
        with Skein(people.base_url) as skein:
            cast = steps.fake_users(skein, path, size=5, seed=seed)
            steps.generated_posts(skein, path, cast, TemplateWriter(), posts=12, dice=dice)
            return [steps.simulated_interactions(skein, path, cast, dice) for _ in range(3)]

    rounds = await asyncio.to_thread(play)

    cast = read_cast(path)
    assert cast is not None
    assert (rounds[0].people, len(cast.posts)) == (5, 12)
    assert rounds[0].views > 0
    assert sum(counts.likes for counts in rounds) > 0
    assert sum(counts.views for counts in rounds) == len(cast.seen) <= 60
    profile = checked(await people.signed_out().get(f"/api/users/by-name/{cast.people[0].username}"))
    assert MARKER in profile["bio"]
    post = checked(await people.signed_out().get(f"/api/posts/{next(iter(cast.posts))}"))
    assert post["body"].endswith(f"#{cast.posts[post['id']]}")


async def test_people_who_come_back_go_on_with_their_session(people: People, tmp_path: Path) -> None:
    path, seed = tmp_path / "cast.json", new_seed()

    def come(forgetful: bool = False) -> str:
        with Skein(people.base_url) as skein:
            if forgetful and (kept := read_cast(path)) is not None:
                kept.people[0].token = "ended"
                write_cast(path, kept)
            return steps.fake_users(skein, path, size=5, seed=seed).people[0].token

    first, second, third = [await asyncio.to_thread(come, forgetful) for forgetful in (False, False, True)]

    assert first == second != third
    api = people.signed_out()
    devices = checked(await api.get("/api/me/devices", headers={"Authorization": f"Bearer {third}"}))
    assert len(devices["items"]) == 2


def test_everybody_has_an_interest_and_a_seed_makes_the_same_people() -> None:
    cast = make_cast(10, 7)

    assert {person.main for person in cast.people} == {"sports", "tech", "anime", "cars", "food"}
    assert [person.username for person in cast.people] == [person.username for person in make_cast(10, 7).people]
    assert len({person.username for person in make_cast(200, 7).people}) == 200
    with pytest.raises(ValueError, match="5 to 200"):
        make_cast(4, 7)


async def test_the_same_seed_in_another_folder_makes_people_of_their_own_and_more_when_asked(
    people: People, tmp_path: Path
) -> None:
    seed = new_seed()

    def come(folder: str, size: int) -> list[str]:
        with Skein(people.base_url) as skein:
            cast = steps.fake_users(skein, tmp_path / folder / "cast.json", size=size, seed=seed)
            return [person.user_id for person in cast.people]

    here = await asyncio.to_thread(come, "here", 5)
    there = await asyncio.to_thread(come, "there", 5)
    more = await asyncio.to_thread(come, "there", 7)

    assert not set(here) & set(there)
    assert (more[:5], len(set(more))) == (there, 7)
