"""Claims about `warp_client_core.telemetry`; each holds for both flavours unless its name says otherwise."""

import subprocess
import sys

import attrs
import httpx
import pytest
from opentelemetry import baggage, context, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped
from warp_client_core.telemetry import AsyncOpenTelemetry, OpenTelemetry


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


GET: Operation = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(Trunk))
SERVER = {"server.address": "api.example.com", "server.port": 443}
ATTEMPT = {"http.request.method": "GET", "url.template": "/trunks/{trunk_id}", **SERVER}


class Backend:
    """Where spans and metrics go."""

    def __init__(self):
        self.exporter = InMemorySpanExporter()
        self.tracers = TracerProvider(shutdown_on_exit=False)
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider([self.reader], shutdown_on_exit=False)

    @property
    def spans(self):
        """The spans in the order in which they began."""
        return sorted(self.exporter.get_finished_spans(), key=lambda span: span.start_time)

    @property
    def points(self):
        """Unit, attributes and count of each series of the histogram."""
        found = self.reader.get_metrics_data()
        metrics = [m for r in found.resource_metrics for s in r.scope_metrics for m in s.metrics] if found else []
        return {m.name: [(m.unit, dict(p.attributes), p.count) for p in m.data.data_points] for m in metrics}


@pytest.fixture
def backend():
    made = Backend()
    yield made
    made.tracers.shutdown()
    made.meters.shutdown()


@pytest.fixture
def build(flavour, backend, world):
    def build(server, **keywords):
        kind = OpenTelemetry if flavour.name == "sync" else AsyncOpenTelemetry
        middleware = [kind(backend.tracers, backend.meters)]
        return flavour.build(server, middleware=middleware, ambient=world.ambient, **keywords)

    return build


def ok(request_id="req-1"):
    return httpx.Response(200, json={"data": {"id": "t1"}}, headers={"x-request-id": request_id})


def test_a_call_and_its_attempt_have_a_span_each(flavour, backend, build, platform):
    flavour.send(build(platform(ok())), GET.call("t1"))

    call, attempt = backend.spans
    assert ("get_trunk", SpanKind.INTERNAL) == (call.name, call.kind)
    assert ("GET /trunks/{trunk_id}", SpanKind.CLIENT) == (attempt.name, attempt.kind)
    assert {"warp.retries_taken": 0} == dict(call.attributes)
    assert {
        **ATTEMPT,
        "http.response.status_code": 200,
        "http.response.header.x-request-id": ("req-1",),
    } == dict(attempt.attributes)
    assert [None, call.context.span_id] == [call.parent, attempt.parent.span_id]
    assert [StatusCode.UNSET] * 2 == [call.status.status_code, attempt.status.status_code]
    assert "warp_client_core" == call.instrumentation_scope.name


def test_each_attempt_is_numbered_and_tells_why_it_failed(flavour, backend, build, platform):
    server = platform(httpx.ConnectError("refused"), httpx.Response(503), ok())

    flavour.send(build(server), GET.call("t1"))

    call, first, second, third = backend.spans
    assert {**ATTEMPT, "error.type": f"{httpx.__name__}.ConnectError"} == dict(first.attributes)
    assert {
        **ATTEMPT,
        "error.type": "503",
        "http.response.status_code": 503,
        "http.request.resend_count": 1,
    } == dict(second.attributes)
    assert 2 == third.attributes["http.request.resend_count"]
    assert [StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET] == [
        span.status.status_code for span in (call, first, second, third)
    ]
    assert {"warp.retries_taken": 2} == dict(call.attributes)


def test_a_failed_call_names_its_error_and_records_no_text(flavour, backend, build, platform):
    body = {"error": {"code": "NO_SUCH_TRUNK", "message": "canary"}}

    with pytest.raises(errors.NotFoundError):
        flavour.send(build(platform(httpx.Response(404, json=body))), GET.call("t1"))

    call, attempt = backend.spans
    assert "warp_client_core.errors.NotFoundError" == call.attributes["error.type"].partition("[")[0]
    assert "404" == attempt.attributes["error.type"]
    assert [(StatusCode.ERROR, None, 0)] * 2 == [
        (span.status.status_code, span.status.description, len(span.events)) for span in (call, attempt)
    ]


