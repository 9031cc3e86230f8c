"""What happens in a round: people are there, they write, they read and react, and the recommender learns."""

from __future__ import annotations

import random
import subprocess
import sys
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from simulation.people import Cast, make_cast, read_cast, write_cast

if TYPE_CHECKING:
    from pathlib import Path

    from simulation.api import Skein
    from simulation.people import FakePerson
    from simulation.writing import Writer

# Of what is not liked enough to be answered or passed on, nothing more than a view is left.
REPLIES, REPOSTS = 0.15, 0.1
# How far back people look, and how likely somebody comes by a post in a round: by one of the newest, by an older one.
LOOKED_AT, NEWEST = 400, 20
COMES_BY_NEW, COMES_BY_OLD = 0.5, 0.06
ANSWERS = ("Same here.", "Tell me more.", "This made my day.", "I would not have dared.", "Saving this for later.")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a round did."""

    people: int = 0
    posts: int = 0
    views: int = 0
    likes: int = 0
    replies: int = 0
    reposts: int = 0


def fake_users(skein: Skein, path: Path, *, size: int, seed: int) -> Cast:
    """The people, signed in; at first they sign up and follow those who share their main interest.

    Who was made before comes back, and more are made when `size` has grown.
    """
    cast = read_cast(path) or make_cast(size, seed)
    if len(cast.people) < size:
        cast.people += make_cast(size, seed).people[len(cast.people) :]
    new = [person for person in cast.people if skein.enter(person)]
    for person in new:
        for other in cast.people:
            if other is not person and other.main in {person.main, person.second}:
                skein.follow(person, other.user_id)
    write_cast(path, cast)
    return cast


def generated_posts(skein: Skein, path: Path, cast: Cast, writer: Writer, *, posts: int, dice: random.Random) -> int:
    """New posts by people drawn by lot, mostly about their main interest; gives how many."""
    for _ in range(posts):
        person = dice.choice(cast.people)
        interest = person.main if dice.random() < 0.8 else person.second
        body = f"{writer.write(person, interest, dice)} #{interest}"
        cast.posts[skein.post(person, body)] = interest
    write_cast(path, cast)
    return posts


def simulated_interactions(skein: Skein, path: Path, cast: Cast, dice: random.Random) -> Counts:
    """Everybody looks at some of the newest posts, at none twice, and reacts by their interests."""
    counts = Counts(people=len(cast.people))
    for person in cast.people:
        events: list[dict[str, Any]] = []
        for age, post_id in enumerate(list(reversed(cast.posts))[:LOOKED_AT]):
            mark = f"{person.username} {post_id}"
            if mark in cast.seen or dice.random() >= (COMES_BY_NEW if age < NEWEST else COMES_BY_OLD):
                continue
            cast.seen.add(mark)
            liking = person.liking(cast.posts[post_id])
            events.append(_view(post_id, liking, dice))
            counts = _react(skein, person, post_id, liking, counts, dice)
        if events:
            counts = _plus(counts, views=skein.track(person, events))
    write_cast(path, cast)
    return counts


def trained_model() -> str:
    """Run `skein train`; gives what it printed.

    Raises:
        RuntimeError: it failed.
    """
    command = [sys.executable, "-m", "app.cli", "train"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip()[-2000:] or "skein train failed")
    return done.stdout.strip()


def _view(post_id: str, liking: float, dice: random.Random) -> dict[str, Any]:
    dwell_ms = int(dice.uniform(1000, 2500) + liking * dice.uniform(0, 9000))
    return {
        "post_id": post_id,
        "interaction_type": "view",
        "metadata": {"event_id": str(uuid.UUID(int=dice.getrandbits(128), version=4)), "dwell_ms": dwell_ms},
    }


def _react(
    skein: Skein, person: FakePerson, post_id: str, liking: float, counts: Counts, dice: random.Random
) -> Counts:
    if dice.random() >= liking:
        return counts
    try:
        skein.like(person, post_id)
        counts = _plus(counts, likes=1)
        if dice.random() < REPLIES:
            skein.reply(person, post_id, dice.choice(ANSWERS))
            counts = _plus(counts, replies=1)
        if dice.random() < REPOSTS:
            skein.repost(person, post_id)
            counts = _plus(counts, reposts=1)
    except httpx.HTTPStatusError as error:
        # Deleted meanwhile, or by somebody who has blocked this person: they look at the next one.
        if error.response.status_code not in {httpx.codes.NOT_FOUND, httpx.codes.FORBIDDEN}:
            raise
    return counts


def _plus(counts: Counts, **more: int) -> Counts:
    values = {name: getattr(counts, name) + more.get(name, 0) for name in Counts.__slots__}
    return Counts(**values)
