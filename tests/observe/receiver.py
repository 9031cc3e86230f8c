"""A server of the outside that keeps what is sent to it: a collector of OpenTelemetry, or Sentry."""

from __future__ import annotations

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

if TYPE_CHECKING:
    from types import TracebackType

    from opentelemetry.proto.trace.v1.trace_pb2 import Span


class Receiver:
    """`with Receiver() as receiver:` then `receiver.port`; `received` has path and body of every POST."""

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                received.append((self.path, body))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return self._server.server_port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def spans(self) -> list[Span]:
        """Every span that came to `/v1/traces`."""
        found: list[Span] = []
        for path, body in list(self.received):
            if path == "/v1/traces":
                message = ExportTraceServiceRequest.FromString(body)
                found += [
                    span
                    for resource in message.resource_spans
                    for scope in resource.scope_spans
                    for span in scope.spans
                ]
        return found

    def events(self) -> list[dict[str, Any]]:
        """Every event that came in an envelope to project 7: a header line, then header and payload of each item."""
        found = []
        for path, body in list(self.received):
            if path == "/api/7/envelope/":
                _, *lines = body.splitlines()
                for header, payload in zip(lines[::2], lines[1::2], strict=True):
                    if json.loads(header)["type"] == "event":
                        found.append(json.loads(payload))
        return found


def attributes_of(span: Span) -> dict[str, str | int]:
    """Its attributes."""
    return {entry.key: entry.value.string_value or entry.value.int_value for entry in span.attributes}
