"""The server as it is installed, checked with the SDK's own client over standard input and output."""

import contextlib
import json
import os
import sys
import unicodedata

import anyio
import pytest
from jsonschema_rs import validator_for
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.core.cli.conftest import home, platform, signed_in, site  # noqa: F401 -- fixtures
from tests.core.cli.installation import ROOT, SOURCES
from warp_client_core.catalog import load
from warp_client_core.mcp import parser
from warp_client_core.mcp.grants import Grants, offered
from warp_client_core.mcp.server import Tools
from warp_client_core.mcp.tools import input_schema, result_text
from warp_sandbox import Fault, Sandbox, connected

EVERYTHING = Grants(frozenset({"read", "idempotent", "keyed", "unsafe"}), destructive=True)


@contextlib.asynccontextmanager
async def connected_to(site, *arguments):  # noqa: F811 -- the fixture's value
    """The SDK's client, connected to a server in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES])}
    code = "from warp_client_core.mcp import main; main()"
    command = StdioServerParameters(command=sys.executable, args=["-c", code, *arguments], env=environment, cwd=ROOT)
    async with Client(stdio_client(command)) as client:
        yield client


@pytest.fixture
def tools():
    """The tools of a client that is signed in to a platform in this process, and the platform."""

    @contextlib.contextmanager
    def made(kind="customer", grants=EVERYTHING, max_bytes=50_000):
        sandbox = Sandbox()
        with connected(sandbox, kind) as client:
            yield Tools(client, load(f"warp_{kind}"), grants, max_bytes=max_bytes), sandbox

    return made


def test_real_client_lists_and_calls_reads_only(site, signed_in):  # noqa: F811 -- fixtures
    signed_in()

    async def talk():
        async with connected_to(site, "customer") as client:
            listed = (await client.list_tools()).tools
            trunks = await client.call_tool("trunks-list", {"limit": 2})
            refused = await client.call_tool("trunks-create", {"name": "x"})
            wrong = await client.call_tool("trunks-list", {"limit": "two"})
            absent = await client.call_tool("trunks-get", {"trunk_id": "nope"})
            return listed, trunks, refused, wrong, absent

    listed, trunks, refused, wrong, absent = anyio.run(talk)

    assert {True} == {tool.annotations.read_only_hint for tool in listed}
    assert 2 == len(json.loads(trunks.content[0].text)["items"])
    assert [False, True, True, True] == [one.is_error for one in (trunks, refused, wrong, absent)]
    assert "limit must be of type integer" == wrong.content[0].text
    assert absent.content[0].text.startswith("404 NOT_FOUND")


def test_real_client_writes_when_that_is_granted(site, signed_in):  # noqa: F811 -- fixtures
    signed_in()

    async def talk():
        async with connected_to(site, "customer", "--allow-writes") as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            return names, await client.call_tool("trunks-create", {"name": "by-model", "sip_options": {"port": 5080}})

    names, made = anyio.run(talk)

    assert (True, False) == ("trunks-create" in names, "trunks-delete" in names)
    assert ("by-model", 5080) == (
        json.loads(made.content[0].text)["result"]["name"],
        json.loads(made.content[0].text)["result"]["sip_options"]["port"],
    )


@pytest.mark.parametrize("kind", ["customer", "admin", "netsuite"])
def test_schemas_of_all_tools_are_whole_and_closed(kind):
    catalog = load(f"warp_{kind}")

    for name, entry in offered(catalog, EVERYTHING).items():
        schema = input_schema(catalog, entry)

        validator_for(schema)
        assert (False, True) == (schema["additionalProperties"], name.replace("-", "").isidentifier())


def test_audiences_are_never_mixed():
    customer, admin = load("warp_customer"), load("warp_admin")

    requests = [{entry.request for entry in offered(one, EVERYTHING).values()} for one in (customer, admin)]

    assert not [one for one in requests[0] if "/admin/" in one]
    assert {"admin"} == {entry.audience for entry in offered(admin, EVERYTHING).values()}


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        (Grants(), {"read"}),
        (Grants(frozenset({"read", "idempotent"})), {"read", "idempotent"}),
        (Grants(frozenset({"read", "unsafe"})), {"read", "unsafe"}),
    ],
    ids=["nothing", "idempotent", "unsafe"],
)
def test_only_what_was_granted_is_offered(grants, expected):
    entries = offered(load("warp_admin"), grants).values()

    assert expected == {entry.safety for entry in entries}
    assert not [entry for entry in entries if entry.destructive or entry.session or entry.reply.kind == "stream"]


@pytest.mark.parametrize("name", ["customers-suspend", "providers-delete"])
def test_blank_reason_is_none(tools, name):
    with tools("admin") as (made, _sandbox):
        subject = {"customer_id": "c1"} if name.startswith("customers") else {"provider_id": "p1"}
        text, failed = made.called(name, {**subject, "reason": " "})

    assert (True, True) == (failed, text.endswith("needs a reason"))


def test_nothing_asks_through_the_operators_client_or_goes_on_elsewhere():
    names = offered(load("warp_netsuite"), EVERYTHING)

    assert set() == {"get_sync_status", "oauth-build_authorize_url", "oauth-handle_callback"} & set(names)


def test_destructive_admin_tool_needs_a_reason_that_is_written_down(tools, home):  # noqa: F811 -- fixture
    with tools("admin") as (made, _sandbox):
        refused = made.called("providers-delete", {"provider_id": "nobody"})
        made.called("providers-delete", {"provider_id": "nobody", "reason": "contract ended"})

    assert ("providers.delete needs a reason", True) == refused
    assert "contract ended" in (home / "audit.jsonl").read_text()


def test_secrets_in_results_are_masked(tools):
    with tools() as (made, _sandbox):
        arguments = {"name": "edge", "auth_type": "DIGEST"}
        trunk = json.loads(made.called("trunks-create", arguments)[0])["result"]["id"]
        text, failed = made.called("trunks-get_credentials", {"trunk_id": trunk})

    assert (False, True) == (failed, '"password":"***"' in text)


def test_result_that_is_too_large_says_what_is_left_out(tools):
    with tools(max_bytes=3_000) as (made, _sandbox):
        text, _failed = made.called("trunks-list", {"limit": 20})

    value = json.loads(text)
    assert (True, 20) == (len(text.encode()) <= 3_000, len(value["items"]) + value["omitted"])


def test_words_nobody_sees_do_not_reach_the_model():
    entry = load("warp_customer").methods["trunks.get"]

    text = result_text(entry, {"name": "edge\u202e\U000e0041\u200b\x1b[2J"}, max_bytes=1_000, secrets=False)

    assert {"result": {"name": "edge[2J"}} == json.loads(text)
    assert not [one for one in text if unicodedata.category(one) in ("Cf", "Cc")]


def test_failure_of_the_platform_is_an_error_of_the_tool(tools):
    with tools() as (made, sandbox):
        sandbox.script([Fault(status=403)])
        text, failed = made.called("account-get", {})

    assert (True, True) == (failed, text.startswith("403 "))


def test_file_is_given_by_content_and_never_by_path(tools, tmp_path):
    (tmp_path / "secret").write_text("root:x")
    with tools("admin") as (made, _sandbox):
        text, failed = made.called("rates-import_rates", {"deck": str(tmp_path / "secret")})

    assert (True, False) == (failed, "root:x" in text)


@pytest.mark.parametrize("size", ["-5", "0", "999", "many"])
def test_size_in_which_nothing_fits_is_refused(size):
    with pytest.raises(SystemExit):
        parser().parse_args(["customer", "--max-bytes", size])


@pytest.mark.parametrize("size", [-5, 0])
def test_page_that_cannot_fit_comes_to_an_end(tools, size):
    with tools(max_bytes=size) as (made, _):
        text, failed = made.called("trunks-list", {})

    assert (False, True) == (failed, json.loads(text)["truncated"])


def test_outcome_of_a_refused_write_is_written_down(tools, home):  # noqa: F811 -- the fixture's value
    with tools("admin") as (made, _):
        made.called("exclusions-delete", {"exclusion_id": "nobody", "reason": "tidy"})

    outcomes = [json.loads(line)["outcome"] for line in (home / "audit.jsonl").read_text().splitlines()]
    assert ["begun", "failed: NotFoundError"] == [one.partition("[")[0] for one in outcomes]
