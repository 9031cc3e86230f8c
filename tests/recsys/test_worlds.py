"""On no made-up site does popularity, of all times or of late, win over the blend by more than chance."""

from __future__ import annotations

import numpy as np
import pytest

from recsys.evaluate import build, hits_of, ranked_lists, split_by_time, truth
from recsys.tune import tune
from tests.recsys.live_worlds import QUICK, WORLDS, World, drawn

BASELINES = ("random", "popularity", "recent popularity")
DRAWS = 400


def losses(world: World, k: int = 20) -> list[str]:
    """Where a baseline beats the blend beyond a 95 % paired bootstrap over people; empty: nowhere."""
    split = split_by_time(drawn(world))
    binary = not world.weighted
    settings, _ = tune(split.train, k=k, binary=binary)
    train = build(split.train, settings, binary=binary)
    later = truth(split.test, train)
    who = np.flatnonzero((np.diff(later.indptr) > 0) & (np.diff(train.matrix.indptr) > 0))
    ranked = ranked_lists(split, train, settings, k, binary=binary)
    found = {name: hits_of(lists[who], later[who]) for name, lists in ranked}
    draws = np.random.default_rng(7).multinomial(len(who), np.full(len(who), 1 / len(who)), DRAWS) / len(who)
    lost = []
    for metric in ("recall", "ndcg"):
        for name in BASELINES:
            if name in found:
                gain = found["blend"][metric] - found[name][metric]
                if np.quantile(draws @ gain, 0.975) < 0:
                    lost.append(f"{metric} of {name} is {-gain.mean():.4f} better (people: {len(who)})")
    return lost


@pytest.mark.parametrize("name", QUICK)
def test_no_baseline_wins(name: str) -> None:
    assert not losses(WORLDS[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in WORLDS if name not in QUICK])
def test_no_baseline_wins_anywhere(name: str) -> None:
    assert not losses(WORLDS[name])


def test_the_search_finds_the_same_settings_again() -> None:
    train = split_by_time(drawn(WORLDS["tiny news"])).train

    assert tune(train) == tune(train)
