"""Pages and API under load, against the bare framework; queries without it; likes; search."""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.load import Load, put_load
from bench.network import PASSWORD, is_there, reader, seed, source_of_for_you
from bench.queries import query_rate, time_likes, time_query
from bench.report import AtLeast, AtMost, percentile
from bench.round_trips import RoundTrips
from bench.server import Server

if TYPE_CHECKING:
    import argparse

    from bench.network import Network
    from bench.report import Report

NEWEST = 2**63 - 1
ROUND_TRIPS = AtMost(5)
# What `size` compares, and how often it measures each.
FEW_POSTS = 100_000
TURNS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """An address that is put under load."""

    name: str
    path: str


def pages_of(network: Network) -> list[Measured]:
    """What is measured, in this order."""
    return [
        Measured("Following page", "/following"),
        Measured("Following API", "/api/timeline"),
        Measured("For you page", "/"),
        Measured("For you API", "/api/feeds"),
        Measured("thread", network.thread_path),
        Measured("profile", network.profile_path),
        Measured("notifications", "/notifications"),
    ]


def run(report: Report, arguments: argparse.Namespace) -> None:
    """Seed a network and measure it."""
    with Server() as server:
        network = seed(server, posts=arguments.posts)
        train(server)
        loads, source = measure_pages(report, network, seconds=arguments.seconds)
        judge_pages(report, loads, source)
        measure_round_trips(report, network)
        asyncio.run(measure_queries(report, network, arguments.posts))
        measure_search(report, network, seconds=arguments.seconds)


def train(server: Server) -> None:
    """Make a model, so that For you is measured with one."""
    done = server.skein("train")
    if done.returncode != 0:
        print(f"There is no model: {(done.stderr.strip().splitlines() or ['skein train failed'])[-1]}")


def measure_pages(report: Report, network: Network, *, seconds: int) -> tuple[dict[str, Load], str]:
    """Requests per second of every page, and of the route that it is compared with; and where For you came from."""
    base_url, cpu = network.server.base_url, network.server.cpu_seconds
    loads = {"hello": put_load(f"{base_url}/hello", seconds=seconds, cpu_seconds=cpu)}
    missing: list[str] = []
    with reader(network) as client:
        for page in pages_of(network):
            if is_there(client, page.path):
                loads[page.name] = put_load(
                    f"{base_url}{page.path}", seconds=seconds, arguments=network.cookies, cpu_seconds=cpu
                )
            else:
                missing.append(f"{page.name} ({page.path} answers {client.get(page.path).status_code})")
        source = source_of_for_you(client)
    loads["sign-in"] = put_load(f"{base_url}/api/auth/sign-in", script="sign_in", seconds=seconds, arguments=[PASSWORD])
    hello = loads["hello"].requests_per_second
    report.table(
        "Pages under load (32 connections, 2 web processes)",
        ("what", "requests/s", "÷ hello", "CPU ms", "hello ÷ CPU", "p50 ms", "p99 ms", "failed"),
        [
            (
                name,
                f"{load.requests_per_second:.0f}",
                f"{load.requests_per_second / hello:.3f}",
                f"{load.cpu_ms:.2f}",
                f"{loads['hello'].cpu_ms / load.cpu_ms:.3f}" if load.cpu_ms else "",
                f"{load.p50:.1f}",
                f"{load.p99:.1f}",
                str(load.failed),
            )
            for name, load in loads.items()
        ],
    )
    print(f"For you came from: {source}." + (f" Not there: {', '.join(missing)}." if missing else ""))
    return loads, source


def judge_pages(report: Report, loads: dict[str, Load], source: str) -> None:
    """Ratios and their targets."""

    def judge(name: str, base: str, target: AtLeast) -> None:
        what = f"{name} ÷ {base}"
        if name not in loads or base not in loads:
            report.miss(what, "not there yet", target)
        elif loads[name].failed or loads[base].failed:
            report.miss(what, "requests failed", target)
        elif name.startswith("For you") and source != "model":
            report.miss(what, f"came from {source}", target)
        else:
            report.judge(what, loads[name].requests_per_second / loads[base].requests_per_second, target)

    judge("Following page", "hello", AtLeast(0.20))
    judge("Following API", "hello", AtLeast(0.25))
    judge("For you page", "Following page", AtLeast(0.7))
    judge("For you API", "Following API", AtLeast(0.7))


def measure_round_trips(report: Report, network: Network) -> None:
    """Statements per page."""
    rows = []
    with RoundTrips(network.server) as trips, reader(network, 1) as client:
        for page in pages_of(network):
            if is_there(client, page.path):
                count = trips.of(client, page.path)
                rows.append((page.name, f"{count:.1f}"))
                report.judge(f"round trips: {page.name}", round(count), ROUND_TRIPS)
    report.table("Statements to PostgreSQL per page", ("what", "statements"), rows)


