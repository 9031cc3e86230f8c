"""An evaluation becomes a run of an MLflow server, told over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from recsys.__main__ import main


class Tracking(BaseHTTPRequestHandler):
    """Answers as the tracking server does and keeps what it was told."""

    told: list[tuple[str, dict[str, Any]]]

    def do_GET(self) -> None:
        self.answer({"error_code": "RESOURCE_DOES_NOT_EXIST"}, 404)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.removeprefix("/api/2.0/mlflow/")
        type(self).told.append((path, body))
        answers: dict[str, dict[str, Any]] = {
            "experiments/create": {"experiment_id": "4"},
            "runs/create": {"run": {"info": {"run_id": "r1"}}},
        }
        self.answer(answers.get(path, {}))

    def answer(self, body: dict[str, Any], status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    Tracking.told = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tracking)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    (tmp_path / "x").write_text("".join(f"{n % 20} {n * n % 31} {10**9 + n}\n" for n in range(300)))
    return ["evaluate", str(tmp_path / "x"), "--settings", '{"factors": 4}']


def test_a_run_holds_settings_and_metrics(address: str, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address)

    assert main(command) == 0

    told = dict(Tracking.told)
    assert told["experiments/create"] == {"name": "recsys"}
    assert told["runs/create"]["experiment_id"] == "4"
    assert told["runs/update"]["status"] == "FINISHED"
    batch = told["runs/log-batch"]
    assert batch["run_id"] == "r1"
    assert {"key": "factors", "value": "4"} in batch["params"]
    assert {"blend.recall", "popularity.ndcg", "item-kNN.coverage"} <= {metric["key"] for metric in batch["metrics"]}


@pytest.mark.parametrize("uri", ["http://127.0.0.1:9", "file:///nowhere"])
def test_what_cannot_be_logged_is_said_after_the_table(
    uri: str, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)

    assert main(command) == 3

    printed = capsys.readouterr()
    assert "blend" in printed.out
    assert uri in printed.err
