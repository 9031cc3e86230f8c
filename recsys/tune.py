"""Search the settings on validation parts of the training events; the test part is never looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recsys.evaluate import Split, build, hits_of, split_by_time, truth
from recsys.interactions import latest, recent_popularity
from recsys.model import BACKFILL, fit
from recsys.ranking import rank_dense
from recsys.settings import DAY, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from recsys.model import Model
    from recsys.read import Events

# One after the other, each on top of the best so far.
STEPS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("redundancy", (1.0, 3.0)),
    ("half_life", (30 * DAY, 180 * DAY)),
    ("factor_weight", (0.0,)),
    ("similarity_exponent", (1.0,)),
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
    ("people_weight", (0.05, 0.2)),
    ("similarity_exponent", (0.7, 0.8, 0.9, 1.0)),
    ("redundancy", (0.0, 0.5, 1.0, 2.0, 4.0)),
)
# So loud that history is not heard at all: where people are all alike, nothing beats what is popular.
ALONE = 1e15
# From history alone to popularity, and history only where nothing is popular any more.
_LOUDNESS = (0.0, 1.0, 4.0, 16.0, 64.0, 1e9)
_HALF_LIVES = (DAY, 4 * DAY, 30 * DAY, 180 * DAY)
_PEOPLE = 2_500  # as many decide; more would only take longer
_ENTRIES, _BLOCK = 2**26, 2**21  # of scores that are kept, and that are ranked at once
_MANY = 2.5  # standard errors that the best of many tries has to gain
# Up to so many events several parts are held out in turn: one small part misleads.
_FIVE_WINDOWS, _TWO_WINDOWS = 20_000, 100_000


def tune(
    train: Events,
    start: Settings | None = None,
    *,
    thorough: bool = False,
    voice_only: bool = False,
    k: int = 20,
    progress: Callable[[int, int], None] | None = None,
    binary: bool = True,
    executor: Executor | None = None,
) -> tuple[Settings, float]:
    """Search by recall@k + NDCG@k on held-out parts of `train`; the best settings and that figure.

    The start is what is popular, of late or of all times, alone. History must beat it by more than chance, measured by
    the standard error of the difference over people, and so must every further step: a search that takes the largest of
    many noisy figures loses to popularity where few people decide. Deterministic. `voice_only` looks for popularity's
    weight and half-life only: one fit a part.
    """
    start = start or Settings()
    windows = [_Window(split, k, binary, executor) for split in _splits(train)]
    windows = [window for window in windows if len(window.who)]
    if not windows:
        return replace(start, recent_weight=ALONE, recent_half_life=None), 0.0
    steps = [] if voice_only else _steps(train, MORE if thorough else STEPS)
    search = _Search(windows, replace(start, recent_weight=ALONE, recent_half_life=None))
    total, done = 3 + sum(len(values) for _, values in steps), 0

    def tried(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    lives = _lives(train)
    search.step([replace(start, recent_weight=ALONE, recent_half_life=life) for life in lives], _MANY)
    tried(1)
    search.step(
        [
            replace(start, recent_weight=weight, recent_half_life=life)
            for weight in _LOUDNESS
            for life in (None, *(lives if weight else ()))
        ],
        _MANY,
    )
    tried(1)
    search.louder_or_quieter()
    tried(1)
    for name, values in steps if search.best.recent_weight < ALONE else ():
        search.step([replace(search.best, **{name: value}) for value in values])
        tried(len(values))
    tried(total - done)
    return search.best, search.figure


def _steps(train: Events, steps: tuple[tuple[str, tuple[Any, ...]], ...]) -> list[tuple[str, tuple[Any, ...]]]:
    """Those that these events can decide, and whose outcome they can afford: people are compared with all others."""
    out: set[str] = set()
    if train.times is None:
        out.add("half_life")
    if len(train) > _TWO_WINDOWS:
        out.add("people_weight")
    return [step for step in steps if step[0] not in out]


def _lives(train: Events) -> list[float]:
    """Half-lives of popularity that the events are long enough for."""
    if train.times is None or not len(train):
        return []
    span = float(train.times.max() - train.times.min())
    return [life for life in _HALF_LIVES if life < span]


class _Search:
    """The best settings so far and each person's figure under them."""

    def __init__(self, windows: list[_Window], start: Settings) -> None:
        self._windows = windows
        _, self._person = np.unique(np.concatenate([window.names for window in windows]), return_inverse=True)
        self.best, self._scores = start, self._measured(start)

    @property
    def figure(self) -> float:
        """Mean over people."""
        return float(self._scores.mean())

    def step(self, tries: list[Settings], errors: float = 1.0) -> None:
        """Take the best of `tries` if its gain is more than `errors` standard errors."""
        found = [(settings, self._measured(settings)) for settings in tries if settings != self.best]
        if not found:
            return
        settings, scores = max(found, key=lambda pair: float(pair[1].mean()))
        gain = scores - self._scores
        if gain.mean() > max(errors * float(gain.std()) / np.sqrt(len(gain)), 1e-9):
            self.best, self._scores = settings, scores

    def louder_or_quieter(self) -> None:
        """Try half and twice the voice of popularity."""
        if 0 < self.best.recent_weight < ALONE:
            weight = self.best.recent_weight
            self.step([replace(self.best, recent_weight=weight * factor) for factor in (0.5, 2.0)])

    def _measured(self, settings: Settings) -> NDArray[np.float64]:
        """One figure a person: somebody in several windows is no further witness."""
        scores = np.concatenate([window.scores(settings) for window in self._windows])
        means: NDArray[np.float64] = np.bincount(self._person, scores) / np.bincount(self._person)
        return means


