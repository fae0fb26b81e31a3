"""The program as it is installed, in processes of its own, against a platform on a real socket."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from tests.core.cli.installation import ROOT, SOURCES


def test_list_is_json_when_piped(process, signed_in):
    signed_in()

    ended = process("call", "customer", "trunks.list", "--page-size", "2")

    assert (0, 2) == (ended.code, len(json.loads(ended.out)))
    assert "one page of 2 of 57 items; --all walks all of them\n" == ended.err


def test_all_walks_every_page(process, signed_in):
    signed_in()

    ended = process("call", "customer", "trunks.list", "--all", "--page-size", "20")

    assert 57 == len(json.loads(ended.out))


def test_limit_counts_items_and_not_pages(process, signed_in):
    signed_in()

    ended = process("call", "customer", "trunks.list", "--limit", "3", "--page-size", "2", "--json")

    assert 3 == len(json.loads(ended.out))


def test_nested_values_come_from_a_file(process, signed_in, tmp_path):
    signed_in()
    (tmp_path / "sip.json").write_text('{"port": 5080}')

    ended = process("call", "customer", "trunks.create", "--name", "edge", "--sip-options", f"@{tmp_path / 'sip.json'}")

    assert (0, 5080) == (ended.code, json.loads(ended.out)["sip_options"]["port"])


def test_unknown_id_ends_with_4_and_one_block(process, signed_in):
    signed_in()

    ended = process("call", "customer", "trunks.get", "nope")

    assert (4, "") == (ended.code, ended.out)
    lines = ended.err.splitlines()
    assert ["error: 404 NOT_FOUND", "  do: check the id"] == [lines[0][:20], lines[1][:18]]


def test_refused_token_ends_with_3(process, signed_in, monkeypatch):
    signed_in()
    monkeypatch.setenv("WARP_ACCESS_TOKEN", "wrong-token")

    ended = process("call", "customer", "account.get")

    assert (3, True) == (ended.code, "warp login" in ended.err)
    assert "wrong-token" not in ended.err + ended.out


def test_nobody_there_ends_with_5(process, monkeypatch):
    monkeypatch.setenv("WARP_ACCESS_TOKEN", "t")

    ended = process("call", "customer", "trunks.update", "t1", "--name", "x", "--base-url", "http://127.0.0.1:1")

    assert (5, True) == (ended.code, ended.err.startswith("error: "))


def test_deck_is_uploaded_for_a_provider(process, signed_in, tmp_path):
    signed_in("admin")
    deck = tmp_path / "deck.csv"
    deck.write_text("prefix,interstate_rate,effective_date\n130355,0.01,2026-01-01\n")
    provider = json.loads(process("call", "admin", "providers.list").out)[0]["id"]

    ended = process("rates", "import", deck, "--provider", provider, "--effective-date", "2026-02-01")

    assert (0, "2026-02-01") == (ended.code, json.loads(ended.out)["effective_date"]), ended.err


def test_export_is_downloaded_from_where_the_reply_says(process, signed_in, tmp_path):
    signed_in()
    span = ("--date-from", "2026-01-14", "--date-to", "2026-01-14T06:00:00")

    ended = process("cdrs", "export", *span, "--out", tmp_path / "calls.csv")

    assert (0, ["calls.csv"]) == (ended.code, [one.name for one in tmp_path.iterdir()]), ended.err
    rows = (tmp_path / "calls.csv").read_text().splitlines()
    assert json.loads(ended.out)["records"] == len(rows) - 1 > 0


def test_events_are_lines_of_json_until_interrupted(site, signed_in, platform):
    signed_in()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES])}
    # Whoever runs the tests may have the signal ignored, which children inherit.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeding}; from warp_client_core.cli import main; main()"
    command = [sys.executable, "-c", code, "events", "tail", "--channels", "trunk.status"]
    running = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    too_long = threading.Timer(60, running.kill)
    too_long.start()
    with running:
        said = [running.stderr.readline(), running.stderr.readline()]
        platform.publish("trunk.status", trunk_id="t1")
        event = json.loads(running.stdout.readline())
        running.send_signal(signal.SIGINT)
        _, rest = running.communicate()
    too_long.cancel()

    address = platform.address.replace("http", "ws")
    assert [f"connecting to {address}/v1/ws; Ctrl-C ends it\n", "connected\n"] == said
    assert ("trunk.status", "t1") == (event["event"], event["payload"]["trunk_id"])
    assert (130, "\nerror: interrupted\n") == (running.returncode, rest)


def test_reader_that_leaves_is_no_error(site, signed_in):
    signed_in()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES])}
    code = "from warp_client_core.cli import main; main()"
    command = [sys.executable, "-c", code, "call", "customer", "trunks.list", "--all"]
    running = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with running:
        running.stdout.close()
        said = running.stderr.read()

    assert (0, "") == (running.wait(timeout=30), said)


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (("--help",), ("httpx", "warp_customer", "warp_admin", "msgspec", "attrs")),
        (("call", "customer", "trunks.list", "--help"), ("httpx", "warp_customer", "msgspec")),
    ],
    ids=["program", "method"],
)
def test_help_loads_no_client_and_no_http_library(process, arguments, forbidden):
    code = f"""
import sys
from warp_client_core.cli import main
try:
    main({list(arguments)!r})
except SystemExit as end:
    print(end.code, [name for name in {forbidden!r} if name in sys.modules])
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(SOURCES)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.splitlines()[-1].partition(" ")[2]


def test_missing_extra_is_named(process, site, tmp_path):
    (tmp_path / "click.py").write_text("raise ImportError('not here')\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *SOURCES])}
    command = [sys.executable, "-c", "from warp_client_core.cli import main; main()", "--help"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (2, True) == (done.returncode, 'pip install "warp-client-core[cli]"' in done.stderr)
