"""The process that decodes: `python -m app.media.decoding`, one job a line on its input.

Files come from anywhere and decoders have faults, so it has no settings, no database, and bounds on memory and
time; `decoder.py` starts it, and kills it when a job takes too long.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from app.errors import Invalid, SkeinError

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY_BYTES = 2 * 1024**3
FILE_BYTES = 512 * 1024**2
NICENESS = 5


def do_job(job: dict[str, Any], report: Callable[[int], None]) -> Any:
    """Do what one line asks for.

    Raises:
        SkeinError: the file is refused.
    """
    source, folder, name = Path(job["source"]), Path(job["folder"]), str(job["name"])
    # Imported when needed: most processes never see a video.
    if job["act"] in {"probe", "encode"}:
        from app.media import videos

        if job["act"] == "probe":
            return videos.probe_video(source, folder, name)
        return videos.encode_video(source, folder, name, report)
    from app.media import pictures

    if job["act"] == "picture":
        return pictures.make_picture(source, folder, name)
    return pictures.make_cut(source, folder, name, job["act"])


def answer_to(job: dict[str, Any], report: Callable[[int], None]) -> dict[str, Any]:
    """The answer to a job: what was made, or why not."""
    try:
        return {"made": asdict(do_job(job, report))}
    except SkeinError as error:
        return {"status": error.status, "message": error.message}
    except MemoryError:
        return {"status": 413, "message": "That file needs too much memory. Try a smaller one."}
    except Exception as error:  # noqa: BLE001  whatever a decoder raises, the file is to blame
        return {"status": Invalid.status, "message": "We can't read that file.", "reason": repr(error)}


def main() -> None:
    """Work until the input ends."""
    # Libraries that print must not get into the answers.
    answers: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)

    def say(line: dict[str, Any]) -> None:
        answers.write(json.dumps(line) + "\n")
        answers.flush()

    for line in sys.stdin:
        job = json.loads(line)
        # Should whoever waits be gone, nobody else would end us.
        signal.alarm(int(job["seconds"]) + 5)
        say(answer_to(job, lambda percent: say({"percent": percent})))
        signal.alarm(0)


if __name__ == "__main__":
    main()
