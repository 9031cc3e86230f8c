"""Traces by OpenTelemetry, sent to OTLP_ENDPOINT: a span per request, per query and per job.

This module is imported only where the setting is set: otherwise nothing is loaded, and nothing is wrapped. What belongs
to a person (addresses, parameters of queries) is in no span.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_INSTANCE_ID, SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from app.observe.metrics import PROCESS
from app.observe.trace_ids import SCOPE_KEY
from app.query import Query

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from opentelemetry.trace import Span

    AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]

_PATH = "/v1/traces"
# A collector that does not answer must not keep a process from ending.
_SEND_SECONDS = 3


class Tracing:
    """The tracer of one process.

    Args:
        endpoint: address of a collector that speaks OTLP over HTTP, with or without `/v1/traces`.
        service: what the process is called among others.
    """

    def __init__(self, endpoint: str, service: str) -> None:
        resource = Resource.create({SERVICE_NAME: service, SERVICE_INSTANCE_ID: PROCESS})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        address = endpoint.rstrip("/").removesuffix(_PATH) + _PATH
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(address, timeout=_SEND_SECONDS)))
        self.tracer = self._provider.get_tracer("skein")
        self._names: dict[str, str] = {}

    def stop(self) -> None:
        """Send what was not sent yet; takes up to the exporter's time-out, so not in the loop that answers requests."""
        self._provider.shutdown()

    async def on_connect(self, connection: Any) -> None:
        """Listen to the queries of a new connection."""
        connection.add_query_logger(self._query_ended)

    @contextmanager
    def job(self, name: str) -> Iterator[str]:
        """A span around a job of the worker; gives the id of its trace."""
        with self.tracer.start_as_current_span(f"job {name}", kind=SpanKind.CONSUMER) as span:
            yield format_trace_id(span.get_span_context().trace_id)

    def _query_ended(self, record: Any) -> None:
        # asyncpg calls this a moment later in the context of whoever asked: what they did may be over by then. What no
        # request and no job asked makes no trace.
        if not trace.get_current_span().get_span_context().is_valid:
            return
        ended_at = time.time_ns()
        name = self._name_of(record.query)
        span = self.tracer.start_span(
            name,
            kind=SpanKind.CLIENT,
            start_time=ended_at - int(record.elapsed * 1e9),
            attributes={"db.system.name": "postgresql", "db.query.summary": name},
        )
        if record.exception is not None:
            span.set_status(StatusCode.ERROR, type(record.exception).__name__)
        span.end(ended_at)

    def _name_of(self, text: str) -> str:
        """The query's file; of others, such as BEGIN, the first word."""
        if len(self._names) != len(Query.registry):
            self._names = {query.sql.text: name for name, query in Query.registry.items()}
        return self._names.get(text) or text.split(maxsplit=1)[0].rstrip(";")


class TracedApp:
    """An ASGI layer: a span around each request. Its name is known only when the route is (`name_span`).

    Args:
        is_trusted: says of a peer's address whether the `traceparent` that it sends is gone on with.
    """

    def __init__(self, asgi_app: AsgiApp, tracing: Tracing, is_trusted: Callable[[str], bool]) -> None:
        self._asgi_app = asgi_app
        self._tracer = tracing.tracer
        self._is_trusted = is_trusted
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass on a request within its span, and everything else as it is."""
        if scope["type"] != "http":
            await self._asgi_app(scope, receive, send)
            return
        with self._tracer.start_as_current_span(
            scope["method"], context=self._parent(scope), kind=SpanKind.SERVER
        ) as span:
            scope[SCOPE_KEY] = format_trace_id(span.get_span_context().trace_id)
            await self._asgi_app(scope, receive, send)

    def _parent(self, scope: Any) -> Any:
        peer = scope.get("client")
        if peer is None or not self._is_trusted(peer[0]):
            return None
        carrier = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in {b"traceparent", b"tracestate"}
        }
        return self._propagator.extract(carrier)


def name_span(route: str, method: str, status: int) -> None:
    """Say of the current request's span what was asked and how it ended."""
    span: Span = trace.get_current_span()
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": status})
    if status >= 500:
        span.set_status(StatusCode.ERROR)
