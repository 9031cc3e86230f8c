"""Search the settings on validation parts of the training events; the test part is never looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recsys.evaluate import Split, build, hits_of, split_by_time, truth
from recsys.interactions import recent_popularity
from recsys.model import Model, fit
from recsys.settings import DAY, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from recsys.read import Events

# One after the other, each on top of the best so far. Popularity is tried with every step: it needs no new fit.
STEPS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("half_life", (30 * DAY, 180 * DAY)),
    ("factor_weight", (0.0,)),
)
MORE: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("factor_weight", (0.0, 0.5, 1.0)),
    ("latent_weight", (0.0, 0.5, 1.0, 2.0)),
    ("factors", (32, 64, 96, 128, 192)),
    ("latent_factors", (32, 64, 96)),
    ("neighbours", (100, 500, 1000)),
    ("factor_exponent", (0.3, 0.4, 0.5)),
    ("latent_popularity", (0.2, 0.3, 0.5)),
    ("half_life", (30 * DAY, 180 * DAY)),
)
# From nothing to nothing but popularity: where people are all alike, nothing beats it.
_LOUDNESS = (0.0, 1.0, 4.0, 16.0, 1e6)
_HALF_LIVES = (DAY, 4 * DAY, 30 * DAY, 180 * DAY, None)
_PEOPLE = 5_000  # as many decide; more would only take longer
_TWO_WINDOWS = 300_000  # up to as many events two parts are held out in turn: small ones mislead


def tune(
    train: Events,
    start: Settings | None = None,
    *,
    thorough: bool = False,
    k: int = 20,
    progress: Callable[[int, int], None] | None = None,
    binary: bool = True,
    executor: Executor | None = None,
) -> tuple[Settings, float]:
    """Coordinate search by recall@k + NDCG@k on the last fifths of `train`; the best settings and that figure."""
    best = start or Settings()
    windows = [_Window(split, k, binary, executor) for split in _splits(train)]
    windows = [window for window in windows if len(window.who)]
    if not windows:
        return best, 0.0
    steps = [step for step in (MORE if thorough else STEPS) if step[0] != "half_life" or train.times is not None]
    total, done = 1 + sum(len(values) for _, values in steps), 1
    best, best_score = _loudest(windows, best, train)
    if progress is not None:
        progress(done, total)
    for name, values in steps:
        tries = [replace(best, **{name: value}) for value in values if value != getattr(best, name)]
        for settings in tries:
            found, score = _loudest(windows, settings, train, best)
            # Less than that is noise: the simpler stays.
            if score > best_score * 1.002:
                best, best_score = found, score
        done += len(values)
        if progress is not None:
            progress(done, total)
    return best, best_score


def _loudest(
    windows: list[_Window], settings: Settings, train: Events, known: Settings | None = None
) -> tuple[Settings, float]:
    """The best voice of popularity for one similarity; with `known` only a little around what was best before."""
    half_lives: tuple[float | None, ...] = (settings.recent_half_life,)
    if train.times is None:
        half_lives = (None,)
    elif known is None:
        span = float(train.times.max() - train.times.min())
        half_lives = tuple(value for value in _HALF_LIVES if value is None or value < span)
    tries = [replace(settings, recent_weight=0.0)] if known is None else []
    loudness = _LOUDNESS[1:] if known is None else (known.recent_weight,)
    tries += [replace(settings, recent_weight=w, recent_half_life=h) for h in half_lives for w in loudness]
    scores = [_mean(windows, each) for each in tries]
    # The first of equals: quieter is simpler.
    place = int(np.argmax(np.array(scores)))
    best, best_score = tries[place], scores[place]
    if 0 < best.recent_weight < _LOUDNESS[-1]:
        for factor in (0.5, 2.0):
            near = replace(best, recent_weight=tries[place].recent_weight * factor)
            score = _mean(windows, near)
            if score > best_score:
                best, best_score = near, score
    return best, best_score


def _mean(windows: list[_Window], settings: Settings) -> float:
    return float(np.mean([window.score(settings) for window in windows]))


def _splits(train: Events) -> Iterator[Split]:
    """The last fifth after the rest; for few events also the fifth before it, or another draw where time is unknown."""
    last = split_by_time(train)
    yield last
    if len(train) <= _TWO_WINDOWS:
        yield split_by_time(train, seed=8) if train.times is None else split_by_time(last.train)


class _Window:
    """One held-out part; a similarity is fitted once and ranked under many voices of popularity."""

    def __init__(self, split: Split, k: int, binary: bool, executor: Executor | None) -> None:
        self._train, self._k, self._binary, self._executor = split.train, k, binary, executor
        self._model: Model | None = None
        self.who = np.empty(0, np.int64)
        if len(split.train) and len(split.test):
            data = build(split.train, Settings(), binary=binary)
            later = truth(split.test, data)
            who = np.flatnonzero((np.diff(later.indptr) > 0) & (np.diff(data.matrix.indptr) > 0))
            self.who = who[:: max(1, len(who) // _PEOPLE)]
            self._later = later[self.who]

    def score(self, settings: Settings) -> float:
        """recall@k + NDCG@k, the mean over people."""
        wanted = replace(settings, recent_weight=0.0, recent_half_life=None)
        if self._model is None or self._model.settings != wanted:
            data = build(self._train, wanted, binary=self._binary)
            self._model = fit(data, wanted, self._executor)
        popular = recent_popularity(self._model.items, self._train.items, self._train.times, settings.recent_half_life)
        popular /= max(float(popular.max(initial=0)), 1e-12)
        model = replace(self._model, settings=settings, popular=popular)
        lists = model.rank(model.histories[self.who], self._k, executor=self._executor).items
        found = hits_of(lists, self._later)
        return float(found["recall"].mean() + found["ndcg"].mean())
