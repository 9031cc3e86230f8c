"""Every figure that the dashboard and the alerts ask for is really there."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import yaml  # type: ignore[import-untyped]

from app.launch.processes import wait_until
from tests.launch.conftest import LIMIT_SECONDS
from tests.live.client import Live
from tests.observe.scrape import scrape

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People
    from tests.web_server import WebServer

ROOT = Path(__file__).parent.parent.parent
NAME = re.compile(r"\bskein_\w+")


def dashboard() -> dict[str, list[str]]:
    """Title of a panel → its queries."""
    panels = json.loads((ROOT / "deploy" / "grafana" / "skein.json").read_text())["panels"]
    return {panel["title"]: [target["expr"] for target in panel.get("targets", [])] for panel in panels}


def alerts() -> list[dict[str, str]]:
    groups = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


async def test_every_figure_that_is_asked_for_is_exported(
    people: People, server: WebServer, db: asyncpg.Connection[asyncpg.Record]
) -> None:
    ana = await people.new("ana")
    async with Live(people) as live:
        socket = await live.program(ana)
        await ana.post("Fresh wool today")
        await socket.next("post.created")
    async with httpx.AsyncClient(timeout=LIMIT_SECONDS) as visitor:
        await visitor.get(server.base_url)
    asked = {name for queries in dashboard().values() for query in queries for name in NAME.findall(query)}
    asked |= {name for alert in alerts() for name in NAME.findall(alert["expr"])}
    missing: set[str] = set()

    def is_complete() -> bool:
        # Each process keeps for a few seconds what it saw in the database: the next may show less again.
        missing.clear()
        missing.update(asked - scrape(server.base_url).names)
        return not missing

    await db.execute(
        "INSERT INTO recommender_models (version, trained_seconds, people, posts, events, trained_until, checksum,"
        " is_current) VALUES ('shown', 1, 1, 1, 1, 1, '', true) ON CONFLICT DO NOTHING"
    )
    try:
        await asyncio.to_thread(wait_until, is_complete, LIMIT_SECONDS)
    finally:
        await db.execute("DELETE FROM recommender_models WHERE version = 'shown'")

    assert len(asked) > 30
    assert not missing
    explained = (ROOT / "docs" / "operations.md").read_text()
    assert not {name for name in asked if re.sub(r"_(total|bucket|sum|count)$", "", name) not in explained}


def test_every_alert_leads_to_a_paragraph_of_the_incident_page() -> None:
    headings = set(re.findall(r"^### (.+)$", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))

    assert {alert["annotations"]["summary"] for alert in alerts()} <= headings  # type: ignore[index]
