"""One person's For you from all sources: what each part adds to a score, and which part is the reason.

score = taste · age + followed + topic + popularity + freshness, each part between 0 and its weight below. Taste is
the model's score divided by the best of the list; its root keeps a long list from falling off too steeply.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from app.feeds.acts import LESS_LIKE, WEIGHTS, seconds_of_id
from app.feeds.diversify import Candidate, blend, spread
from app.feeds.fold_in import score_history
from app.feeds.reasons import AUTHOR, NEW, PEOPLE, POST, TASTE, Reason

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    from app.feeds.model_files import TrainedModel
    from app.feeds.shared_sources import NewPosts, Shared
    from app.store.recommendations import InputsRow

FOLLOWED, TOPIC, POPULARITY, FRESHNESS = 0.35, 0.2, 0.25, 0.15
FRESH_SECONDS = 86_400.0
# A post of the right taste loses up to this share with age.
AGE_SHARE = 0.6
OLD_SECONDS = 14 * 86_400.0
# Below this share of the best score a taste is noise.
LEAST_TASTE = 0.02
FOLDED_SIZE = 100
# Of what is popular, so much competes with what fits somebody's taste.
TRENDING_SIZE = 80
# What is folded in whole for somebody without stored candidates.
HISTORY_SIZE = 30
LIST_SIZE = 400

_NEW, _PEOPLE, _AUTHOR = Reason(NEW), Reason(PEOPLE), Reason(AUTHOR)
_by_score = attrgetter("score")


@dataclass(slots=True)
class Taste:
    """What the model says for one person: post → score, post → the post that is the reason (0: several)."""

    scores: dict[int, float] = field(default_factory=dict)
    reasons: dict[int, int] = field(default_factory=dict)
    # post → (author, topic)
    facts: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    # How much of the history is about a topic, up to 1.
    topics: dict[str, float] = field(default_factory=dict)
    # People by whom less is wanted.
    less_of: set[int] = field(default_factory=set)

    def add(self, post_id: int, score: float, reason: int, author_id: int, topic: str | None) -> None:
        """Add to the score of a post; the reason is that of the larger part."""
        known = self.scores.get(post_id, 0.0)
        self.scores[post_id] = known + score
        if score > known:
            self.reasons[post_id] = reason
        self.facts[post_id] = (author_id, topic)


def personal_list(
    viewer_id: int, inputs: InputsRow, trained: TrainedModel | None, shared: Shared, dice: random.Random
) -> tuple[list[Candidate], str]:
    """The list of one person and its source: `model`, `trending` or `newest`."""
    fresh = [
        Candidate(post_id, author_id, 0.0, "newest", _NEW)
        for post_id, author_id in zip(inputs.fresh_ids, inputs.fresh_authors, strict=True)
    ]
    left_out = frozenset(inputs.left_out_ids)
    # One's own posts are no discovery.
    hidden = frozenset((viewer_id, *inputs.hidden_author_ids))
    newest = _allowed([*fresh, *shared.newest], left_out, hidden)
    trending = _allowed(shared.trending, left_out, hidden)
    taste = Taste()
    if trained is not None and inputs.is_on is not False:
        taste = taste_of(inputs, trained, shared.new_posts)
    fits = max(taste.scores.values(), default=0.0) > 0
    best = _with_taste(inputs, taste, trending[:TRENDING_SIZE], left_out, hidden) if fits else trending
    ordered = spread(blend(best, newest, dice)[:LIST_SIZE])
    return ordered, source_of(ordered)


def source_of(candidates: list[Candidate]) -> str:
    """Where a list comes from, by its best source."""
    found = {item.source for item in candidates}
    return next((name for name in ("model", "trending") if name in found), "newest")


def _allowed(candidates: list[Candidate], left_out: frozenset[int], hidden: frozenset[int]) -> list[Candidate]:
    return [item for item in candidates if item.post_id not in left_out and item.author_id not in hidden]


def taste_of(inputs: InputsRow, trained: TrainedModel, new: NewPosts | None) -> Taste:
    """Stored candidates, with what the person did since the training folded in."""
    taste = Taste()
    items = trained.model.items
    since = inputs.since_id or 0
    ids, kinds, moments = (np.array(part, np.int64) for part in (inputs.act_post_ids, inputs.act_kinds, inputs.act_ids))
    order = np.argsort(-moments, kind="stable")
    order = order[moments[order] > since]
    rows, weights = items.rows(ids[order]).ravel(), WEIGHTS[kinds[order]]
    counts = (rows >= 0) & (weights != 0)
    rows, weights, moments, kinds = rows[counts], weights[counts], moments[order][counts], kinds[order][counts]
    if inputs.recommended_ids:
        places = items.rows(np.array(inputs.recommended_ids, np.int64)).ravel()
        known = places >= 0
        scores, sources = np.array(inputs.recommended_scores)[known], np.array(inputs.recommended_reasons)[known]
        _add_items(taste, trained, places[known], scores.tolist(), sources.tolist())
        # The trainer knows what was liked, but takes nothing away.
        newer = (moments > trained.trained_until) | (kinds == LESS_LIKE)
    else:
        newer = np.ones(len(rows), bool)
    _fold(taste, trained, rows[newer][:HISTORY_SIZE], weights[newer][:HISTORY_SIZE])
    _leave_out_history(taste, trained, rows)
    _note_affinities(taste, trained, rows, weights)
    if new is not None and len(rows):
        _fold_new_posts(taste, trained, new, rows, weights)
    return taste


def _add_items(
    taste: Taste, trained: TrainedModel, items: NDArray[np.int64], scores: list[float], sources: list[int]
) -> None:
    post_ids, authors = trained.model.items.values[items].tolist(), trained.authors[items].tolist()
    for parts in zip(post_ids, scores, sources, authors, trained.topics_of(items), strict=True):
        taste.add(*parts)


def _fold(taste: Taste, trained: TrainedModel, rows: NDArray[np.int64], weights: NDArray[np.float32]) -> None:
    folded = score_history(trained.model, rows, weights, size=FOLDED_SIZE)
    sources = np.where(folded.reasons >= 0, trained.model.items.values[folded.reasons], 0)
    _add_items(taste, trained, folded.items, folded.scores.tolist(), sources.tolist())


def _leave_out_history(taste: Taste, trained: TrainedModel, rows: NDArray[np.int64]) -> None:
    for post_id in trained.model.items.values[rows].tolist():
        taste.scores.pop(post_id, None)


def _note_affinities(
    taste: Taste, trained: TrainedModel, rows: NDArray[np.int64], weights: NDArray[np.float32]
) -> None:
    for topic, weight in zip(trained.topics_of(rows), weights.tolist(), strict=True):
        if topic is not None:
            taste.topics[topic] = taste.topics.get(topic, 0.0) + weight
    taste.less_of.update(trained.authors[rows[weights < 0]].tolist())
    most = max(taste.topics.values(), default=0.0)
    taste.topics = {topic: amount / most for topic, amount in taste.topics.items()} if most > 0 else {}


def _fold_new_posts(
    taste: Taste, trained: TrainedModel, new: NewPosts, rows: NDArray[np.int64], weights: NDArray[np.float32]
) -> None:
    history = np.zeros(len(trained.model.items), np.float32)
    np.add.at(history, rows, weights)
    scores = new.likeness @ history
    values = trained.model.items.values
    for place in np.flatnonzero(scores > 0).tolist():
        start, end = new.likeness.indptr[place : place + 2]
        columns = new.likeness.indices[start:end]
        parts = new.likeness.data[start:end] * history[columns]
        largest = int(parts.argmax())
        reason = int(values[columns[largest]]) if parts[largest] >= scores[place] / 2 else 0
        post = new.posts[place]
        taste.add(post.post_id, float(scores[place]), reason, post.author_id, post.topic)


def _with_taste(
    inputs: InputsRow,
    taste: Taste,
    trending: list[Candidate],
    left_out: frozenset[int],
    hidden: frozenset[int],
) -> list[Candidate]:
    now = time.time()
    top = max(taste.scores.values())
    followed = dict(zip(inputs.followed_ids, inputs.followed_authors, strict=True))
    popular = {item.post_id: item for item in trending}
    pool: dict[int, tuple[int, str | None]] = {item.post_id: (item.author_id, item.topic) for item in trending}
    pool.update((post_id, (author_id, None)) for post_id, author_id in followed.items() if post_id not in pool)
    pool.update((post_id, taste.facts[post_id]) for post_id, score in taste.scores.items() if score > top * LEAST_TASTE)
    made = []
    for post_id, (author_id, topic) in pool.items():
        if post_id in left_out or author_id in hidden:
            continue
        age = max(now - seconds_of_id(post_id), 0.0)
        liked = taste.scores.get(post_id, 0.0) / top
        known = popular.get(post_id)
        parts = (
            (liked**0.5 if liked > 0 else liked) * (1 - AGE_SHARE + AGE_SHARE * 2.0 ** (-age / OLD_SECONDS)),
            FOLLOWED if post_id in followed else 0.0,
            TOPIC * taste.topics.get(topic, 0.0) if topic is not None else 0.0,
            POPULARITY * known.score if known is not None else 0.0,
        )
        score = sum(parts) + FRESHNESS * 2.0 ** (-age / FRESH_SECONDS) - (0.5 if author_id in taste.less_of else 0.0)
        kind = "model" if parts[0] > 0 else "trending" if known is not None else "newest"
        reason = _reason(parts, taste.reasons.get(post_id), known, topic)
        made.append(Candidate(post_id, author_id, score, kind, reason, topic))
    made.sort(key=_by_score, reverse=True)
    return made


def _reason(
    parts: tuple[float, float, float, float], source: int | None, popular: Candidate | None, topic: str | None
) -> Reason:
    """The reason by the largest part of the score."""
    largest = max(parts)
    if largest <= 0:
        return _NEW
    if largest == parts[0]:
        return Reason(POST, source) if source else _PEOPLE
    if largest == parts[1]:
        return _AUTHOR
    if largest == parts[2]:
        return Reason(TASTE, topic=topic or "")
    return _NEW if popular is None else popular.reason
