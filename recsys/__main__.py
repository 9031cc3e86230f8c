"""`python -m recsys evaluate|tune|less FILE`, or a fixed pair: `--train FILE --test FILE`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from recsys.cluster import ClusterMissing, workers
from recsys.evaluate import METRICS, Score, Split, build, compare, split_by_time
from recsys.experiments import NotLogged, log
from recsys.model import fit
from recsys.read import read_events, read_pair
from recsys.settings import Settings
from recsys.tune import tune
from recsys.wishes import effect_of_less

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor


def bar(label: str) -> Callable[[int, int], None]:
    """A progress bar on standard error; silent when nobody watches."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = 30 * done // max(total, 1)
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r{label} {'#' * filled}{'.' * (30 - filled)} {done}/{total}{end}")
            sys.stderr.flush()

    return show


def table(scores: Sequence[Score], k: int) -> str:
    """Figures as aligned text, with the 95 % interval of recall and NDCG."""
    head = f"{'model':18}" + "".join(
        f"{metric + ('@' + str(k) if metric in METRICS[:3] else ''):>12}" for metric in METRICS
    )
    lines = [f"{scores[0].people} people", head + "   95 % of recall · NDCG"]
    for score in scores:
        bounds = " · ".join("{:.4f}–{:.4f}".format(*score.intervals[metric]) for metric in ("recall", "ndcg"))
        lines.append(
            f"{score.name:18}" + "".join(f"{score.values[metric]:12.4f}" for metric in METRICS) + f"   {bounds}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 for a file that cannot be read, 3 when the run could not be logged."""
    parser = argparse.ArgumentParser(prog="python -m recsys", description=__doc__)
    parser.add_argument("command", choices=("evaluate", "tune", "less"))
    parser.add_argument("file", nargs="*", type=Path, help="user item timestamp [weight]; several are joined")
    parser.add_argument("--train", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--k", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--settings", help="settings as JSON, instead of the quick search on a validation part")
    parser.add_argument("--weights", action="store_true", help="use the weights of the file instead of 0/1")
    chosen = parser.parse_args(arguments)
    if bool(chosen.file) == bool(chosen.train) or bool(chosen.train) != bool(chosen.test) or len(chosen.file) > 1:
        parser.error("give one FILE, or --train FILE and --test FILE")
    if chosen.k < 1:
        parser.error("--k must be at least 1")
    try:
        split = (
            split_by_time(read_events(chosen.file[0])) if chosen.file else Split(*read_pair(chosen.train, chosen.test))
        )
        with workers() as executor:
            return _run(chosen, split, executor)
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n" if error.filename else f"{error}\n")
        return 2
    except (ClusterMissing, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except NotLogged as error:
        sys.stderr.write(f"{error}\n")
        return 3


def _run(chosen: argparse.Namespace, split: Split, executor: Executor) -> int:
    thorough = chosen.command == "tune"
    if chosen.settings:
        settings, found = Settings.from_mapping(json.loads(chosen.settings)), None
    else:
        settings, found = tune(
            split.train,
            thorough=thorough,
            k=chosen.k,
            progress=bar("tuning"),
            binary=not chosen.weights,
            executor=executor,
        )
    if thorough:
        sys.stdout.write(json.dumps({"settings": asdict(settings), "validation": found}) + "\n")
        return 0
    if chosen.command == "less":
        model = fit(build(split.train, settings, binary=not chosen.weights), settings, executor)
        return _say_less(effect_of_less(model, chosen.k), as_json=chosen.json)
    scores = compare(split, settings, chosen.k, bar("fitting"), binary=not chosen.weights, executor=executor)
    if chosen.json:
        report = {"k": chosen.k, "settings": asdict(settings), "models": [asdict(score) for score in scores]}
        sys.stdout.write(json.dumps(report) + "\n")
    else:
        sys.stdout.write(table(scores, chosen.k) + "\n")
    sys.stdout.flush()
    run = log(scores, settings, chosen.k)
    if run is not None:
        sys.stderr.write(f"logged to MLflow as run {run}\n")
    return 0


def _say_less(shares: dict[str, float], *, as_json: bool) -> int:
    lines = [f"of a list is like its first item: {shares['before']:.1%}"]
    lines += [f"after less of it, {weight} likes strong: {share:.1%}" for weight, share in list(shares.items())[1:]]
    sys.stdout.write((json.dumps(shares) if as_json else "\n".join(lines)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
