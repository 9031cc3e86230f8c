"""Search the settings on a validation part of the training events; the test part is never looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recsys.evaluate import build, measure, split_by_time, truth
from recsys.model import fit
from recsys.settings import DAY, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from recsys.read import Events

# One after the other, each on top of the best so far. Popularity first: where it matters, it matters most.
STEPS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("recent_weight", (0.0, 1.0, 5.0, 25.0, 1000.0)),
    ("recent_half_life", (DAY, 4 * DAY, 30 * DAY, None)),
    ("recent_weight", (0.3, 2.0, 10.0, 50.0)),
)
MORE: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("factor_weight", (0.0, 0.5, 1.0)),
    ("latent_weight", (0.0, 0.5, 1.0, 2.0)),
    ("factors", (32, 64, 96, 128, 192)),
    ("latent_factors", (32, 64, 96)),
    ("neighbours", (100, 500, 1000)),
    ("factor_exponent", (0.3, 0.4, 0.5)),
    ("latent_popularity", (0.2, 0.3, 0.5)),
    ("half_life", (None, 30 * DAY, 180 * DAY)),
)
_OF_TIME = {"recent_half_life", "half_life"}


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
    """Coordinate search by recall@k + NDCG@k on the last fifth of `train`; the best settings and that figure."""
    best = start or Settings()
    split = split_by_time(train)
    if not len(split.train) or not len(split.test):
        return best, 0.0
    steps = [step for step in STEPS + (MORE if thorough else ()) if step[0] not in _OF_TIME or train.times is not None]
    total, done = 1 + sum(len(values) for _, values in steps), 1
    best_score = _score(split.train, split.test, best, k, binary, executor)
    for name, values in steps:
        tries = [replace(best, **{name: value}) for value in values]
        for settings in tries:
            found = _score(split.train, split.test, settings, k, binary, executor) if settings != best else best_score
            # A tenth of a percent is noise: the simpler stays.
            if found > best_score * 1.001:
                best, best_score = settings, found
            done += 1
            if progress is not None:
                progress(done, total)
    return best, best_score


def _score(train: Events, test: Events, settings: Settings, k: int, binary: bool, executor: Executor | None) -> float:
    data = build(train, settings, binary=binary)
    lists = fit(data, settings, executor).rank(data.matrix, k).items
    try:
        values = measure("try", lists, truth(test, data), data).values
    except ValueError:
        return 0.0
    return values["recall"] + values["ndcg"]
