"""The order of a ranked list made pleasant: authors and topics mixed, some new posts between the best."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

    from app.feeds.reasons import Reason

# One of so many places goes to a new post, so that not only what is popular already becomes popular.
RANDOM_SHARE = 0.1
# The first places are always the best.
SURE_PLACES = 3
MAX_OF_AUTHOR = 2
MAX_OF_TOPIC = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may be shown, how good it is, and why."""

    post_id: int
    author_id: int
    score: float
    source: str
    reason: Reason
    topic: str | None = None


def blend(best: Sequence[Candidate], newest: Sequence[Candidate], dice: random.Random) -> list[Candidate]:
    """The best in order, here and there a random new one between them, then the rest of the new ones; each once."""
    known = {item.post_id for item in best}
    rest = [item for item in newest if item.post_id not in known]
    lucky = dice.sample(rest, min(len(rest), int(len(best) * RANDOM_SHARE)))
    blended: list[Candidate] = []
    for place, item in enumerate(best):
        if lucky and place >= SURE_PLACES and dice.random() < RANDOM_SHARE:
            blended.append(lucky.pop())
        blended.append(item)
    chosen = {item.post_id for item in blended}
    blended.extend(item for item in rest if item.post_id not in chosen)
    return blended


def spread(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same posts, not too many in a row by one author or about one topic as long as there are others."""
    done: list[Candidate] = []
    # What cannot be mixed by topic may still be mixed by author; what is left then is all by one author.
    left = _lay(candidates, done, by_topic=True)
    rest = _lay(left, done, by_topic=False)
    return done + rest


def _lay(candidates: Iterable[Candidate], done: list[Candidate], *, by_topic: bool) -> list[Candidate]:
    """Append to `done` what fits, each as early as it can; gives what never did, in order."""
    waiting: deque[Candidate] = deque()

    def fits(item: Candidate) -> bool:
        last = done[-MAX_OF_AUTHOR:]
        if len(last) == MAX_OF_AUTHOR and all(other.author_id == item.author_id for other in last):
            return False
        if not by_topic or item.topic is None:
            return True
        last = done[-MAX_OF_TOPIC:]
        return len(last) < MAX_OF_TOPIC or any(other.topic != item.topic for other in last)

    for candidate in candidates:
        if not fits(candidate):
            waiting.append(candidate)
            continue
        done.append(candidate)
        while waiting and fits(waiting[0]):
            done.append(waiting.popleft())
    return list(waiting)
