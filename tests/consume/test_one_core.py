"""A team that uses all three clients, pinned at different ages, on one runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.release import index
from tests.consume.teams import Team, team

PINS = ("warp-customer-client==1.2.0", "warp-admin-client==1.0.0", "warp-netsuite-client==1.1.0")
PROGRAM = """
from warp_admin import AdminClient
from warp_client_core import WarpError, __version__
from warp_customer import CustomerClient
from warp_netsuite import NetSuiteClient
nowhere = {"base_url": "http://127.0.0.1:9", "access_token": "x", "max_retries": 0}
calls = [
    CustomerClient(**nowhere).trunks.list,
    AdminClient(**nowhere).customers.list,
    NetSuiteClient(account_id="1", **nowhere).customers.list,
]
for call in calls:
    try:
        call()
    except WarpError as error:
        print(type(error).__name__)
print(__version__)
"""


@pytest.fixture
def office(folder: Path, wheels: dict[tuple[str, str], Path], tmp_path: Path) -> Team:
    """A team whose index has everything."""
    index.add(folder, wheels.values())
    return team(tmp_path / "office", (folder / "simple").as_uri())


def test_three_ages_share_one_runtime(office: Team) -> None:
    """
    The newest that all of them take, in one environment, with one tree of errors.
    """
    assert not office.install(*PINS).returncode

    done = office.run(PROGRAM)

    assert (0, "0.1.1") == (done.returncode, done.stdout.split()[-1]), done.stderr
    assert ["ApiConnectionError"] * 3 == done.stdout.split()[:-1]


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_pins_that_no_runtime_serves_are_refused_by_name(
    folder: Path, wheels: dict[tuple[str, str], Path], tmp_path: Path, installer: str
) -> None:
    """
    Nothing is installed; the resolver names the runtime and both ranges.
    """
    index.add(folder, wheels.values())
    office = team(tmp_path / "office", (folder / "simple").as_uri(), installer)

    done = office.install("warp-customer-client==1.2.0", "warp-admin-client==2.0.0")

    said = " ".join((done.stdout + done.stderr).split())
    assert 0 != done.returncode
    assert {} == office.installed()
    assert ["warp-client-core", "<0.2", "<0.3"] == [one for one in ("warp-client-core", "<0.2", "<0.3") if one in said]


@pytest.mark.parametrize(
    ("core", "package", "advice"),
    [
        ("0.2.0", "warp_customer", "Upgrade warp-customer-client: pip install --upgrade warp-customer-client"),
        ("0.1.0", "warp_admin", "Upgrade warp-client-core: pip install --upgrade warp-client-core"),
    ],
    ids=["newer runtime", "older runtime"],
)
def test_a_runtime_that_was_forced_upon_a_client_is_refused_at_import(
    office: Team, core: str, package: str, advice: str
) -> None:
    """
    With the numbers of both, and with what to upgrade: the side that is behind.
    """
    assert not office.install("warp-client-core==0.2.0").returncode
    forced = (f"warp-client-core=={core}", "warp-customer-client==1.2.0", "warp-admin-client==2.0.0")
    assert not office.install("--no-deps", *forced).returncode

    done = office.run(f"import {package}")

    assert done.stderr.strip().splitlines()[-1].endswith(advice)
    assert f"but warp-client-core {core} has interface" in done.stderr
