"""Child processes that end with their parent, and telling living processes from dead ones."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Mapping, Sequence

    from app.launch.accounts import Account

_PR_SET_PDEATHSIG = 1
_POLL_SECONDS = 0.01


class LaunchError(RuntimeError):
    """Something could not be started; the message is one line for the person at the terminal."""


def die_with_parent(death_signal: signal.Signals, parent: int) -> None:
    """Ask the kernel for `death_signal` when the parent dies, even by kill -9 (Linux only).

    Elsewhere an orphan stays until the next start ends it.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(death_signal))
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)


def start_process(
    command: Sequence[str | Path],
    *,
    death_signal: signal.Signals,
    account: Account | None = None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    output: IO[bytes] | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own: Ctrl-C reaches only the parent, which stops it in order."""
    parent = os.getpid()
    # subprocess runs preexec_fn after the change of user, which would clear the death signal.
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        pass_fds=pass_fds,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=lambda: die_with_parent(death_signal, parent),
    )


def stop_process(process: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> int:
    """Send each signal in turn and wait its seconds; SIGKILL comes last. Gives the exit code."""
    for sent, seconds in steps:
        if process.poll() is not None:
            break
        process.send_signal(sent)
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        process.kill()
    return process.wait()


def is_alive(pid: int) -> bool:
    """Whether `pid` runs; a zombie, which nobody has collected yet, is dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return not Path("/proc/self/stat").exists()
    return state not in {"Z", "X"}


def pids_at_work_in(folder: Path, program: str) -> list[int]:
    """Living processes called `program` whose working directory is `folder` (only where there is /proc)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "comm").read_text().strip() == program and (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:  # gone meanwhile, or somebody else's
            continue
    return [pid for pid in found if is_alive(pid)]


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Look again and again until `condition` holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True
