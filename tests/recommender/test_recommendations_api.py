"""GET /api/recommendations/{user_id}: for oneself, or for an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.recommender.world import World


async def test_ones_own_with_score_and_reason(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("cars"))[0])

    found = await reader.call(f"/api/recommendations/{reader.id}?limit=3")

    assert found["user_id"] == str(reader.id)
    assert [set(item) for item in found["recommendations"]] == [{"post_id", "score", "reason"}] * 3
    assert found["metadata"]["source"] == "model"
    assert found["metadata"]["model_version"] == await world.current()
    assert found["metadata"]["generated_at"].endswith("Z")


async def test_no_post_is_rated_below_a_later_one(world: World) -> None:
    reader = await world.reader()
    await reader.like((await world.posts_of("cars"))[0])

    found = await reader.call(f"/api/recommendations/{reader.id}?limit=100")

    scores = [item["score"] for item in found["recommendations"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


async def test_a_post_that_was_opened_without_a_view_counts_too(world: World) -> None:
    reader = await world.reader()
    click = {"post_id": str((await world.posts_of("cars"))[0]), "interaction_type": "click"}
    await reader.call("/api/track", method="POST", json=click)

    found = await reader.call(f"/api/recommendations/{reader.id}?limit=3")

    assert found["metadata"]["source"] == "model"
    assert len(found["recommendations"]) == 3


async def test_others_are_refused_and_operators_are_not(world: World) -> None:
    reader, other = await world.reader(), await world.reader()

    await other.call(f"/api/recommendations/{reader.id}", 403)
    await other.call("/api/recommendations/1", 404)
    await other.call("/api/recommendations/me", 404)
    await other.call(f"/api/recommendations/{other.id}?limit=0", 400)
    await world.db.execute("UPDATE users SET role = 'operator' WHERE id = $1", other.id)
    assert (await other.call(f"/api/recommendations/{reader.id}"))["recommendations"]
    response = await world.app.test_client().get(f"/api/recommendations/{reader.id}")
    assert response.status_code == 401


async def test_an_operator_sees_nothing_private(world: World) -> None:
    reader, operator, friend = await world.reader(), await world.reader(), await world.reader()
    await reader.call(f"/api/users/{friend.id}/follow", method="POST")
    await friend.call("/api/me", method="PATCH", json={"is_private": True})
    post = await friend.call("/api/posts", 201, method="POST", json={"body": "for friends"})
    await world.db.execute("UPDATE users SET role = 'operator' WHERE id = $1", operator.id)

    own = await reader.call(f"/api/recommendations/{reader.id}?limit=100")
    seen = await operator.call(f"/api/recommendations/{reader.id}?limit=100")

    assert post["id"] in {item["post_id"] for item in own["recommendations"]}
    assert post["id"] not in {item["post_id"] for item in seen["recommendations"]}
