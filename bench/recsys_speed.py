"""Fit time, peak memory and people ranked per second, beside implicit's CosineRecommender with the same K.

`python -m bench.recsys_speed [--people 100000 --items 200000 --events 5000000]`. Each side has its own process;
implicit is optional (`pip install implicit`), `--implicit-python` names the interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import scipy.sparse as sp


def zipf_events(people: int, items: int, events: int, seed: int = 7) -> sp.csr_matrix:
    """Binary CSR float32: people drawn evenly, items by Zipf's law (1/rank) in shuffled order."""
    random = np.random.default_rng(seed)
    share = np.cumsum(1 / np.arange(1, items + 1))
    who = random.integers(0, people, events)
    what = random.permutation(items)[np.searchsorted(share, random.random(events) * share[-1])]
    matrix = sp.csr_matrix((np.ones(events, np.float32), (who, what)), shape=(people, items))
    matrix.data[:] = 1
    return matrix


def run_skein(matrix: sp.csr_matrix, k: int, sample: int) -> tuple[float, float]:
    """(fit seconds, people per second) of our item cosine without shrinkage or factors: the same model."""
    from recsys import Ids, Interactions, Settings, fit

    settings = Settings(
        neighbours=k, person_exponent=0, source_exponent=0.5, target_exponent=0.5, shrinkage=0, factors=0,
        neighbours_of="source", block_bytes=32 * 2**20,
    )  # fmt: skip
    counts = np.asarray(matrix.getnnz(axis=0), np.float32)
    data = Interactions(Ids(np.arange(matrix.shape[0])), Ids(np.arange(matrix.shape[1])), matrix, counts, False)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        start = time.perf_counter()
        model = fit(data, settings, threads)
        fitted = time.perf_counter()
        model.rank(matrix[:sample], 20, executor=threads)
        return fitted - start, sample / (time.perf_counter() - fitted)


def run_implicit(matrix: sp.csr_matrix, k: int, sample: int) -> tuple[float, float]:
    """The same of implicit."""
    from implicit.nearest_neighbours import CosineRecommender  # type: ignore[import-not-found]

    model = CosineRecommender(K=k, num_threads=os.cpu_count())
    start = time.perf_counter()
    model.fit(matrix, show_progress=False)
    fitted = time.perf_counter()
    model.recommend(np.arange(sample), matrix[:sample], N=20)
    return fitted - start, sample / (time.perf_counter() - fitted)


def main() -> None:
    """Run both sides and print a table with ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--neighbours", type=int, default=100)
    parser.add_argument("--sample", type=int, default=20_000)
    parser.add_argument("--implicit-python", default=sys.executable)
    parser.add_argument("--side", choices=("skein", "implicit"))
    chosen = parser.parse_args()
    if chosen.side:
        matrix = zipf_events(chosen.people, chosen.items, chosen.events)
        sample = min(chosen.sample, chosen.people)
        fit_time, speed = (run_skein if chosen.side == "skein" else run_implicit)(matrix, chosen.neighbours, sample)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"fit": fit_time, "people": speed, "peak": peak}))
        return
    found = {}
    for side, python in (("implicit", chosen.implicit_python), ("skein", sys.executable)):
        call = [python, "-m", "bench.recsys_speed", "--side", side]
        for name in ("people", "items", "events", "neighbours", "sample"):
            call += [f"--{name}", str(getattr(chosen, name))]
        done = subprocess.run(
            call, capture_output=True, text=True, check=False, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        )
        if done.returncode:
            print(f"{side}: {done.stderr.strip().splitlines()[-1]}")
            continue
        found[side] = json.loads(done.stdout.splitlines()[-1])
        result = found[side]
        figures = f"fit {result['fit']:6.2f} s · peak {result['peak']:5.0f} MB · {result['people']:7.0f} people/s"
        print(f"{side:9} {figures}")
    if len(found) == 2:
        ours, other = found["skein"], found["implicit"]
        print("ratios    " + " · ".join(f"{name} {ours[name] / other[name]:.2f}" for name in ("fit", "peak", "people")))


if __name__ == "__main__":
    main()
