"""An index that somebody else wrote to: what pins, installers, signatures and records notice."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.release import index
from generator.release.audit import audit
from generator.release.refusal import Refused
from generator.release.sums import SUMS, sign, sums
from tests.consume.teams import Team, team
from tests.generator.release.toys import ssh_key

CUSTOMER, VERSION = "warp-customer-client", "1.2.0"
WHEEL = f"warp_customer_client-{VERSION}-py3-none-any.whl"
WHO = "release@example.test"


def other_bytes(file: Path) -> None:
    """The same version with another file in it."""
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("warp_customer/backdoor.py", "")


def trailing_bytes(file: Path) -> None:
    """The same archive with something after its end."""
    file.write_bytes(file.read_bytes() + b"#!more")


TAMPERING = pytest.mark.parametrize("tamper", [other_bytes, trailing_bytes])
INSTALLERS = pytest.mark.parametrize("installer", ["uv", "pip"])


def installs(members: Team, *requirements: str) -> tuple[int, str, bool]:
    """Exit code, what was said, and whether the client is there afterwards."""
    done = members.install(*requirements)
    return done.returncode, done.stdout + done.stderr, CUSTOMER in members.installed()


@INSTALLERS
@TAMPERING
def test_a_file_that_was_replaced_is_refused_by_its_page(
    folder: Path, tmp_path: Path, tamper: Callable[[Path], None], installer: str
) -> None:
    """
    Even by a team without hashes: the page names the right one.
    """
    members = team(tmp_path / "team", (folder / "simple").as_uri(), installer)
    tamper(folder / "files" / CUSTOMER / WHEEL)

    code, said, there = installs(members, f"{CUSTOMER}=={VERSION}")

    assert (True, False) == (code != 0, there)
    assert any(word in said.lower() for word in ("hash", "zip"))


@INSTALLERS
@TAMPERING
def test_a_page_that_was_rewritten_too_is_refused_by_pinned_hashes(
    folder: Path, tmp_path: Path, tamper: Callable[[Path], None], installer: str
) -> None:
    """
    Who pins hashes trusts no page.
    """
    members = team(tmp_path / "team", (folder / "simple").as_uri(), installer)
    pins = members.lock(f"{CUSTOMER}=={VERSION}")
    file = folder / "files" / CUSTOMER / WHEEL
    before = index.digest_of(folder, WHEEL)
    tamper(file)
    page = folder / "simple" / CUSTOMER / "index.html"
    page.write_text(page.read_text("utf-8").replace(str(before), str(index.digest_of(folder, WHEEL))), "utf-8")

    code, said, there = installs(members, "--require-hashes", "-r", str(pins))

    assert (True, False) == (code != 0, there)
    assert any(word in said.lower() for word in ("hash", "zip"))


def test_our_own_index_takes_no_other_bytes(folder: Path, tmp_path: Path) -> None:
    """
    Nor a wheel with something after its end.
    """
    for tamper, said in ((other_bytes, "other bytes"), (trailing_bytes, "bytes follow its end")):
        other = tmp_path / tamper.__name__ / WHEEL
        other.parent.mkdir()
        other.write_bytes((folder / "files" / CUSTOMER / WHEEL).read_bytes())
        tamper(other)
        with pytest.raises(Refused, match=said):
            index.add(folder, [other])

    assert [] == index.differences(folder)


def test_the_signed_sums_tell_of_an_index_that_was_written_anew(folder: Path, tmp_path: Path) -> None:
    """
    Pages and files agree with each other then, and not with what was signed; a version nobody signed is told too.
    """
    key, signers = ssh_key(tmp_path)
    record = folder / "releases" / CUSTOMER / VERSION
    record.mkdir(parents=True)
    wheel = (folder / "files" / CUSTOMER / WHEEL).read_bytes()
    (record / WHEEL).write_bytes(wheel)
    (record / SUMS).write_text(sums({WHEEL: wheel}), "utf-8")
    sign(record, key)
    before = audit(folder, signers, WHO)

    other_bytes(folder / "files" / CUSTOMER / WHEEL)
    index.refresh(folder)
    replaced = audit(folder, signers, WHO)
    (folder / "files" / CUSTOMER / WHEEL).rename(folder / "files" / CUSTOMER / WHEEL.replace("1.2.0", "1.2.9"))
    (record / WHEEL).unlink()

    assert [] == before
    assert [f"{WHEEL}: the index offers other bytes than were signed, or none"] == replaced
    renamed = audit(folder, signers, WHO)
    assert "says of itself that it is warp-customer-client 1.2.0" in renamed[0]
    assert f"{WHEEL.replace('1.2.0', '1.2.9')}: nobody signed it" in renamed


def test_an_installed_wheel_that_was_rewritten_differs_from_its_record(folder: Path, tmp_path: Path) -> None:
    """
    As released after an install; told file by file after a change.
    """
    members = team(tmp_path / "team", (folder / "simple").as_uri())
    members.install(f"{CUSTOMER}=={VERSION}")
    check = (
        "from warp_client_core.provenance import main; raise SystemExit(main(['warp_customer', 'warp_client_core']))"
    )
    sound = members.run(check)
    site = Path(members.run("import warp_customer; print(warp_customer.__path__[0])").stdout.strip())
    (site / "client.py").write_text("", "utf-8")
    (site / "backdoor.py").write_text("", "utf-8")

    changed = members.run(check)

    assert (0, 2) == (sound.returncode, sound.stdout.count("as released (")), sound.stderr
    assert 1 == changed.returncode
    assert "! warp_customer/client.py: was changed" in changed.stdout
    assert "! warp_customer/backdoor.py: is not of this release" in changed.stdout
