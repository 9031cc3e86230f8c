"""Static files: kept for a year under the hash, always asked for again without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.people import People


async def test_a_file_under_the_hash_is_kept_for_a_year_and_sent_compressed(people: People) -> None:
    client = people.signed_out()
    page = (await client.get("/")).text
    address = re.search(r"/static/[0-9a-f]{12}/css/base\.css", page)
    assert address is not None

    answer = await client.get(address.group())

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"].startswith("text/css")


async def test_a_file_without_the_hash_is_asked_for_again_and_costs_nothing_unchanged(people: People) -> None:
    client = people.signed_out()
    first = await client.get("/static/icons.svg")

    again = await client.get("/static/icons.svg", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304


async def test_paths_lead_nowhere_else(people: People) -> None:
    client = people.signed_out()

    assert (await client.get("/static/css/nothing.css")).status_code == 404
    assert (await client.get("/static/../settings.py")).status_code == 404
    assert (await client.get("/static/%2e%2e/settings.py")).status_code == 404


async def test_every_page_can_be_put_on_the_home_screen(people: People) -> None:
    client = people.signed_out()
    address = re.search(r'rel="manifest"\s+href="([^"]+)"', (await client.get("/")).text)
    assert address is not None

    answer = await client.get(address.group(1))

    assert answer.headers["Content-Type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert (await client.get(manifest["icons"][0]["src"])).status_code == 200
