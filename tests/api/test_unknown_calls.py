"""Below /api even what does not exist is answered in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people import People

TYPES = ["text/html", "application/json", "*/*"]


@pytest.mark.parametrize("accept", TYPES)
async def test_an_unknown_path_is_a_json_404(people: People, accept: str) -> None:
    answer = await people.signed_out().get("/api/nothing-here", headers={"Accept": accept})

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["error"] == "not_found"
    assert answer.json()["trace_id"] == answer.headers["X-Trace-Id"]


@pytest.mark.parametrize("accept", TYPES)
async def test_a_wrong_method_is_a_json_405_that_names_the_right_ones(people: People, accept: str) -> None:
    answer = await people.signed_out().delete("/api/notifications", headers={"Accept": accept})

    assert answer.status_code == 405
    assert answer.json()["error"] == "method_not_allowed"
    assert "GET" in answer.headers["Allow"]


async def test_an_unknown_page_is_a_page(people: People) -> None:
    answer = await people.signed_out().get("/nothing-here")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


async def test_the_bare_prefix_is_a_json_404(people: People) -> None:
    for path in ("/api", "/api/"):
        answer = await people.signed_out().get(path)

        assert answer.status_code == 404
        assert answer.json()["error"] == "not_found"
