"""Hands files to processes that decode them, and kills those that take too long."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from app.errors import Invalid, SkeinError, TooLarge, WrongType
from app.media.results import Encoded, MadeFile, Picture, Video

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable

    from app.media.results import Place
    from app.media.sniffing import FileType

log = structlog.get_logger()

PROCESSES = 2
PICTURE_SECONDS = 30
# A process is replaced after so many files, and with it what they left in its memory.
FILES_PER_PROCESS = 100
UNREADABLE = "We can't read that file. Try another copy."
TOO_SLOW = "That file takes too long to read. Try a smaller one."
_ERRORS: dict[int, type[SkeinError]] = {413: TooLarge, 415: WrongType}


@dataclass(slots=True)
class _Worker:
    process: Process
    files: int = 0


class Decoder:
    """The decoding processes of one process of ours; they are started when the first file comes."""

    def __init__(self, processes: int = PROCESSES) -> None:
        self._idle: list[_Worker] = []
        self._turns = asyncio.Semaphore(processes)
        self._is_closed = False

    async def close(self) -> None:
        """End the processes."""
        self._is_closed = True
        for worker in self._idle:
            await _end(worker)
        self._idle.clear()

    async def cut(self, source: Path, folder: Path, file_type: FileType, place: Place) -> Picture:
        """A picture in the shape of one place."""
        return _picture(await self._ask(place, source, folder, file_type.name, PICTURE_SECONDS))

    async def picture(self, source: Path, folder: Path, file_type: FileType) -> Picture:
        """A picture in some widths."""
        return _picture(await self._ask("picture", source, folder, file_type.name, PICTURE_SECONDS))

    async def probe(self, source: Path, folder: Path, file_type: FileType) -> Video:
        """Poster and length of a video."""
        made = await self._ask("probe", source, folder, file_type.name, PICTURE_SECONDS)
        return Video(_picture(made["poster"]), made["duration_ms"], made["pixels"])

    async def encode(
        self,
        source: Path,
        folder: Path,
        demuxer: str,
        seconds: int,
        report: Callable[[int], Awaitable[None]] | None = None,
    ) -> Encoded:
        """A video for the web; `report` is told how many percent are done."""
        made = await self._ask("encode", source, folder, demuxer, seconds, report)
        return Encoded(**{**made, "files": [MadeFile(**file) for file in made["files"]]})

    async def _ask(
        self,
        act: str,
        source: Path,
        folder: Path,
        name: str,
        seconds: int,
        report: Callable[[int], Awaitable[None]] | None = None,
    ) -> Any:
        job = {"act": act, "source": str(source), "folder": str(folder), "name": name, "seconds": seconds}
        async with self._turns:
            worker = self._idle.pop() if self._idle else await _start()
            try:
                async with asyncio.timeout(seconds):
                    answer = await _exchange(worker, job, report)
            except TimeoutError as error:
                await _end(worker)
                raise TooLarge(TOO_SLOW) from error
            except BaseException:
                await _end(worker)
                raise
            await self._put_back(worker, answer)
        if answer is None:
            log.warning("a decoding process died", act=act, type=name)
            raise Invalid(file=UNREADABLE)
        if "made" in answer:
            return answer["made"]
        if "reason" in answer:
            log.warning("a file could not be decoded", act=act, type=name, reason=answer["reason"])
        kind = _ERRORS.get(answer["status"])
        raise kind(answer["message"]) if kind else Invalid(file=answer["message"])

    async def _put_back(self, worker: _Worker, answer: Any) -> None:
        worker.files += 1
        if answer is None or worker.files >= FILES_PER_PROCESS or self._is_closed:
            await _end(worker)
        else:
            self._idle.append(worker)


def _picture(made: dict[str, Any]) -> Picture:
    return Picture(**{**made, "files": [MadeFile(**file) for file in made["files"]]})


async def _start() -> _Worker:
    # Nothing of our environment: there are addresses and keys in it.
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", ""))),
        "LANG": "C.UTF-8",
        # One arena: the bound on memory is one on addresses.
        "MALLOC_ARENA_MAX": "1",
        "OMP_NUM_THREADS": "1",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.media.decoding",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
        # A Ctrl-C at the terminal is ours to handle.
        start_new_session=True,
    )
    return _Worker(process)


async def _exchange(worker: _Worker, job: dict[str, Any], report: Callable[[int], Awaitable[None]] | None) -> Any:
    """The answer; None when the process died over it."""
    assert worker.process.stdin is not None  # noqa: S101
    assert worker.process.stdout is not None  # noqa: S101
    try:
        worker.process.stdin.write(json.dumps(job).encode() + b"\n")
        await worker.process.stdin.drain()
        while line := await worker.process.stdout.readline():
            answer = json.loads(line)
            if "percent" not in answer:
                return answer
            if report is not None:
                await report(answer["percent"])
    except (ConnectionError, ValueError):
        return None
    return None


async def _end(worker: _Worker) -> None:
    if worker.process.returncode is None:
        try:
            worker.process.kill()
        except ProcessLookupError:
            return
        await worker.process.wait()
