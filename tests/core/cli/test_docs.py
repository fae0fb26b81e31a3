"""The pages about the command line and the MCP server say what the programs do."""

import json
import os
import re
import shlex
import subprocess
import sys

import pytest

from tests.core.cli.installation import ROOT, SOURCES
from warp_client_core.cli.exits import CODES
from warp_client_core.mcp import granted, parser

PAGE = (ROOT / "docs" / "cli.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
DECK = "prefix,interstate_rate,effective_date\n130355,0.01,2026-01-01\n"


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_block_of_the_page_runs(number, site, signed_in, monkeypatch, tmp_path):
    signed_in()
    monkeypatch.setenv("WARP_TOKEN_KEYS", "k1:" + "A" * 43 + "=")
    if "login" in BLOCKS[number]:
        monkeypatch.delenv("WARP_ACCESS_TOKEN")
    (tmp_path / "deck.csv").write_text(DECK)
    warp = f"{shlex.quote(sys.executable)} -c 'from warp_client_core.cli import main; main()'"
    lines = re.sub(r"^(.*) # exits with (\d+)$", r"\1 || test $? = \2", BLOCKS[number], flags=re.MULTILINE)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES])}

    done = subprocess.run(
        ["bash", "-ec", f'warp() {{ {warp} "$@"; }}\n{lines}'],
        env=environment, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert 0 == done.returncode, done.stderr


def test_page_lists_every_exit_code():
    table = {int(code): text.strip() for code, text in re.findall(r"^\| (\d+) \|(.*)\|$", PAGE, re.MULTILINE)}

    assert set(CODES) == set(table)
    assert [] == [code for code, text in CODES.items() if not table[code].startswith(text)]


def test_command_of_the_mcp_page_grants_reads_only():
    page = (ROOT / "docs" / "mcp.md").read_text("utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)

    command = json.loads(block)["mcpServers"]["warp"]

    assert "warp-mcp" == command["command"]
    assert {"read"} == granted(parser().parse_args(command["args"])).safeties


def test_options_of_the_mcp_page_are_those_there_are():
    page = (ROOT / "docs" / "mcp.md").read_text("utf-8")

    named = set(re.findall(r"^\| `(--[a-z-]+)", page, re.MULTILINE))

    assert named == {one for one in parser().format_help().split() if one in named}
