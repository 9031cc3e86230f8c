"""Web processes that die again and again end the web server, instead of being started for ever."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.web_server import PROJECT_DIR

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from hypercorn.config import Config
from app.launch import web_processes

if __name__ == "__main__":
    web_processes._BACK_OFF_SECONDS = 0
    config = Config()
    config.application_path, config.bind, config.workers = "app:there_is_no_such_thing", ["127.0.0.1:0"], 2
    sys.exit(web_processes.WebProcesses(config).serve())
"""


def test_processes_that_cannot_start_end_the_server(tmp_path: Path) -> None:
    script = tmp_path / "serve.py"
    script.write_text(SCRIPT, encoding="utf-8")

    ended = subprocess.run(
        [sys.executable, str(script)],
        env={"PYTHONPATH": str(PROJECT_DIR)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert "web processes die again and again" in ended.stdout + ended.stderr
