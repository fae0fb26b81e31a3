"""Three teams that pin differently, over several releases: who gets what, and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.release import index
from tests.consume.teams import Team, served, team

CUSTOMER = "warp-customer-client"
PROGRAM = """
from warp_customer import CustomerClient, WarpError, __version__
with CustomerClient(base_url="http://127.0.0.1:9/v1", access_token="x") as client:
    print(__version__, client.trunks.list.__name__)
"""
Wheels = dict[tuple[str, str], Path]


def publish(folder: Path, wheels: Wheels, *releases: tuple[str, str]) -> None:
    """Put releases into the index."""
    index.add(folder, [wheels[one] for one in releases])


def later(folder: Path, wheels: Wheels) -> None:
    """What the year brings: a fix, a feature on a newer runtime, one that had to be yanked, a break."""
    publish(folder, wheels, (CUSTOMER, "1.2.1"))
    publish(folder, wheels, ("warp-client-core", "0.1.1"), (CUSTOMER, "1.3.0"), (CUSTOMER, "1.4.0"))
    index.yank(folder, CUSTOMER, "1.4.0", "loses calls; use 1.3.0")
    publish(folder, wheels, ("warp-client-core", "0.2.0"), (CUSTOMER, "2.0.0"))


@pytest.fixture(params=["uv over http", "uv from a folder", "pip over http", "pip from a folder"])
def members(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Team]:
    """A team with one of the installers and one of the ways to the index."""
    installer, _, way = request.param.partition(" ")
    with served(folder) as (address, _):
        yield team(tmp_path / "team", address if "http" in way else (folder / "simple").as_uri(), installer)


def runs(members: Team) -> str:
    """What the team's program says."""
    done = members.run(PROGRAM)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_an_exact_pin_with_hashes_never_moves(members: Team, folder: Path, wheels: Wheels) -> None:
    """
    Not by a fix, not by a feature, not by a break; and the pins bring the runtime that they were made with.
    """
    pins = members.lock(f"{CUSTOMER}==1.2.0")
    later(folder, wheels)

    done = members.install("--require-hashes", "-r", str(pins))

    assert (0, "1.2.0 list") == (done.returncode, runs(members))
    assert ("1.2.0", "0.1.0") == (members.installed()[CUSTOMER], members.installed()["warp-client-core"])


def test_a_compatible_pin_moves_when_it_is_told_to(members: Team, folder: Path, wheels: Wheels) -> None:
    """
    Within 1.x, over the yanked one, and never to 2.0.
    """
    assert not members.install(f"{CUSTOMER}~=1.2").returncode
    first = runs(members)
    later(folder, wheels)
    assert not members.install(f"{CUSTOMER}~=1.2").returncode
    still = runs(members)

    upgrade = ("--upgrade", "--refresh") if members.installer == "uv" else ("--upgrade",)
    done = members.install(*upgrade, f"{CUSTOMER}~=1.2")

    assert ("1.2.0 list", "1.2.0 list") == (first, still)
    assert (0, "1.3.0 list", "0.1.1") == (done.returncode, runs(members), members.installed()["warp-client-core"])


def test_a_locked_pin_moves_when_the_lock_is_upgraded(folder: Path, wheels: Wheels, tmp_path: Path) -> None:
    """
    Locking anew keeps what is locked; upgrading takes 1.3.0; a narrower pin takes the fix only.
    """
    members = team(tmp_path / "team", (folder / "simple").as_uri())
    members.lock(f"{CUSTOMER}~=1.2")
    later(folder, wheels)

    kept = members.lock(f"{CUSTOMER}~=1.2", "--refresh").read_text("utf-8")
    upgraded = members.lock(f"{CUSTOMER}~=1.2", "--refresh", "--upgrade-package", CUSTOMER).read_text("utf-8")
    narrow = members.lock(f"{CUSTOMER}~=1.2.0", "--refresh", "--upgrade").read_text("utf-8")

    assert [True, True, True] == [
        f"{CUSTOMER}=={version} " in text for version, text in (("1.2.0", kept), ("1.3.0", upgraded), ("1.2.1", narrow))
    ]


def test_a_library_that_takes_all_of_1_works_at_both_ends(folder: Path, wheels: Wheels, tmp_path: Path) -> None:
    """
    The lowest it admits and the highest.
    """
    later(folder, wheels)
    found = []
    for end in ("lowest-direct", "highest"):
        members = team(tmp_path / end, (folder / "simple").as_uri())
        assert not members.install("--resolution", end, f"{CUSTOMER}>=1,<2").returncode
        found.append(runs(members))

    assert ["1.2.0 list", "1.3.0 list"] == found


def test_who_takes_the_break_sees_it(folder: Path, wheels: Wheels, tmp_path: Path) -> None:
    """
    A team without an upper end gets 2.0, where the method has another name: the major number was right.
    """
    later(folder, wheels)
    members = team(tmp_path / "team", (folder / "simple").as_uri())

    assert not members.install(f"{CUSTOMER}>=1").returncode

    assert "2.0.0" == members.installed()[CUSTOMER]
    assert "AttributeError: 'CustomerClient' object has no attribute 'trunks'" in members.run(PROGRAM).stderr


def test_a_yanked_version_is_still_there_for_who_pins_it(members: Team, folder: Path, wheels: Wheels) -> None:
    """
    With the reason, said by the installer.
    """
    later(folder, wheels)

    done = members.install(f"{CUSTOMER}==1.4.0")

    assert (0, "1.4.0") == (done.returncode, members.installed()[CUSTOMER])
    assert "loses calls; use 1.3.0" in done.stdout + done.stderr


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_everything_comes_from_the_one_index(folder: Path, wheels: Wheels, tmp_path: Path, installer: str) -> None:
    """
    The dependencies as well, so no name can be taken over by another index; metadata is read instead of wheels.
    """
    later(folder, wheels)
    with served(folder) as (address, asked):
        members = team(tmp_path / "team", address, installer)
        done = members.install(f"{CUSTOMER}~=1.2")

    pages = {path.split("/")[2] for path in asked if path.startswith("/simple/")}
    taken = [path for path in asked if path.endswith(".whl")]
    assert (0, set(members.installed())) == (done.returncode, pages)
    assert len(members.installed()) == len(taken)
    assert any(path.endswith(".whl.metadata") for path in asked)
