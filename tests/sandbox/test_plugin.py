"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2] / "sandbox" / "pyproject.toml"
PLUGIN = "warp_sandbox.pytest_plugin"

GOOD = """
import asyncio
import pytest

TRUNK = "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"

def test_customer(warp_customer):
    assert TRUNK == warp_customer.trunks.get(TRUNK).id

def test_both_see_one_sandbox(sandbox, warp_customer, warp_admin):
    made = warp_customer.trunks.create(name="edge-1")
    assert made.id in sandbox.world.trunks

def test_netsuite(warp_netsuite):
    assert "647" == warp_netsuite.customers.list().items[0].id

def test_fresh_for_each_test(sandbox, warp_customer):
    assert "edge-1" not in {trunk.name for trunk in warp_customer.trunks.list()}

@pytest.mark.parametrize("name", ["customer", "admin", "netsuite"])
def test_asynchronous_clients(name, request):
    client = request.getfixturevalue(f"async_warp_{name}")
    assert type(client).__name__.startswith("Async")

def test_asynchronous_call(async_warp_customer):
    async def get():
        return await async_warp_customer.trunks.get(TRUNK)
    assert TRUNK == asyncio.run(get()).id

@pytest.mark.sandbox(seed=5, rate_limit=1)
def test_settings(sandbox):
    assert 5 == sandbox.world.seed
"""

BAD = """
import sys

sys.modules["warp_admin"] = None

def test_admin(warp_admin):
    pass
"""


@pytest.fixture
def run(tmp_path):
    """Runs a test module in a pytest of its own; gives back exit code and output."""

    def run_module(text, *arguments):
        (tmp_path / "test_theirs.py").write_text(text, "utf-8")
        plugins = ["-p", "no:warp_sandbox", "-p", PLUGIN, "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "--strict-markers", *plugins, *arguments]
        paths = os.pathsep.join(str(Path(one).resolve()) for one in sys.path if one)
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    return run_module


def test_fixtures_are_clients_of_one_sandbox(run):
    """
    Signed in, in both flavours, fresh for each test, made as the mark says.
    """
    code, output = run(GOOD)

    assert 0 == code, output
    assert "9 passed" in output


def test_missing_wheel_is_named(run):
    """
    The error of the fixture tells what to install.
    """
    code, output = run(BAD)

    assert 1 == code
    assert "the admin client needs the wheel warp-admin-client" in output


def test_fixtures_are_listed(run):
    """
    With a sentence each.
    """
    _, output = run("", "--fixtures")

    for name in ("sandbox", "warp_customer", "warp_admin", "warp_netsuite", "async_warp_customer"):
        assert f"\n{name} -- " in output


def test_wheel_shows_the_plugin_to_pytest():
    """
    The entry point leads to a module that is there.
    """
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]

    assert {"warp_sandbox": PLUGIN} == project["entry-points"]["pytest11"]
    assert import_module(PLUGIN)
