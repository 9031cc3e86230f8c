"""How good a ranking is: a split by time, metrics per person, baselines, and how sure the numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from recsys.interactions import Builder, Ids, Interactions
from recsys.model import Model, fit
from recsys.read import Events
from recsys.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from typing import Any

    from numpy.typing import NDArray

METRICS = ("recall", "ndcg", "map", "coverage", "novelty", "gini")
PLAIN = Settings(
    neighbours=100,
    person_exponent=0,
    source_exponent=0.5,
    target_exponent=0.5,
    shrinkage=0,
    factors=0,
    similarity_exponent=1,
    redundancy=0,
)


@dataclass(frozen=True, slots=True)
class Score:
    """One model's figures; `intervals` holds 95 % bootstrap bounds of the means over people."""

    name: str
    people: int
    values: dict[str, float]
    intervals: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Train and test events; `people` and `items` are the ids of train."""

    train: Events
    test: Events


def split_by_time(events: Events, test_share: float = 0.2, seed: int = 7) -> Split:
    """Global temporal split: everything from one moment on is test, so train never sees the future.

    Without times a random `test_share` of each file's events is test, drawn from `seed`.
    """
    if events.times is None:
        later = np.random.default_rng(seed).random(len(events)) < test_share
    else:
        moment = np.quantile(events.times, 1 - test_share, method="higher")
        later = events.times >= moment
        if later.all():
            later = events.times > events.times.min()
    return Split(events.take(~later), events.take(later))


def build(events: Events, settings: Settings, *, binary: bool = True) -> Interactions:
    """The training matrix of `events`; binary counts each person and item once (before time decay)."""
    builder = Builder(settings.half_life, settings.recent_half_life, ceiling=1.0 if binary else 3.0)
    builder.add(events.people, events.items, None if binary else events.weights, events.times)
    return builder.build()


def truth(test: Events, train: Interactions) -> sp.csr_matrix:
    """Binary CSR (train people, train items + unseen items) of what came later and was not in train.

    Items that train never saw count in |test| (nobody can rank them), in columns behind the known ones.
    """
    rows = train.people.rows(test.people)
    known = train.items.rows(test.items)
    new = Ids(np.unique(test.items[known < 0]))
    columns = np.where(known >= 0, known, len(train.items) + new.rows(test.items))
    kept = rows >= 0
    shape = (len(train.people), len(train.items) + len(new))
    later = sp.csr_matrix((np.ones(int(kept.sum()), np.float32), (rows[kept], columns[kept])), shape=shape)
    later.data[:] = 1
    before = sp.csr_matrix((np.ones(train.matrix.nnz, np.float32), train.matrix.indices, train.matrix.indptr),
                           shape=(shape[0], len(train.items)))  # fmt: skip
    before.resize(shape)
    later = (later - later.multiply(before)).tocsr()
    later.eliminate_zeros()
    later.sort_indices()
    return later


def hits_of(lists: NDArray[np.int64], later: sp.csr_matrix) -> dict[str, NDArray[np.float64]]:
    """recall, ndcg and map of each row of `lists` (people, k), whose truth is a row of `later` (people, columns).

    R = hits/|test|; N = Σ 1/log2(rank+1) over hits ÷ the ideal for min(k, |test|); MAP = Σ precision at hits ÷
    min(k, |test|). Every person must have a test item.
    """
    people, k = lists.shape
    size = np.diff(later.indptr)
    keys = np.repeat(np.arange(people), size) * later.shape[1] + later.indices
    hits = np.isin(np.where(lists >= 0, np.arange(people)[:, None] * later.shape[1] + lists, -1), keys)
    discount = 1 / np.log2(np.arange(k) + 2)
    possible = np.minimum(size, k)
    precision = np.cumsum(hits, axis=1) / (np.arange(k) + 1)
    return {
        "recall": hits.sum(axis=1) / size,
        "ndcg": (hits * discount).sum(axis=1) / np.cumsum(discount)[possible - 1],
        "map": (hits * precision).sum(axis=1) / possible,
    }


def measure(name: str, lists: NDArray[np.int64], later: sp.csr_matrix, train: Interactions, seed: int = 7) -> Score:
    """Metrics of ranked `lists` (people, k), -1 where short; means over people with train and test items.

    Recall, NDCG and MAP as in `hits_of`; coverage = distinct items in all lists ÷ items with a train positive;
    novelty = mean -log2(share of people who have the item) over list places; Gini of how often items are shown, 0 even
    … 1 one item.
    """
    who = np.flatnonzero((np.diff(later.indptr) > 0) & (np.diff(train.matrix.indptr) > 0))
    if not len(who):
        raise ValueError("nobody has both train and test items")
    top = lists[who]
    per_person = hits_of(top, later[who])
    popularity = np.asarray(train.matrix.getnnz(axis=0))
    shown = np.bincount(top[top >= 0], minlength=len(train.items))[popularity > 0]
    share = popularity[top[top >= 0]] / train.matrix.shape[0]
    ordered = np.sort(shown)
    places = np.arange(1, len(ordered) + 1)
    total = max(int(ordered.sum()), 1)
    values = {metric: float(each.mean()) for metric, each in per_person.items()}
    values["coverage"] = float((shown > 0).mean())
    values["novelty"] = float(-np.log2(np.maximum(share, 1e-12)).mean()) if len(share) else 0.0
    values["gini"] = float(((2 * places - len(ordered) - 1) * ordered).sum() / (len(ordered) * total))
    random = np.random.default_rng(seed)
    draws = random.multinomial(len(who), np.full(len(who), 1 / len(who)), size=200) / len(who)
    intervals = {}
    for metric, each in per_person.items():
        low, high = np.quantile(draws @ each, (0.025, 0.975))
        intervals[metric] = (float(low), float(high))
    return Score(name, len(who), values, intervals)


def popular_lists(train: Interactions, weights: NDArray[Any], k: int) -> NDArray[np.int64]:
    """Everyone's `k` items of largest weight that they do not have yet."""
    empty = sp.csr_matrix((len(train.items),) * 2, dtype=np.float32)
    counts = np.asarray(train.matrix.getnnz(axis=0), np.int64)
    top = np.float32(max(float(weights.max(initial=0)), 1e-12))
    settings = Settings(recent_weight=1.0)
    ranker = Model(settings, train.people, train.items, train.matrix, empty, (weights / top).astype(np.float32), counts)
    return ranker.rank(train.matrix, k).items


