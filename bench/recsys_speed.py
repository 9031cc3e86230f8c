"""Fit time, peak memory and people ranked per second, beside implicit's CosineRecommender with the same K.

`python -m bench.recsys_speed [--people 100000 --items 200000 --events 5000000]`. Both sides learn the best K per item
by the cosine from the same file, each run in its own process, in turn; the best of each side's runs counts. implicit is
optional (`pip install implicit`), `--implicit-python` names the interpreter that has it. `--blend` adds the default.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recsys import Settings

Run = tuple[float, float, "NDArray[Any]"]
_LISTS = 20


def zipf_events(people: int, items: int, events: int, seed: int = 7) -> sp.csr_matrix:
    """Binary CSR float32: people drawn evenly, items by Zipf's law (1/rank) in shuffled order."""
    random = np.random.default_rng(seed)
    share = np.cumsum(1 / np.arange(1, items + 1))
    who = random.integers(0, people, events)
    what = random.permutation(items)[np.searchsorted(share, random.random(events) * share[-1])]
    matrix = sp.csr_matrix((np.ones(events, np.float32), (who, what)), shape=(people, items))
    matrix.data[:] = 1
    return matrix


def run_skein(matrix: sp.csr_matrix, settings: Settings, sample: int) -> Run:
    """(fit seconds, people per second, lists)."""
    from recsys import Ids, Interactions, fit

    counts = np.asarray(matrix.getnnz(axis=0), np.float32)
    data = Interactions(Ids(np.arange(matrix.shape[0])), Ids(np.arange(matrix.shape[1])), matrix, counts, False)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        start = time.perf_counter()
        model = fit(data, settings, threads)
        fitted = time.perf_counter()
        lists = model.rank(matrix[:sample], _LISTS, executor=threads).items
        return fitted - start, sample / (time.perf_counter() - fitted), lists


def run_implicit(matrix: sp.csr_matrix, k: int, sample: int) -> Run:
    """The same of implicit."""
    from implicit.nearest_neighbours import CosineRecommender  # type: ignore[import-not-found, unused-ignore]

    model = CosineRecommender(K=k, num_threads=os.cpu_count())
    start = time.perf_counter()
    model.fit(matrix, show_progress=False)
    fitted = time.perf_counter()
    lists, _ = model.recommend(np.arange(sample), matrix[:sample], N=_LISTS)
    return fitted - start, sample / (time.perf_counter() - fitted), lists


def run_side(side: str, folder: Path, k: int, sample: int) -> None:
    """One run in this process: prints figures and leaves the lists in `folder`."""
    # The cosine itself: no damping, shrinkage or factors, all of a history alike, and the best K of each item, as
    # implicit keeps them.
    pure = {
        "neighbours": k, "neighbours_of": "source", "person_exponent": 0, "source_exponent": 0.5,
        "target_exponent": 0.5, "shrinkage": 0, "factors": 0, "similarity_exponent": 1, "redundancy": 0,
        "block_bytes": 32 * 2**20,
    }  # fmt: skip
    matrix = sp.load_npz(folder / "events.npz")
    if side == "implicit":
        fit_time, speed, lists = run_implicit(matrix, k, sample)
    else:
        from recsys import Settings

        fit_time, speed, lists = run_skein(matrix, Settings.from_mapping(pure if side == "skein" else {}), sample)
    np.save(folder / f"{side}.npy", lists)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"fit": fit_time, "people": speed, "peak": peak}))


def compare(chosen: argparse.Namespace, folder: Path) -> dict[str, dict[str, float]]:
    """Runs of all sides in turn; the best figures of each."""
    sides = {"implicit": chosen.implicit_python, "skein": sys.executable}
    if chosen.blend:
        sides["blend"] = sys.executable
    found: dict[str, dict[str, float]] = {}
    for side, python in list(sides.items()) * chosen.runs:
        call = [python, "-m", "bench.recsys_speed", "--side", side, "--folder", str(folder)]
        call += ["--neighbours", str(chosen.neighbours), "--sample", str(min(chosen.sample, chosen.people))]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(call, capture_output=True, text=True, check=False, env=environment)
        if done.returncode:
            print(f"{side}: {done.stderr.strip().splitlines()[-1]}")
            continue
        result = json.loads(done.stdout.splitlines()[-1])
        figures = f"fit {result['fit']:6.2f} s · peak {result['peak']:5.0f} MB · {result['people']:7.0f} people/s"
        print(f"{side:9} {figures}")
        best = found.setdefault(side, result)
        for name in best:
            best[name] = (max if name == "people" else min)(best[name], result[name])
    return found


def main() -> None:
    """Run all sides and print a table with ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--neighbours", type=int, default=100)
    parser.add_argument("--sample", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--blend", action="store_true")
    parser.add_argument("--implicit-python", default=sys.executable)
    parser.add_argument("--side", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side:
        run_side(chosen.side, chosen.folder, chosen.neighbours, chosen.sample)
        return
    print(f"{chosen.people} people × {chosen.items} items, {chosen.events} Zipf events, K = {chosen.neighbours}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sp.save_npz(folder / "events.npz", zipf_events(chosen.people, chosen.items, chosen.events), compressed=False)
        found = compare(chosen, folder)
        if {"skein", "implicit"} <= found.keys():
            ours, theirs = (np.load(folder / f"{side}.npy") for side in ("skein", "implicit"))
            same = np.mean([len(set(a) & set(b)) / _LISTS for a, b in zip(ours.tolist(), theirs.tolist(), strict=True)])
            ratios = (
                f"{name} {found['skein'][name] / found['implicit'][name]:.2f}" for name in ("fit", "peak", "people")
            )
            print(f"ratios    {' · '.join(ratios)} · {same:.1%} of the listed items are the same")


if __name__ == "__main__":
    main()
