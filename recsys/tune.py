"""Search the settings on validation parts of the training events; the test part is never looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recsys.evaluate import Split, build, hits_of, split_by_time, truth
from recsys.interactions import latest, recent_popularity
from recsys.model import Model, fit
from recsys.settings import DAY, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from recsys.read import Events

# One after the other, each on top of the best so far.
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
_ALONE = 1e9
_LOUDNESS = (0.0, 1.0, 4.0, 16.0)
_HALF_LIVES = (DAY, 4 * DAY, 30 * DAY, 180 * DAY)
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
    """Coordinate search by recall@k + NDCG@k on the last fifths of `train`; the best settings and that figure.

    The start is popularity alone. What is tried must beat the best so far by more than chance, measured by the standard
    error of the difference over people: a search that takes the largest of many noisy figures loses to popularity where
    few people decide.
    """
    start = start or Settings()
    windows = [_Window(split, k, binary, executor) for split in _splits(train)]
    windows = [window for window in windows if len(window.who)]
    if not windows:
        return start, 0.0
    steps = [step for step in (MORE if thorough else STEPS) if step[0] != "half_life" or train.times is not None]
    search = _Search(windows, replace(start, recent_weight=_ALONE, recent_half_life=None))
    total, done = 4 + sum(len(values) for _, values in steps), 0

    def tried(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    search.step([replace(start, recent_weight=weight, recent_half_life=None) for weight in _LOUDNESS], 1.0)
    tried(2)
    if train.times is not None:
        span = float(train.times.max() - train.times.min())
        lives = [life for life in _HALF_LIVES if life < span]
        search.step(
            [replace(start, recent_weight=w, recent_half_life=h) for h in lives for w in (*_LOUDNESS[1:], _ALONE)], 2.0
        )
    tried(1)
    search.louder_or_quieter()
    tried(1)
    for name, values in steps if search.best.recent_weight < _ALONE else ():
        search.step([replace(search.best, **{name: value}) for value in values], 1.0)
        tried(len(values))
    tried(total - done)
    return search.best, float(search.scores.mean())


class _Search:
    """The best settings so far and each person's figure under them."""

    def __init__(self, windows: list[_Window], start: Settings) -> None:
        self._windows = windows
        self.best, self.scores = start, self._measured(start)

    def step(self, tries: list[Settings], errors: float) -> None:
        """Take the best of `tries` if its gain is more than `errors` standard errors."""
        found = [(settings, self._measured(settings)) for settings in tries if settings != self.best]
        if not found:
            return
        settings, scores = max(found, key=lambda pair: float(pair[1].mean()))
        gain = scores - self.scores
        if gain.mean() > max(errors * float(gain.std()) / np.sqrt(len(gain)), 1e-9):
            self.best, self.scores = settings, scores

    def louder_or_quieter(self) -> None:
        """Try half and twice the voice of popularity."""
        if 0 < self.best.recent_weight < _ALONE:
            weight = self.best.recent_weight
            self.step([replace(self.best, recent_weight=weight * factor) for factor in (0.5, 2.0)], 1.0)

    def _measured(self, settings: Settings) -> NDArray[np.float64]:
        return np.concatenate([window.scores(settings) for window in self._windows])


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
            rows, columns = data.people.rows(split.train.people), data.items.rows(split.train.items)
            last = latest(rows, columns, split.train.times)
            self._columns = columns[last]
            self._age = None if split.train.times is None else (split.train.times.max() - split.train.times)[last]

    def scores(self, settings: Settings) -> NDArray[np.float64]:
        """recall@k + NDCG@k of each person."""
        wanted = replace(settings, recent_weight=0.0, recent_half_life=None)
        if self._model is None or self._model.settings != wanted:
            data = build(self._train, wanted, binary=self._binary)
            self._model = fit(data, wanted, self._executor)
        popular = recent_popularity(self._columns, len(self._model.items), self._age, settings.recent_half_life)
        popular /= max(float(popular.max(initial=0)), 1e-12)
        model = replace(self._model, settings=settings, popular=popular)
        lists = model.rank(model.histories[self.who], self._k, executor=self._executor).items
        found = hits_of(lists, self._later)
        return found["recall"] + found["ndcg"]
