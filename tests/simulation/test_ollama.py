"""Texts come from a language model where one answers; whatever it does, there is a post in the end, and it is told."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import orjson
import pytest

from simulation import writing
from simulation.interests import INTERESTS
from simulation.people import make_cast
from simulation.writing import OllamaWriter, choose_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulation.writing import Writer


@dataclass(slots=True)
class Model:
    """A server that speaks as much of Ollama's protocol as its client asks for, and what it answers."""

    address: str = ""
    status: int = 200
    body: bytes = b""
    # Answers wait for it.
    is_free: threading.Event | None = None

    def says(self, text: str) -> None:
        """Let the model write this."""
        self.body = orjson.dumps({"model": writing.MODEL, "response": text, "done": True})


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """The server, which OLLAMA_HOST leads to."""
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, orjson.dumps({"models": [{"model": writing.MODEL, "name": writing.MODEL}]}))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if model.is_free is not None:
                model.is_free.wait(30)
            self._answer(model.status, model.body)

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_arguments: object) -> None:
            """Who hangs up early is part of the tests."""

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        model.address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("OLLAMA_HOST", model.address)
        monkeypatch.delenv("OLLAMA_MODEL", raising=False)
        yield model
        if model.is_free is not None:
            model.is_free.set()
        server.shutdown()


# Everything that templates can say about food.
TEMPLATE_TEXTS = {
    f"{doing} {thing}, {feeling}"
    for parts in [INTERESTS["food"]]
    for doing in parts.doings
    for thing in parts.things
    for feeling in parts.feelings
}


def written(writer: Writer) -> str:
    return writer.write(make_cast(5, 1).people[0], "food", random.Random(1))


def test_the_model_writes(model: Model) -> None:
    model.says(' "A pot of dal,\n and the kitchen smells of it." ')
    writer = choose_writer()

    assert written(writer) == "A pot of dal, and the kitchen smells of it."
    assert writer.source == "ollama (gemma3:270m)"


def test_a_long_text_is_cut_between_words(model: Model) -> None:
    model.says("sourdough and patience " * 100)

    text = written(choose_writer())

    assert 200 < len(text) <= writing.LONGEST
    assert text.endswith("…")
    assert text.removesuffix("…").split()[-1] in {"sourdough", "and", "patience"}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b'{"error": "out of memory"}'),
        (200, b"<html>not what was asked for"),
        (200, b""),
        (200, b'{"response": null}'),
        (200, orjson.dumps({"response": " \n\t\x00\x07 "})),
        (200, orjson.dumps({"response": "\u202e\ufffd"})),
    ],
    ids=["error", "rubbish", "nothing", "null", "control characters", "no letters"],
)
def test_what_cannot_be_used_comes_from_templates_and_is_told(model: Model, status: int, body: bytes) -> None:
    model.status, model.body = status, body
    writer = choose_writer()

    assert written(writer) in TEMPLATE_TEXTS
    assert writer.source == "ollama (gemma3:270m), 1 of 1 from templates"


def test_a_slow_model_is_not_waited_for(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SECONDS", 0.3)
    model.is_free = threading.Event()
    # Not by `choose_writer`, which might take the model for away when this machine stands still for as long.
    writer = OllamaWriter(model.address, writing.MODEL)

    assert written(writer) in TEMPLATE_TEXTS
    assert "from templates" in writer.source


def test_a_model_that_goes_away_is_not_asked_for_ever(model: Model) -> None:
    model.status = 500
    writer = choose_writer()
    for _ in range(writing.PATIENCE):
        written(writer)
    model.status = 200
    model.says("Here again.")

    assert written(writer) in TEMPLATE_TEXTS
    assert writer.source == f"ollama (gemma3:270m), {writing.PATIENCE + 1} of {writing.PATIENCE + 1} from templates"


@pytest.mark.parametrize("name", ["", "another:7b"], ids=["no server", "no such model"])
def test_without_a_model_all_comes_from_templates(model: Model, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", model.address if name else "http://127.0.0.1:9")
    monkeypatch.setenv("OLLAMA_MODEL", name)
    writer = choose_writer()

    assert writer.source == "templates"
    assert written(writer)
