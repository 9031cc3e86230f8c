"""Health: `/healthz` says that the process answers, `/readyz` that its dependencies do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson
from quart import Blueprint, Response

from app.blueprints.current import parts
from app.redis_client import REDIS_AWAY

if TYPE_CHECKING:
    from app.redis_client import AnyRedis

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
async def healthz() -> Response:
    """The process is alive."""
    return _json({"status": "ok"}, 200)


@blueprint.get("/readyz")
async def readyz() -> Response:
    """Ready while PostgreSQL answers; Redis away is a warning only (SPEC, Decided 19)."""
    is_database_up, is_cache_up = await asyncio.gather(parts().database.is_up(), is_redis_up(parts().redis))
    report = {
        "status": "ok" if is_database_up else "unavailable",
        "postgresql": "ok" if is_database_up else "away",
        "redis": "ok" if is_cache_up else "away",
    }
    replica = parts().replica
    if replica is not None:
        report["replica"] = "ok" if replica.is_used else "away"
    response = _json(report, 200 if is_database_up else 503)
    if not is_database_up:
        response.headers["Retry-After"] = "5"
    return response


async def is_redis_up(redis: AnyRedis) -> bool:
    """Whether Redis answers."""
    try:
        return bool(await asyncio.wait_for(redis.ping(), timeout=2))
    except (*REDIS_AWAY, TimeoutError):
        return False


def _json(report: dict[str, str], status: int) -> Response:
    return Response(
        orjson.dumps(report), status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
