"""Where row blocks run: threads of this process, or a Dask cluster when `DASK_SCHEDULER_ADDRESS` names one."""

from __future__ import annotations

import os
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

ADDRESS = "DASK_SCHEDULER_ADDRESS"
_AHEAD = 16  # blocks under way beyond the one that is waited for: finished ones wait in memory


class ClusterMissing(Exception):
    """A cluster is asked for, but its client is not installed, or its scheduler does not answer."""


@contextmanager
def workers(threads: int | None = None, address: str | None = None) -> Iterator[Executor]:
    """An executor for `fit`: the Dask cluster at `address` or `DASK_SCHEDULER_ADDRESS`, else threads, one a core by
    default.

    Raises:
        ClusterMissing: there is no cluster to be had; the message is one line.
    """
    address = address or os.environ.get(ADDRESS)
    if not address:
        with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
            yield pool
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterMissing(f"{ADDRESS} is set, but distributed is not installed: pip install 'skein[cluster]'") from (
            error
        )
    try:
        client = Client(address)  # type: ignore[no-untyped-call, unused-ignore]
    except (OSError, ValueError) as error:
        raise ClusterMissing(f"no Dask scheduler answers at {address}") from error
    with client, ClusterExecutor(client) as executor:
        yield executor


class ClusterExecutor(Executor):
    """Dask's client as an executor whose `map` sends an argument that repeats to each worker once."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run one call on the cluster."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def map(
        self,
        fn: Callable[..., Any],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,  # noqa: ARG002
    ) -> Iterator[Any]:
        """Results in order of the arguments; `chunksize` says nothing here."""
        sent: dict[int, Any] = {}
        columns = [list(column) for column in iterables]
        for column in columns:
            if len(column) > 1 and all(value is column[0] for value in column) and not isinstance(column[0], int):
                sent[id(column[0])] = self._client.scatter(column[0], broadcast=True, hash=False)
        calls = [[sent.get(id(value), value) for value in call] for call in zip(*columns, strict=True)]
        waiting = []
        for call in calls:
            waiting.append(self._client.submit(fn, *call, pure=False))
            if len(waiting) > _AHEAD:
                yield waiting.pop(0).result(timeout)
        while waiting:
            yield waiting.pop(0).result(timeout)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Let the client close what it holds."""
        self._executor.shutdown(wait=wait)