def _splits(train: Events) -> Iterator[Split]:
    """The last fifth; for fewer events also the fifths that begin before it, or other draws where time is unknown."""
    windows = 5 if len(train) <= _FIVE_WINDOWS else 2 if len(train) <= _TWO_WINDOWS else 1
    if train.times is None:
        for seed in range(windows):
            yield split_by_time(train, seed=7 + seed)
        return
    step = 0.1 if windows > 2 else 0.2
    for place in range(windows):
        until = train.take(train.times <= np.quantile(train.times, 1 - step * place, method="lower"))
        if len(until):
            yield split_by_time(until, 0.2 / (1 - step * place))


class _Window:
    """One held-out part; what history says is scored once and heard under many voices of popularity."""

    def __init__(self, split: Split, k: int, binary: bool, executor: Executor | None) -> None:
        self._train, self._k, self._binary, self._executor = split.train, k, binary, executor
        self._model: Model | None = None
        self._heard: Settings | None = None
        self._scored = np.empty((0, 0), np.float32)
        self.who = np.empty(0, np.int64)
        self.names: NDArray[Any] = self.who
        if not len(split.train) or not len(split.test):
            return
        data = build(split.train, Settings(), binary=binary)
        later = truth(split.test, data)
        who = np.flatnonzero((np.diff(later.indptr) > 0) & (np.diff(data.matrix.indptr) > 0))
        most = min(_PEOPLE, max(1, _ENTRIES // len(data.items)))
        self.who = who[np.linspace(0, len(who) - 1, most).astype(np.int64)] if len(who) > most else who
        self.names = data.people.values[self.who]
        self._later, self._own = later[self.who], data.matrix[self.who]
        rows, columns = data.people.rows(split.train.people), data.items.rows(split.train.items)
        last = latest(rows, columns, split.train.times)
        self._columns, self._items = columns[last], len(data.items)
        self._age = None if split.train.times is None else (split.train.times.max() - split.train.times)[last]

    def scores(self, settings: Settings) -> NDArray[np.float64]:
        """recall@k + NDCG@k of each person."""
        popular = recent_popularity(self._columns, self._items, self._age, settings.recent_half_life)
        popular *= np.float32(settings.recent_weight or BACKFILL) / np.float32(max(popular.max(initial=0), 1e-12))
        lists = np.empty((len(self.who), self._k), np.int64)
        history = None if settings.recent_weight >= ALONE else self._history(settings)
        size = max(1, _BLOCK // self._items)
        for start in range(0, len(self.who), size):
            rows = slice(start, start + size)
            own = self._own[rows]
            scores = np.broadcast_to(popular, own.shape) if history is None else history[rows] + popular
            lists[rows] = rank_dense(np.array(scores, np.float32), own, self._k)[0]
        found = hits_of(lists, self._later)
        return found["recall"] + found["ndcg"]

    def _history(self, settings: Settings) -> NDArray[np.float32]:
        """What history says, (people, items)."""
        wanted = replace(settings, recent_weight=0.0, recent_half_life=None)
        if self._heard != wanted:
            model = self._fitted(wanted)
            self._scored = model.taste(model.histories[self.who])
            self._heard = wanted
        return self._scored

    def _fitted(self, wanted: Settings) -> Model:
        """The model of these settings; how histories are heard needs no other one."""
        model = self._model
        if model is None or replace(model.settings, redundancy=wanted.redundancy) != wanted:
            self._model = None  # not two at a time
            model = fit(build(self._train, wanted, binary=self._binary), wanted, self._executor)
        self._model = replace(model, settings=wanted)
        return self._model
