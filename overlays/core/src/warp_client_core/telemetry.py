"""
Traces and metrics of calls for OpenTelemetry; needs the extra ``warp-client-core[otel]``.

Each call gets a span named after its operation, and below it each attempt a client span, whose ids go along in the
``traceparent`` header (W3C Trace Context). The rule: spans and metrics name the route, never the URL, and hold no
header, body or error text, because any of them may hold a secret; hence there is no ``url.full``, and exceptions are
named but not recorded.

Source: OpenTelemetry semantic conventions for HTTP clients, stable since 1.23.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any, Final

from warp_client_core._abi import VERSION
from warp_client_core.calls import Call
from warp_client_core.headers import field
from warp_client_core.logs import plain
from warp_client_core.middleware import (
    Answer,
    AsyncAnswer,
    AsyncMiddleware,
    AsyncProceedAttempt,
    AsyncProceedCall,
    Middleware,
    ProceedAttempt,
    ProceedCall,
)
from warp_client_core.origins import origin
from warp_client_core.steps import Failed, Outcome, Send

try:
    from opentelemetry import metrics, trace
    from opentelemetry.trace import SpanKind, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "warp_client_core.telemetry needs OpenTelemetry: pip install 'warp-client-core[otel]'", name=error.name
    ) from error

_SCOPE: Final = "warp_client_core"
_SCHEMA: Final = "https://opentelemetry.io/schemas/1.23.1"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
_BOUNDARIES: Final = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""Seconds; those that the conventions ask for."""


class OpenTelemetry(Middleware):
    """
    Middleware that traces and measures the calls of a sync client.

    Give it first, so that it sees what the other middleware costs. The span of a streamed call, and of its attempt,
    ends when the head of the reply is there.

    Args:
        tracer_provider: Where spans go; by default the provider of the process.
        meter_provider: Where ``http.client.request.duration`` goes, in seconds, one value for each attempt; by
            default the provider of the process.
    """

    def __init__(
        self,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        self._recorder = _Recorder(tracer_provider, meter_provider)

    def around_call(self, call: Call[Any], proceed: ProceedCall) -> Answer:
        """Carry out a call in a span of its own."""
        with self._recorder.call(call) as span:
            answer = proceed(call)
            span.set_attribute("warp.retries_taken", answer.retries_taken)
            return answer

    def around_attempt(self, attempt: Send, proceed: ProceedAttempt) -> Outcome:
        """Make an attempt in a span of its own, which the server is told of."""
        with self._recorder.attempt(attempt) as made:
            made.outcome = proceed(made.attempt)
            return made.outcome


class AsyncOpenTelemetry(AsyncMiddleware):
    """As `OpenTelemetry`, for async clients."""

    def __init__(
        self,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        self._recorder = _Recorder(tracer_provider, meter_provider)

    async def around_call(self, call: Call[Any], proceed: AsyncProceedCall) -> AsyncAnswer:
        """Carry out a call in a span of its own."""
        with self._recorder.call(call) as span:
            answer = await proceed(call)
            span.set_attribute("warp.retries_taken", answer.retries_taken)
            return answer

    async def around_attempt(self, attempt: Send, proceed: AsyncProceedAttempt) -> Outcome:
        """Make an attempt in a span of its own, which the server is told of."""
        with self._recorder.attempt(attempt) as made:
            made.outcome = await proceed(made.attempt)
            return made.outcome


class _Made:
    """An attempt that carries its span, and how it ended once that is known."""

    def __init__(self, attempt: Send) -> None:
        carrier: dict[str, str] = {}
        # Not the propagator of the process, which may send baggage: that is the caller's own and stays here.
        TraceContextTextMapPropagator().inject(carrier)
        self.attempt = attempt.with_headers(carrier) if carrier else attempt
        self.outcome: Outcome | None = None


class _Recorder:
    """What both flavours share."""

    def __init__(
        self, tracer_provider: trace.TracerProvider | None, meter_provider: metrics.MeterProvider | None
    ) -> None:
        self._tracer = trace.get_tracer(_SCOPE, VERSION, tracer_provider, _SCHEMA)
        self._duration = metrics.get_meter(_SCOPE, VERSION, meter_provider, _SCHEMA).create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BOUNDARIES,
        )

    @contextlib.contextmanager
    def call(self, call: Call[Any]) -> Iterator[trace.Span]:
        """The span of a call, in which its attempts are made."""
        with self._span(call.operation_id, SpanKind.INTERNAL, {}) as span:
            try:
                yield span
            except BaseException as error:
                _mark(span, _name(error))
                raise

    @contextlib.contextmanager
    def attempt(self, attempt: Send) -> Iterator[_Made]:
        """The span of an attempt."""
        facts = _facts(attempt)
        about = dict(facts)
        if attempt.method not in _METHODS:
            about["http.request.method_original"] = attempt.method
        if attempt.number > 1:
            about["http.request.resend_count"] = attempt.number - 1
        started = time.perf_counter()
        with self._span(_title(facts), SpanKind.CLIENT, about) as span:
            made, kind = _Made(attempt), None
            try:
                yield made
            except BaseException as error:
                kind = _name(error)
                raise
            finally:
                kind = kind or _failure(made.outcome)
                end = _end(made.outcome)
                span.set_attributes(end)
                if request_id := _request_id(made.outcome):
                    span.set_attribute("http.response.header.x-request-id", (request_id,))
                if kind:
                    _mark(span, kind)
                    end["error.type"] = kind
                self._duration.record(time.perf_counter() - started, {**facts, **end})

    def _span(self, name: str, kind: SpanKind, about: dict[str, Any]) -> contextlib.AbstractContextManager[trace.Span]:
        return self._tracer.start_as_current_span(
            name, kind=kind, attributes=about, record_exception=False, set_status_on_exception=False
        )


def _facts(attempt: Send) -> dict[str, Any]:
    """What is known of an attempt before it is made."""
    _scheme, host, port = origin(attempt.url)
    facts: dict[str, Any] = {
        "http.request.method": attempt.method if attempt.method in _METHODS else "_OTHER",
        "server.address": host,
        "server.port": port,
    }
    if attempt.operation is not None and attempt.operation.path:
        facts["url.template"] = attempt.operation.path
    return facts


def _title(facts: dict[str, Any]) -> str:
    method, route = facts["http.request.method"], facts.get("url.template")
    name = "HTTP" if method == "_OTHER" else method
    return f"{name} {route}" if route else name


def _end(outcome: Outcome | None) -> dict[str, Any]:
    return {} if outcome is None or isinstance(outcome, Failed) else {"http.response.status_code": outcome.status_code}


def _failure(outcome: Outcome | None) -> str | None:
    """What went wrong: the class of an error, or a status of 400 and above."""
    if outcome is None:
        return None
    if isinstance(outcome, Failed):
        return _name(outcome.error)
    if outcome.fault is not None:
        return _name(outcome.fault)
    return str(outcome.status_code) if outcome.status_code >= 400 else None


def _request_id(outcome: Outcome | None) -> str | None:
    found = None if outcome is None or isinstance(outcome, Failed) else field(outcome.headers, "x-request-id")
    return None if found is None else plain(found)


def _mark(span: trace.Span, kind: str) -> None:
    span.set_attribute("error.type", kind)
    span.set_status(StatusCode.ERROR)


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
