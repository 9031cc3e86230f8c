"""What the people of the simulation do can be learned from: by a clear distance better than what is popular."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np

from app.jobs.train import model_settings_of
from app.settings import Settings
from recsys.evaluate import compare, split_by_time
from recsys.read import Events
from simulation import steps
from simulation.api import Skein
from simulation.people import make_cast
from simulation.writing import TemplateWriter

if TYPE_CHECKING:
    from pathlib import Path

    from simulation.people import FakePerson

PEOPLE, ROUNDS, POSTS_A_ROUND, ROUND_SECONDS = 80, 24, 20, 3600


class Notebook(Skein):
    """Takes the place of the API, so that thousands of acts need no server: notes who liked what, and when."""

    def __init__(self) -> None:
        super().__init__("http://notebook.invalid")
        self.likes: list[tuple[str, int, float]] = []
        self.now = 1_700_000_000.0
        self._next_post = 0

    def post(self, person: FakePerson, body: str) -> str:  # noqa: ARG002
        """Number the post."""
        self._next_post += 1
        return str(self._next_post)

    def like(self, person: FakePerson, post_id: str) -> None:
        """Note it."""
        self.likes.append((person.username, int(post_id), self.now))

    def track(self, person: FakePerson, interactions: list[dict[str, Any]]) -> int:  # noqa: ARG002
        """Views are not learned from here."""
        return len(interactions)

    def reply(self, person: FakePerson, post_id: str, body: str) -> str:  # noqa: ARG002
        """Nor replies."""
        return post_id

    def repost(self, person: FakePerson, post_id: str) -> None:
        """Nor reposts."""


def test_the_model_beats_popularity_on_simulated_people(tmp_path: Path) -> None:
    dice, path = random.Random(1), tmp_path / "cast.json"
    cast = make_cast(PEOPLE, seed=1)
    with Notebook() as notebook:
        for _ in range(ROUNDS):
            steps.generated_posts(notebook, path, cast, TemplateWriter(), posts=POSTS_A_ROUND, dice=dice)
            steps.simulated_interactions(notebook, path, cast, dice)
            notebook.now += ROUND_SECONDS
    people, items, times = zip(*notebook.likes, strict=True)
    events = Events(np.array(people), np.array(items), np.ones(len(items), np.float32), np.array(times))

    scores = {score.name: score for score in compare(split_by_time(events), model_settings_of(Settings()))}

    ours, popularity = scores["blend"].values, scores["popularity"].values
    assert scores["blend"].people == len(cast.people)
    assert ours["recall"] > 1.5 * popularity["recall"]
    assert ours["ndcg"] > 1.5 * popularity["ndcg"]
    for baseline in ("recent popularity", "random"):
        assert ours["recall"] > 1.5 * scores[baseline].values["recall"]