def random_lists(train: Interactions, k: int, seed: int = 7) -> NDArray[np.int64]:
    """Everyone's `k` items drawn evenly from those they do not have yet."""
    random = np.random.default_rng(seed)
    lists = np.full((len(train.people), k), -1, np.int64)
    for row in range(len(train.people)):
        own = train.matrix.indices[train.matrix.indptr[row] : train.matrix.indptr[row + 1]]
        drawn = random.permutation(len(train.items)) if len(train.items) < 4 * (k + len(own)) else np.unique(
            random.integers(0, len(train.items), 2 * (k + len(own))))  # fmt: skip
        fresh = random.permutation(drawn[~np.isin(drawn, own)])[:k]
        lists[row, : len(fresh)] = fresh
    return lists


def ranked_lists(
    split: Split,
    train: Interactions,
    settings: Settings,
    k: int = 20,
    progress: Callable[[int, int], None] | None = None,
    *,
    binary: bool = True,
    executor: Executor | None = None,
) -> list[tuple[str, NDArray[np.int64]]]:
    """Names and lists, (people of train, k), of random, popularity, recent popularity (with times), item-kNN without
    tricks, and the blend. `train` is what `build` made of the split's train with these settings.

    Recent popularity has the half-life of the default settings, whatever the blend's is.
    """
    lives = (settings.half_life, settings.recent_half_life)
    # The matrix depends on the half-lives alone.
    plain = train if lives == (PLAIN.half_life, PLAIN.recent_half_life) else build(split.train, PLAIN, binary=binary)
    totals = np.asarray(train.matrix.getnnz(axis=0), np.float32)
    lists = [("random", random_lists(train, k)), ("popularity", popular_lists(train, totals, k))]
    if train.timed:
        lists.append(("recent popularity", popular_lists(plain, plain.recent, k)))
    lists.append(("item-kNN", fit(plain, PLAIN, executor).rank(plain.matrix, k).items))
    lists.append(("blend", fit(train, settings, executor, progress).rank(train.matrix, k).items))
    return lists


def compare(
    split: Split,
    settings: Settings,
    k: int = 20,
    progress: Callable[[int, int], None] | None = None,
    *,
    binary: bool = True,
    executor: Executor | None = None,
) -> list[Score]:
    """The figures of all `ranked_lists`.

    Raises:
        ValueError: nobody has both train and test items.
    """
    train = build(split.train, settings, binary=binary)
    later = truth(split.test, train)
    lists = ranked_lists(split, train, settings, k, progress, binary=binary, executor=executor)
    return [measure(name, ranked, later, train) for name, ranked in lists]
