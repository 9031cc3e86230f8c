"""An app inside the process, and the queries that its requests run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from quart import has_request_context

from app import create_app
from app.query import Query
from tests.rules.counting import Counter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from quart import Quart

    from app.settings import Settings


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Counts every query of the process."""
    counted = Counter()
    original = Query._arguments

    def count(query: Query[Any], parameters: dict[str, Any]) -> list[Any]:
        # What the process does beside a request, as looking for a new model, is no part of a page.
        if has_request_context():
            counted.names.append(query.name)
        return original(query, parameters)

    monkeypatch.setattr(Query, "_arguments", count)
    return counted


@pytest_asyncio.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[Quart]:
    """The app inside this process, on the database of the servers."""
    made = create_app(settings)
    async with made.test_app():
        yield made
