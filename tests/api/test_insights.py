"""Insights: what operators see of tracking and the recommender, as a page and over the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.feeds.insights import read_insights
from app.present.insights import insights_json, insights_page
from tests.people import checked

if TYPE_CHECKING:
    import asyncpg

    from tests.people import People, Person


async def an_operator(people: People, db: asyncpg.Connection[asyncpg.Record]) -> Person:
    mira = await people.new("mira")
    await db.execute("UPDATE users SET role = 'operator' WHERE id = $1", int(mira.id))
    return mira


async def test_a_batch_is_seen_by_operators(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    mira, ben = await an_operator(people, db), await people.new("ben")
    post = await mira.post("hello")
    before = checked(await mira.api.get("/api/insights"))
    seen = {
        "interaction_type": "view",
        "post_id": post["id"],
        "metadata": {"source": "for_you", "ranking": "trending"},
    }
    opened = {"interaction_type": "click", "post_id": post["id"], "metadata": {"source": "for_you"}}

    checked(await ben.api.post("/api/track", json={"interactions": [*[seen] * 20, opened]}))

    after = checked(await mira.api.get("/api/insights"))
    assert after["batching"]["calls"] - before["batching"]["calls"] == 1
    assert after["batching"]["events"] - before["batching"]["events"] == 21
    assert after["events_per_minute"] >= 2
    assert sum(step["events"] for step in after["events"]) == after["batching"]["events"]
    today = [line for line in after["opened"] if line["source"] == "for_you"][-1]
    assert today["views"] >= 20
    assert 0 < today["rate"] <= 1
    assert {line["source"] for line in after["for_you_sources"]} <= {"model", "trending", "newest"}
    for span in ("7d", "30d"):
        assert checked(await mira.api.get("/api/insights", params={"range": span}))["range"] == span


async def test_models_and_their_scores_over_time(db: asyncpg.Connection[asyncpg.Record]) -> None:
    now = datetime.now(UTC)
    transaction = db.transaction()
    await transaction.start()
    try:
        for number in range(3):
            made_at = now - timedelta(hours=3 - number)
            await db.execute(
                "INSERT INTO recommender_models (version, created_at, trained_seconds, people, posts, events, "
                "trained_until, checksum) VALUES ($1, $2, 38, 100, 9870, 5000, 0, '')",
                f"test-{number}",
                made_at,
            )
            for name, value in (("recall@20", 0.2), ("popularity recall@20", 0.1), ("random recall@20", 0.01)):
                await db.execute(
                    "INSERT INTO recommender_scores (model_version, name, value, measured_at) VALUES ($1, $2, $3, $4)",
                    f"test-{number}",
                    name,
                    value + number / 100,
                    made_at,
                )
        await db.execute("UPDATE recommender_models SET is_current = false")
        await db.execute("UPDATE recommender_models SET is_current = true WHERE version = 'test-2'")

        found = await read_insights(db, "24h", now)

        answer, shown = insights_json(found), insights_page(found)
        assert answer["model"]["version"] == "test-2"
        assert answer["model"]["age_seconds"] == 3600
        assert [score["value"] for score in answer["scores"] if score["name"] == "recall@20"][-3:] == pytest.approx(
            [0.2, 0.21, 0.22]
        )
        assert [tile.value for tile in shown.tiles][2:] == ["1 h", "38 s"]
        scores = next(chart for chart in shown.charts if chart.name == "scores")
        assert scores.finding == "Recall at 20 when last measured: Model 0.220, Popularity 0.120, Random 0.030."
        assert scores.table.rows[-1][1:] == ["0.2200", "0.1200", "0.0300"]
    finally:
        await transaction.rollback()


async def test_the_page_draws_charts_with_tables(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    mira = await an_operator(people, db)
    post = await mira.post("hello")
    metadata = {"source": "following", "event_id": "seen-by-mira"}
    view = {"interaction_type": "view", "post_id": post["id"], "metadata": metadata}
    checked(await mira.api.post("/api/track", json=view))
    browser = await people.browser_client(mira)

    for query in ("", "?range=7d", "?range=30d", "?range=never"):
        page = await browser.get(f"/insights{query}")
        assert page.status_code == 200
        assert 'role="img"' in page.text
        assert '<table class="data-table">' in page.text
        assert "style=" not in page.text
    assert 'href="/insights"' in (await browser.get("/")).text


@pytest.mark.parametrize("role", ["none", "moderator"])
async def test_others_may_not_look(role: str, people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    ana = await people.new("ana")
    await db.execute("UPDATE users SET role = $2 WHERE id = $1", int(ana.id), role)
    browser = await people.browser_client(ana)

    assert (await ana.api.get("/api/insights")).status_code == 403
    assert (await browser.get("/insights")).status_code == 403
    assert 'href="/insights"' not in (await browser.get("/")).text


async def test_signed_out_and_bad_ranges(people: People, db: asyncpg.Connection[asyncpg.Record]) -> None:
    nobody = people.signed_out()

    assert (await nobody.get("/api/insights")).status_code == 401
    signed_out = await nobody.get("/insights")
    assert (signed_out.status_code, signed_out.headers["Location"]) == (303, "/auth/sign-in?next=%2Finsights")
    mira = await an_operator(people, db)
    assert (await mira.api.get("/api/insights", params={"range": "for ever"})).status_code == 400