def test_the_server_is_told_the_ids_of_the_attempt(flavour, backend, build, platform):
    server = platform(httpx.Response(503), ok())

    flavour.send(build(server), GET.call("t1"))

    _call, *attempts = backend.spans
    assert [f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}" for span in attempts] == [
        request.headers["traceparent"].rpartition("-")[0] for request in server.requests
    ]


def test_the_span_of_the_caller_is_the_parent_and_baggage_stays_here(flavour, backend, build, platform):
    server = platform(ok())
    client = build(server)
    token = context.attach(baggage.set_baggage("customer", "canary"))

    with backend.tracers.get_tracer("app").start_as_current_span("order") as order:
        flavour.send(client, GET.call("t1"))
    context.detach(token)

    call = backend.spans[1]
    assert order.get_span_context().span_id == call.parent.span_id
    assert "baggage" not in server.requests[0].headers


def test_no_secret_gets_into_spans_and_metrics(flavour, backend, build, platform):
    server = platform(
        httpx.ReadError("canary-error"),
        httpx.Response(503, text="canary-body", headers={"x-request-id": "canary id", "set-cookie": "canary=1"}),
        httpx.Response(400, json={"error": {"message": "canary", "details": {"token": "canary"}}}),
    )
    client = build(server, access_token="canary-token", default_headers={"X-Secret": "canary"})
    options = RequestOptions(headers={"Cookie": "canary=1"}, query={"token": "canary"})

    with pytest.raises(errors.BadRequestError):
        flavour.send(client, GET.call("canary-path"), options)

    assert 3 == len(server.requests)
    assert "canary" not in "".join(span.to_json() for span in backend.spans)
    assert "canary" not in str(backend.points)


def test_every_attempt_is_measured(flavour, backend, build, platform):
    server = platform(httpx.ConnectError("refused"), httpx.Response(503), ok())

    flavour.send(build(server), GET.call("t1"))

    expected = [
        ("s", {**ATTEMPT, "error.type": f"{httpx.__name__}.ConnectError"}, 1),
        ("s", {**ATTEMPT, "http.response.status_code": 503, "error.type": "503"}, 1),
        ("s", {**ATTEMPT, "http.response.status_code": 200}, 1),
    ]
    assert {"http.client.request.duration": expected} == backend.points


def test_a_streamed_call_is_traced_until_its_head(flavour, backend, build, platform):
    assert 200 == flavour.read_streamed(build(platform(ok())), GET.call("t1"))[0]

    assert ["get_trunk", "GET /trunks/{trunk_id}"] == [span.name for span in backend.spans]


def test_an_unusual_method_without_a_route_has_a_plain_name(flavour, backend, build, platform):
    operation = Operation("request", "PURGE", "", Safety.UNSAFE, Enveloped(Trunk))
    call = attrs.evolve(operation.call(), path="/canary")

    flavour.send(build(platform(ok())), call)

    attempt = backend.spans[1]
    assert "HTTP" == attempt.name
    assert {"_OTHER", "PURGE"} == {attempt.attributes[f"http.request.method{end}"] for end in ("", "_original")}
    assert "url.template" not in attempt.attributes


def test_a_reply_that_cannot_be_read_is_an_error_of_its_attempt(flavour, backend, build, platform):
    garbled = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip"))

    with pytest.raises(errors.ResponseDecodeError):
        flavour.send(build(platform(garbled)), GET.call("t1"))

    call, attempt = backend.spans
    assert ["warp_client_core.errors.ResponseDecodeError"] * 2 == [
        span.attributes["error.type"] for span in (call, attempt)
    ]


def test_what_breaks_off_an_attempt_is_named(flavour, backend, build, platform):
    with pytest.raises(ZeroDivisionError):
        flavour.send(build(platform(ZeroDivisionError())), GET.call("t1"))

    assert ["ZeroDivisionError"] * 2 == [span.attributes["error.type"] for span in backend.spans]


def test_without_a_provider_nothing_is_sent_along(flavour, platform):
    kind = OpenTelemetry if flavour.name == "sync" else AsyncOpenTelemetry
    server = platform(ok())

    flavour.send(flavour.build(server, middleware=[kind()]), GET.call("t1"))

    assert "traceparent" not in server.requests[0].headers
    assert not trace.get_current_span().is_recording()


def test_the_extra_is_named_when_it_is_missing():
    code = "import sys; sys.modules['opentelemetry'] = None; import warp_client_core.telemetry"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert "pip install 'warp-client-core[otel]'" in done.stderr
