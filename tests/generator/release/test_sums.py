"""The signed sums: what they list, and whose they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.release.refusal import Refused
from generator.release.sums import SIGNATURE, SUMS, sign, sums, verify
from tests.generator.release.toys import ssh_key

WHO = "release@example.test"
FILES = {"b.whl": b"b", "a.toml": b"a"}


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, Path]:
    """A signed folder, and the file of who may sign."""
    key, signers = ssh_key(tmp_path)
    folder = tmp_path / "release"
    folder.mkdir()
    for name, content in {**FILES, SUMS: sums(FILES).encode()}.items():
        (folder / name).write_bytes(content)
    sign(folder, key)
    return folder, signers


def test_the_sums_are_what_sha256sum_reads(signed: tuple[Path, Path]) -> None:
    """
    Sorted by name.
    """
    folder, _ = signed

    done = subprocess.run(["sha256sum", "--check", SUMS], cwd=folder, capture_output=True, text=True, check=False)

    assert (0, "a.toml: OK\nb.whl: OK\n") == (done.returncode, done.stdout)


def test_a_signed_folder_is_verified(signed: tuple[Path, Path]) -> None:
    """
    And says what it vouches for.
    """
    folder, signers = signed

    assert ["a.toml", "b.whl"] == verify(folder, signers, WHO)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("b.whl", b"bb", r"b\.whl. Do not use it"),
        ("b.whl", None, r"b\.whl. Do not use it"),
        ("c.whl", b"c", r"c\.whl. Do not use it"),
        (SUMS, sums({**FILES, "b.whl": b"bb"}).encode(), "did not sign it"),
        (SIGNATURE, b"", "did not sign it"),
        (SIGNATURE, None, "did not sign it"),
    ],
    ids=["changed", "missing", "foreign", "sums", "no signature", "no file"],
)
def test_anything_else_is_refused(signed: tuple[Path, Path], name: str, content: bytes | None, said: str) -> None:
    """
    With the file, or whose signature is missing.
    """
    folder, signers = signed
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    with pytest.raises(Refused, match=said):
        verify(folder, signers, WHO)


def test_another_key_and_another_name_are_refused(signed: tuple[Path, Path], tmp_path: Path) -> None:
    """
    Who signed must be who is trusted.
    """
    folder, signers = signed
    (tmp_path / "stranger").mkdir()
    stranger, _ = ssh_key(tmp_path / "stranger")

    with pytest.raises(Refused, match=r"somebody@example\.test did not sign it"):
        verify(folder, signers, "somebody@example.test")
    sign(folder, stranger)
    with pytest.raises(Refused, match=f"{WHO} did not sign it"):
        verify(folder, signers, WHO)


def test_a_key_that_cannot_be_used_is_refused(signed: tuple[Path, Path], tmp_path: Path) -> None:
    """
    With the setting that names it.
    """
    with pytest.raises(Refused, match="Name a usable key in WARP_RELEASE_KEY"):
        sign(signed[0], tmp_path / "none")
