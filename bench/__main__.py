"""`python -m bench [NAME…]`: measure, print tables, and say which targets are met."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
from datetime import UTC, datetime

from bench import (
    first_page,
    forgot_password,
    journeys,
    not_found,
    pages,
    pictures,
    rolling,
    search,
    sockets,
    training,
    uploads,
)
from bench.load import NoWrk
from bench.report import Report

BENCHMARKS = {
    "first_page": first_page.run,
    "pages": pages.run,
    "rolling": rolling.run,
    "search": search.run,
    "sockets": sockets.run,
    "journeys": journeys.run,
    "not_found": not_found.run,
    "forgot_password": forgot_password.run,
    "size": pages.compare_sizes,
    "uploads": uploads.run,
    "pictures": pictures.run,
    "training": training.run,
}
# `search` makes a million posts and `size` ten million, `training` a million acts: that takes minutes.
USUAL = ("first_page", "pages", "sockets", "journeys", "not_found", "forgot_password")


def main() -> int:
    """Run what was asked for; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures Skein (docs/benchmarks.md).")
    names = f"of {', '.join(BENCHMARKS)}; usual: {', '.join(USUAL)}"
    parser.add_argument("names", nargs="*", metavar="NAME", help=names)
    parser.add_argument("--posts", type=int, default=100_000, help="posts of `pages`")
    parser.add_argument("--many-posts", type=int, default=10_000_000, help="posts that `size` compares with")
    parser.add_argument("--acts", type=int, default=1_000_000, help="likes that `training` draws")
    parser.add_argument("--sockets", type=int, nargs="+", default=[1_000, 5_000], help="numbers of sockets")
    parser.add_argument("--seconds", type=int, default=10, help="length of each load")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - BENCHMARKS.keys()
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    now = datetime.now(UTC)
    print(f"{now:%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}")
    # So that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report = Report()
    try:
        for name in arguments.names or USUAL:
            BENCHMARKS[name](report, arguments)
    except NoWrk as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if report.finish() else 1


if __name__ == "__main__":
    sys.exit(main())
