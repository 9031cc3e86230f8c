"""People made by code: they come, write, react by their interests, and come back as themselves."""

from __future__ import annotations

import asyncio
import random
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import orjson
import pytest

from simulation import steps
from simulation.api import Skein
from simulation.people import MARKER, make_cast, read_cast
from simulation.writing import TemplateWriter, choose_writer
from tests.people import checked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.people import People


async def test_a_round_makes_posts_that_those_who_care_like(people: People, tmp_path: Path) -> None:
    path, seed = tmp_path / "cast.json", secrets.randbelow(10**9)
    dice = random.Random(seed)

    def play() -> tuple[steps.Counts, steps.Counts]:
        with Skein(people.base_url) as skein:
            cast = steps.fake_users(skein, path, size=5, seed=seed)
            steps.generated_posts(skein, path, cast, TemplateWriter(), posts=12, dice=dice)
            first = steps.simulated_interactions(skein, path, cast, dice)
            return first, steps.simulated_interactions(skein, path, cast, dice)

    first, second = await asyncio.to_thread(play)

    assert (first.people, first.views) == (5, 60)
    assert first.likes > 0
    assert (second.views, second.likes) == (0, 0)
    cast = read_cast(path)
    assert cast is not None
    profile = checked(await people.signed_out().get(f"/api/users/by-name/{cast.people[0].username}"))
    assert MARKER in profile["bio"]
    post = checked(await people.signed_out().get(f"/api/posts/{next(iter(cast.posts))}"))
    assert post["body"].endswith(f"#{cast.posts[post['id']]}")


def test_everybody_has_an_interest_and_a_seed_makes_the_same_people() -> None:
    cast = make_cast(10, 7)

    assert {person.main for person in cast.people} == {"sports", "tech", "anime", "cars", "food"}
    assert [person.username for person in cast.people] == [person.username for person in make_cast(10, 7).people]
    with pytest.raises(ValueError, match="5 to 10"):
        make_cast(4, 7)


class _Ollama(BaseHTTPRequestHandler):
    """Speaks as much of Ollama's protocol as its client asks for."""

    def do_GET(self) -> None:
        self._answer({"models": [{"model": "gemma3:270m", "name": "gemma3:270m"}]})

    def do_POST(self) -> None:
        asked = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
        about = "food" if "about food" in asked["prompt"] else "something else"
        self._answer({"model": asked["model"], "response": f' "A post about {about}.\n" ', "done": True})

    def _answer(self, body: object) -> None:
        text = orjson.dumps(body)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def ollama() -> Iterator[str]:
    """A server that speaks Ollama's protocol."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Ollama) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_texts_come_from_the_model_where_it_is(ollama: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", ollama)
    writer = choose_writer()

    assert writer.source == "ollama (gemma3:270m)"
    assert writer.write(make_cast(5, 1).people[0], "food", random.Random(1)) == "A post about food."


@pytest.mark.parametrize("model", ["", "another:7b"])
def test_without_the_model_templates_say_so(ollama: str, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", ollama if model else "http://127.0.0.1:9")
    monkeypatch.setenv("OLLAMA_MODEL", model)
    writer = choose_writer()

    assert writer.source == "templates"
    assert writer.write(make_cast(5, 1).people[0], "food", random.Random(1))
