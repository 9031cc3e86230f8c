"""The figures that a web process counts. docs/operations.md says what each means and when to worry.

Names and labels are an interface: dashboards and alerts use them. Labels take few values: never a path, a person or an
address. Several web processes count into one folder (`slots.py`); a process of its own counts in its memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, values

from app.observe.slots import own_slot

if TYPE_CHECKING:
    from collections.abc import Callable

_SLOT = own_slot()
if _SLOT is not None:
    # Has to be chosen before the first figure is made. The library's own choice names files by process id.
    values.ValueClass = values.MultiProcessValue(process_identifier=lambda: _SLOT)  # type: ignore[no-untyped-call]

# The label `process`, for what cannot be added up.
PROCESS = _SLOT or "web-0"
REGISTRY = CollectorRegistry()

NO_ROUTE = "(none)"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

_REQUESTS = Counter(
    "skein_http_requests",
    "Requests that were answered, by route, method and class of status.",
    ("route", "method", "status"),
    registry=REGISTRY,
)
_DURATIONS = Histogram(
    "skein_http_request_duration_seconds",
    "Time until an answer began to be sent.",
    ("route", "method"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
ERRORS = Counter(
    "skein_unexpected_errors", "Errors that nobody thought of; each has its traceback in the log.", registry=REGISTRY
)

SOCKETS_OPENED = Counter("skein_live_sockets_opened", "Live sockets that were opened.", registry=REGISTRY)
SOCKETS_CLOSED = Counter(
    "skein_live_sockets_closed",
    "Live sockets that ended, by close code; 1013: dropped as too slow, `client`: it went away.",
    ("code",),
    registry=REGISTRY,
)
MESSAGES = Counter("skein_live_messages", "Live messages that were put into the queue of a socket.", registry=REGISTRY)
DELIVERY_LAG = Histogram(
    "skein_live_delivery_lag_seconds",
    "Time from an event's publication to its place in the queues of the sockets.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)

LOOP_LAG = Histogram(
    "skein_event_loop_lag_seconds",
    "How late a timer of the event loop was, looked at once a second.",
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
    registry=REGISTRY,
)
CPU_SECONDS = Counter(
    "skein_process_cpu_seconds", "Processor time of a web process.", ("process",), registry=REGISTRY
).labels(PROCESS)


def _gauges(name: str, sentence: str) -> Gauge:
    """A figure per process. Set, never counted: a replaced process must not go on from the old one's value."""
    return Gauge(name, sentence, ("process",), registry=REGISTRY, multiprocess_mode="max")


def _gauge(name: str, sentence: str) -> Gauge:
    """A figure that every process has."""
    return _gauges(name, sentence).labels(PROCESS)


MEMORY_BYTES = _gauge("skein_process_resident_memory_bytes", "Resident memory of a web process.")
STARTED_AT = _gauge("skein_process_start_time_seconds", "When a web process started, in Unix time.")
POOL_MOST = _gauge("skein_db_pool_connections_max", "Connections that a web process may open to PostgreSQL.")
POOL_OPEN = _gauge("skein_db_pool_connections_open", "Connections of a web process to PostgreSQL.")
POOL_USED = _gauge("skein_db_pool_connections_used", "Connections that are at work.")
POOL_WAITING = _gauge("skein_db_pool_waiting", "Tasks that wait for a connection.")
SOCKETS = _gauge("skein_live_sockets", "Live sockets that are open.")
UPLOADS = _gauge("skein_uploads", "Forms with files that are being received.")
# Only where there is a replica.
REPLICA_USED = _gauges("skein_replica_used", "1 while a web process reads from the replica.")
MODEL_LOADED = _gauge("skein_model_loaded", "1 while a web process serves a model, 0 while For you falls back.")

for _code in ("1000", "1008", "1011", "1012", "1013", "client"):
    SOCKETS_CLOSED.labels(_code)

_bound: dict[tuple[str, str, int], tuple[Callable[[], None], Callable[[float], None]]] = {}


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request.

    Args:
        route: the rule of its address, never the address; `NO_ROUTE`: there is none.
    """
    try:
        count, observe = _bound[route, method, status]
    except KeyError:
        count, observe = _bind(route, method, status)
    count()
    observe(seconds)


def _bind(route: str, method: str, status: int) -> tuple[Callable[[], None], Callable[[float], None]]:
    # A client may call its method anything, and status codes are the app's: the keys stay few.
    known = method if method in _METHODS else "other"
    pair = (
        _REQUESTS.labels(route, known, f"{status // 100}xx").inc,
        _DURATIONS.labels(route, known).observe,
    )
    if known == method:
        _bound[route, method, status] = pair
    return pair
