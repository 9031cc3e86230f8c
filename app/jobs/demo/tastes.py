"""Who of the demo follows whom and likes what: by circles, the same on every machine."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.jobs.demo.people import HOST, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.jobs.demo.people import DemoPerson
    from app.jobs.demo.shapes import DemoPost

_BY_NAME = {person.username: person for person in PEOPLE}


def follows_of(person: DemoPerson) -> list[str]:
    """The usernames that somebody follows."""
    dice = random.Random(person.username)
    return [other.username for other in PEOPLE if other is not person and dice.random() < _closeness(person, other)]


def likers_of(post: DemoPost, seed: int) -> list[str]:
    """As many people as like a post, those close to its author first of all."""
    dice, author = random.Random(seed), _BY_NAME[post.author]
    # Weighted sampling without replacement (Efraimidis and Spirakis): the largest keys win.
    keys = {
        person.username: dice.random() ** (1 / _closeness(person, author)) for person in PEOPLE if person is not author
    }
    return sorted(keys, key=lambda username: -keys[username])[: post.likes]


def voters_of(post: DemoPost, votes: Sequence[int], seed: int) -> list[tuple[str, int]]:
    """Who chose which option. The host is left out while the poll is open: she can vote herself."""
    is_open = post.poll is not None and post.poll.ends_in_minutes > 0
    able = [name for name in _BY_NAME if name != post.author and not (is_open and name == HOST)]
    choices = [option for option, count in enumerate(votes) for _ in range(count)]
    return list(zip(random.Random(seed).sample(able, len(choices)), choices, strict=True))


def minutes_until_liked(count: int, age: int, seed: int) -> list[int]:
    """How many minutes ago each of so many likes came: soon after the post for most."""
    dice = random.Random(seed)
    return [age - min(age, round(dice.expovariate(1 / max(8, age / 6)))) for _ in range(count)]


def _closeness(one: DemoPerson, other: DemoPerson) -> float:
    """From 0 to 1: how much two people have in common."""
    if one.circles[0] == other.circles[0]:
        return 0.92
    shared = set(one.circles) & set(other.circles)
    return min(0.9, 0.08 + 0.6 * len(shared))
