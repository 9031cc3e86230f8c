"""The order of a ranked list made pleasant: authors and topics mixed, some new posts between the best."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from app.feeds.reasons import Reason

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

# One of so many places goes to a new post, so that not only what is popular already becomes popular.
RANDOM_SHARE = 0.1
# The first places are always the best.
SURE_PLACES = 3
MAX_OF_AUTHOR = 2
MAX_OF_TOPIC = 5


class Candidate(NamedTuple):
    """A post that may be shown, how good it is, and why. Hundreds are made for a page: a plain tuple is cheapest."""

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
    row = _Row()
    # What cannot be mixed by topic may still be mixed by author; what is left then is all by one author.
    left = row.lay(candidates, most_of_topic=MAX_OF_TOPIC)
    rest = row.lay(left, most_of_topic=len(row.done) + len(left))
    return _tuck_in(row.done, rest) if rest else row.done


def _tuck_in(done: Sequence[Candidate], rest: Sequence[Candidate]) -> list[Candidate]:
    """`done` with the `rest`, all by one author, as far down as there is room; without any room it ends the list."""
    author_id = rest[0].author_id
    waiting = list(rest)
    upwards: list[Candidate] = []
    run = 0
    for item in reversed(done):
        if item.author_id == author_id:
            run += 1
        else:
            room = min(MAX_OF_AUTHOR - run, len(waiting))
            upwards += [waiting.pop() for _ in range(room)]
            run = 0
        upwards.append(item)
    room = min(MAX_OF_AUTHOR - run, len(waiting))
    upwards += [waiting.pop() for _ in range(room)]
    return upwards[::-1] + waiting


class _Row:
    """Posts laid one after the other, with the length of the present run of one author and of one topic."""

    __slots__ = ("author_id", "by_author", "by_topic", "done", "topic")

    def __init__(self) -> None:
        self.done: list[Candidate] = []
        self.author_id = 0
        self.by_author = 0
        self.topic: str | None = None
        self.by_topic = 0

    def lay(self, candidates: Iterable[Candidate], *, most_of_topic: int) -> list[Candidate]:
        """Append what fits, each as early as it can; gives what never did, in order."""
        waiting: deque[Candidate] = deque()
        for candidate in candidates:
            if not self._take(candidate, most_of_topic):
                waiting.append(candidate)
                continue
            while waiting and self._take(waiting[0], most_of_topic):
                waiting.popleft()
        return list(waiting)

    def _take(self, item: Candidate, most_of_topic: int) -> bool:
        author_id, topic = item.author_id, item.topic
        if author_id == self.author_id:
            if self.by_author >= MAX_OF_AUTHOR:
                return False
            by_author = self.by_author + 1
        else:
            by_author = 1
        if topic is not None and topic == self.topic:
            if self.by_topic >= most_of_topic:
                return False
            self.by_topic += 1
        else:
            self.topic, self.by_topic = topic, 1
        self.author_id, self.by_author = author_id, by_author
        self.done.append(item)
        return True
