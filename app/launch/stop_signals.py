"""Ctrl-C, SIGTERM and a closed terminal, all as one exception in the main thread."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(KeyboardInterrupt):
    """Somebody wants the program to stop. asyncio lets a KeyboardInterrupt through wherever it strikes."""


@contextmanager
def stop_signals() -> Iterator[None]:
    """Raise StopRequested at the first stop signal; later ones are ignored while everything is stopped."""

    def request_stop(_number: int, _frame: FrameType | None) -> None:
        for number in _STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise StopRequested

    before = {number: signal.getsignal(number) for number in _STOP_SIGNALS}
    for number in _STOP_SIGNALS:
        # nohup asks to live on after the terminal.
        if not (number == signal.SIGHUP and before[number] is signal.SIG_IGN):
            signal.signal(number, request_stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
