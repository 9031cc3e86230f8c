"""Evaluations as runs in MLflow, when `MLFLOW_TRACKING_URI` is set.

A server (http or https) is told through its REST interface and nothing needs to be installed; other places (a folder, a
database) are written by the `mlflow` package (extra `mlflow`).
"""

from __future__ import annotations

import base64
import json
import os
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recsys.evaluate import Score
    from recsys.settings import Settings

URI = "MLFLOW_TRACKING_URI"
EXPERIMENT = "MLFLOW_EXPERIMENT_NAME"
_SECONDS = 10


class NotLogged(Exception):
    """The run could not be logged; the message says why."""


def log(scores: Sequence[Score], settings: Settings, k: int) -> str | None:
    """Log one evaluation: settings as parameters, `MODEL.METRIC` as metrics. The run's id; None without a URI.

    Raises `NotLogged`.
    """
    uri = os.environ.get(URI, "").strip()
    if not uri:
        return None
    name = os.environ.get(EXPERIMENT) or "recsys"
    parameters = {"k": str(k), **{key: str(value) for key, value in asdict(settings).items()}}
    metrics = {
        f"{score.name.replace(' ', '_')}.{metric}": value for score in scores for metric, value in score.values.items()
    }
    if uri.startswith(("http://", "https://")):
        return _log_by_http(uri.rstrip("/"), name, parameters, metrics)
    return _log_by_package(uri, name, parameters, metrics)


def _log_by_package(uri: str, name: str, parameters: Mapping[str, str], metrics: Mapping[str, float]) -> str:
    try:
        import mlflow  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        message = f"{URI} is {uri}, but mlflow is not installed: pip install 'skein[mlflow]', or name a server"
        raise NotLogged(message) from error
    try:
        mlflow.set_tracking_uri(uri)
        mlflow.set_experiment(name)
        with mlflow.start_run() as run:
            mlflow.log_params(dict(parameters))
            mlflow.log_metrics(dict(metrics))
    except mlflow.exceptions.MlflowException as error:
        raise NotLogged(f"MLflow at {uri}: {error}") from error
    return str(run.info.run_id)


def _log_by_http(uri: str, name: str, parameters: Mapping[str, str], metrics: Mapping[str, float]) -> str:
    now = int(time.time() * 1000)
    experiment = _experiment(uri, name)
    user = os.environ.get("USER") or "recsys"
    created = _call(uri, "runs/create", {"experiment_id": experiment, "start_time": now, "user_id": user})
    run = str(_within(created, "run", "info", "run_id"))
    batch = {
        "run_id": run,
        "params": [{"key": key, "value": value} for key, value in parameters.items()],
        "metrics": [{"key": key, "value": value, "timestamp": now, "step": 0} for key, value in metrics.items()],
    }
    _call(uri, "runs/log-batch", batch)
    _call(uri, "runs/update", {"run_id": run, "status": "FINISHED", "end_time": int(time.time() * 1000)})
    return run


def _experiment(uri: str, name: str) -> str:
    found = _call(uri, f"experiments/get-by-name?experiment_name={quote(name)}", missing_is_none=True)
    if found is None:
        return str(_within(_call(uri, "experiments/create", {"name": name}), "experiment_id"))
    return str(_within(found, "experiment", "experiment_id"))


def _call(uri: str, path: str, body: Mapping[str, Any] | None = None, *, missing_is_none: bool = False) -> Any:
    request = Request(f"{uri}/api/2.0/mlflow/{path}", headers=_headers())  # noqa: S310 - http or https, checked by log
    if body is not None:
        request.data = json.dumps(body).encode()
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            return json.loads(answer.read() or b"{}")
    except HTTPError as error:
        if error.code == 404 and missing_is_none:
            return None
        raise NotLogged(f"MLflow at {uri} answered {path.split('?')[0]} with {error.code}") from error
    except (URLError, OSError, ValueError) as error:
        raise NotLogged(f"MLflow at {uri} does not answer: {error}") from error


def _headers() -> dict[str, str]:
    headers = {"Content-Type": "application/json"}
    token, user = os.environ.get("MLFLOW_TRACKING_TOKEN"), os.environ.get("MLFLOW_TRACKING_USERNAME")
    if token:
        headers["Authorization"] = f"Bearer {token}"
    elif user:
        pair = f"{user}:{os.environ.get('MLFLOW_TRACKING_PASSWORD', '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return headers


def _within(answer: Any, *path: str) -> Any:
    try:
        for key in path:
            answer = answer[key]
    except (KeyError, TypeError) as error:
        raise NotLogged(f"MLflow's answer has no {'.'.join(path)}") from error
    return answer
