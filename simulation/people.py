"""The people of the simulation: made from a seed, so that the same people come back."""

from __future__ import annotations

import random
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from simulation.interests import INTERESTS

if TYPE_CHECKING:
    from pathlib import Path

# In every bio, so that operators can tell these people from others and remove them.
MARKER = "FAKE_USER"
FIRST_NAMES = ("Alva", "Bo", "Chidi", "Dana", "Emre", "Freya", "Goran", "Hana", "Ilse", "Jomo", "Kai", "Lotte")
# Up to ten are plenty to look at; more of them are for measuring the recommender.
SMALLEST, LARGEST = 5, 200


@dataclass(slots=True)
class FakePerson:
    """Somebody who cares most about one interest, and a little about a second."""

    username: str
    display_name: str
    main: str
    second: str
    password: str
    # Filled by signing up or in.
    user_id: str = ""
    token: str = ""

    @property
    def email(self) -> str:
        """An address that never leads anywhere (RFC 2606)."""
        return f"{self.username}@simulation.invalid"

    @property
    def bio(self) -> str:
        """What the profile says."""
        return f"{self.main.capitalize()} first, then {self.second}. {MARKER}"

    def liking(self, interest: str) -> float:
        """How likely this person is to like a post about it."""
        if interest == self.main:
            return 0.6
        return 0.25 if interest == self.second else 0.03


@dataclass(slots=True)
class Cast:
    """Everybody, and which of their posts are about what."""

    people: list[FakePerson]
    # Post id to the name of its interest.
    posts: dict[str, str] = field(default_factory=dict)
    # "USERNAME POST_ID" of what was already looked at, so that nobody decides twice.
    seen: set[str] = field(default_factory=set)


def make_cast(size: int, seed: int) -> Cast:
    """Some people, every interest the main one of somebody.

    Raises:
        ValueError: fewer or more than a simulation has.
    """
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"A simulation has {SMALLEST} to {LARGEST} people.")
    dice = random.Random(seed)
    names, first_names = list(INTERESTS), dice.sample(FIRST_NAMES, len(FIRST_NAMES))
    people = []
    for number in range(size):
        first, main = first_names[number % len(first_names)], names[number % len(names)]
        second = dice.choice([name for name in names if name != main])
        suffix = f"{seed % 1000:03d}{number}"
        people.append(
            FakePerson(f"{first.lower()}.{main}{suffix}", f"{first} ({main})", main, second, secrets.token_urlsafe(12))
        )
    return Cast(people)


def read_cast(path: Path) -> Cast | None:
    """Who was made before; None on the first run."""
    if not path.exists():
        return None
    kept: dict[str, Any] = orjson.loads(path.read_bytes())
    return Cast([FakePerson(**person) for person in kept["people"]], kept["posts"], set(kept["seen"]))


def write_cast(path: Path, cast: Cast) -> None:
    """Keep everybody for the next run, readable by the owner only: it holds their passwords."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.touch(mode=0o600)
    half.write_bytes(
        orjson.dumps(
            {"people": [asdict(person) for person in cast.people], "posts": cast.posts, "seen": sorted(cast.seen)},
            option=orjson.OPT_INDENT_2,
        )
    )
    half.replace(path)
