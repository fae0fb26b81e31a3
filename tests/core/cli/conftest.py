"""What the tests of the command line share: installed clients, a home of its own, and a platform on a real socket."""

import os
import subprocess
import sys
from importlib.metadata import distributions

import attrs
import pytest

from tests.core.cli.installation import ROOT, SOURCES, installed
from tests.overlays.live import served
from warp_client_core.catalog import GROUP
from warp_client_core.cli.overlays import GROUP as COMMANDS
from warp_client_core.cli.running import run as run_warp
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN

KEYS = "k1:" + "A" * 43 + "="


def entry_points_of(folder, group):
    """The entry points of a group in a folder, and nowhere else."""
    found = [point for one in distributions(path=[str(folder)]) for point in one.entry_points]
    return [point for point in found if point.group == group]


@attrs.frozen
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Metadata of all three clients."""
    return installed(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def platform():
    """A served platform, one for each module."""
    with served() as live:
        yield live


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path, site):
    """A user who has set nothing, with all clients installed."""
    for name in [name for name in os.environ if name.startswith(("WARP_", "NETSUITE_", "FIREBASE_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WARP_HOME", str(tmp_path / "home"))
    monkeypatch.syspath_prepend(str(site))
    # Looking through all that is installed here costs more than the rest of a command.
    points = {group: entry_points_of(site, group) for group in (GROUP, COMMANDS)}
    for module in ("catalog", "cli.overlays", "cli.app"):
        monkeypatch.setattr(f"warp_client_core.{module}.entry_points", lambda *, group: points[group], raising=False)
    return tmp_path / "home"


@pytest.fixture
def warp(capsys):
    """Runs a command in this process."""

    def run(*arguments):
        code = run_warp([str(one) for one in arguments])
        caught = capsys.readouterr()
        return Ended(code, caught.out, caught.err)

    return run


@pytest.fixture
def signed_in(monkeypatch, platform):
    """Signs in to the platform by the environment, and gives the environment of processes."""

    def sign_in(kind="customer"):
        token, path = {"customer": (CUSTOMER_TOKEN, "ws"), "admin": (ADMIN_TOKEN, "admin/ws")}[kind]
        monkeypatch.setenv("WARP_API_URL", f"{platform.address}/v1")
        monkeypatch.setenv("WARP_WS_URL", f"{platform.address.replace('http', 'ws')}/v1/{path}")
        monkeypatch.setenv("WARP_ACCESS_TOKEN", token)

    return sign_in


@pytest.fixture
def process(site):
    """Runs a command in a process of its own, as an installed ``warp`` would run."""

    def run(*arguments, program="warp_client_core.cli", **settings):
        code = f"from {program} import main; main()"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES])}
        command = [sys.executable, "-c", code, *map(str, arguments)]
        settings = {"capture_output": True, "text": True, "timeout": 60, "check": False, **settings}
        done = subprocess.run(command, env=environment, cwd=ROOT, **settings)
        return Ended(done.returncode, done.stdout, done.stderr)

    return run