async def measure_queries(report: Report, network: Network, posts: int) -> None:
    """The Following query and likes, on bare asyncpg."""
    url = network.server.database_url()
    await measure_following(report, network, url, posts)
    liked, quiet, bare = await time_likes(url)
    report.table(
        "A like (INSERT to COMMIT)",
        ("what", "p50 ms", "p99 ms"),
        [
            ("with counter, notification and events", *shown(liked)),
            ("the same without a notification", *shown(quiet)),
            ("bare INSERT, same indexes and foreign keys", *shown(bare)),
        ],
    )
    share = 1 - percentile(quiet, 0.5) / percentile(liked, 0.5)
    print(f"Making the notification is {share:.0%} of a like (p50).")
    report.judge("like ÷ bare INSERT (p50)", percentile(liked, 0.5) / percentile(bare, 0.5), AtMost(2.5))


async def measure_following(report: Report, network: Network, url: str, posts: int) -> None:
    """The query of Following for readers of different appetite."""
    name = "feeds/list_following"
    names = ("reader_50", "reader_200_1", "reader_2000")
    ids = {
        line.partition("|")[0]: int(line.partition("|")[2])
        for line in network.server.psql(
            "-c", "SELECT username, id FROM users WHERE username ^@ 'reader_' ORDER BY id"
        ).splitlines()
    }

    def values(viewer_id: int) -> dict[str, Any]:
        return {"viewer_id": viewer_id, "before_id": NEWEST, "after_id": 0, "page_size": 20}

    times = {who: await time_query(url, name, count=500, **values(ids[who])) for who in names}
    deep = await time_query(url, name, count=500, **(values(ids["reader_200_1"]) | {"before_id": middle(network)}))
    rate = await query_rate(url, name, [values(number) for who, number in ids.items() if who.startswith("reader_200_")])
    report.table(
        f"{name}.sql on asyncpg ({posts:,} posts; {rate:.0f} queries/s by one process and 8 connections)",
        ("reader follows", "p50 ms", "p99 ms"),
        [
            ("50", *shown(times["reader_50"])),
            ("200", *shown(times["reader_200_1"])),
            ("200, 15 days back", *shown(deep)),
            ("2,000", *shown(times["reader_2000"])),
        ],
    )
    ratio = percentile(times["reader_2000"], 0.5) / percentile(times["reader_50"], 0.5)
    report.judge("Following query: 2,000 follows ÷ 50, p50", ratio, AtMost(2))


def middle(network: Network) -> int:
    """An id of fifteen days ago."""
    return int(network.server.psql("-c", "SELECT id_at(now() - interval '15 days')"))


def shown(times: list[float]) -> tuple[str, str]:
    """Median and tail of a sample."""
    return f"{percentile(times, 0.5):.2f}", f"{percentile(times, 0.99):.2f}"


def measure_search(report: Report, network: Network, *, seconds: int, people: int = 100_000) -> None:
    """People by the beginning of their names, one request at a time."""
    target = AtMost(20, " ms")
    what = f"people prefix search ({people:,} people), p99"
    network.server.run_sql("people", people=people)
    with reader(network) as client:
        if not is_there(client, "/api/users/search?q=p0"):
            report.miss(what, "not there yet", target)
            return
    load = put_load(
        f"{network.server.base_url}/api/users/search", script="search", connections=1, seconds=seconds,
        arguments=network.cookies,
    )  # fmt: skip
    report.table(
        f"People prefix search, {people:,} people (API, one connection)",
        ("requests/s", "p50 ms", "p99 ms", "failed"),
        [(f"{load.requests_per_second:.0f}", f"{load.p50:.1f}", f"{load.p99:.1f}", str(load.failed))],
    )
    report.judge(what, load.p99, target)


def compare_sizes(report: Report, arguments: argparse.Namespace) -> None:
    """The Following page's median with a hundred times as many posts, measured by turns, so that noise hits both."""
    sizes = (FEW_POSTS, arguments.many_posts)
    with Server() as small, Server() as large:
        networks = [seed(server, posts=posts) for server, posts in zip((small, large), sizes, strict=True)]
        loads = [
            [
                put_load(
                    f"{network.server.base_url}/following",
                    connections=4,
                    seconds=arguments.seconds,
                    arguments=network.cookies,
                    cpu_seconds=network.server.cpu_seconds,
                )
                for network in networks
            ]
            for _ in range(TURNS)
        ]
    medians = [statistics.median(load.p50 for load in turns) for turns in zip(*loads, strict=True)]
    report.table(
        f"Following page by size (4 connections, median of {TURNS} turns)",
        ("posts", "p50 ms", "CPU ms"),
        [
            (f"{posts:,}", f"{median:.2f}", f"{statistics.median(load.cpu_ms for load in turns):.2f}")
            for posts, median, turns in zip(sizes, medians, zip(*loads, strict=True), strict=True)
        ],
    )
    report.judge(f"{arguments.many_posts:,} posts ÷ {FEW_POSTS:,}, p50", medians[1] / medians[0], AtMost(1.3))
