"""Publishing by upload, as to any registry: a real one on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.release.destination import Endpoint
from generator.release.refusal import Refused
from tests.consume.projects import Shop, shop
from tests.generator.release.toys import toy_wheel

ANYONE = ["--disable-fallback", "--hash-algo", "sha256", "-P", ".", "-a", "."]


@pytest.fixture
def endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A pypiserver that takes uploads from anyone."""
    for name, value in {"TWINE_USERNAME": "a", "TWINE_PASSWORD": "b", "NO_PROXY": "127.0.0.1"}.items():
        monkeypatch.setenv(name, value)
    packages = tmp_path / "packages"
    packages.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pypiserver", "run", "-i", "127.0.0.1", "-p", str(port), *ANYONE, str(packages)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_listens(port)
        yield Endpoint(f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/simple/")
    finally:
        server.terminate()
        server.wait(30)


def _until_it_listens(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)  # a server of another project gives no sign of its own
        else:
            return
    raise AssertionError("pypiserver does not listen")


def test_an_uploaded_wheel_is_there_with_its_hash(endpoint: Endpoint, tmp_path: Path) -> None:
    """
    Uploading it again does nothing; other bytes under its name are told by their hash, and refused by the server.
    """
    wheel = toy_wheel(tmp_path / "made")
    before = endpoint.digest_of(wheel.name)
    endpoint.take([wheel])
    endpoint.take([wheel])
    there = endpoint.digest_of(wheel.name)
    other = toy_wheel(tmp_path / "other", files={"toy/__init__.py": b"A = 2\n"})

    with pytest.raises(Refused, match=r"did not take toy-1\.0\.0.*See to TWINE_USERNAME"):
        endpoint.take([other])

    assert (None, 64, there) == (before, len(str(there)), endpoint.digest_of(wheel.name))


def test_a_release_goes_to_an_endpoint_as_to_a_folder(endpoint: Endpoint, tmp_path: Path) -> None:
    """
    The same gates, signatures and tags; what exists there is refused.
    """
    toys: Shop = shop(tmp_path / "toys")
    toys.destination = endpoint

    assert 3 == len(toys.publish())
    assert (toys.index / "releases/pets-client/1.0.0/SHA256SUMS.sig").is_file()
    with pytest.raises(Refused, match="exists in the index"):
        toys.publish("pets")


@pytest.mark.parametrize(
    ("address", "said"),
    [("http://127.0.0.1:9/simple/", "cannot be read"), ("file:///tmp/", "no address of an index")],
)
def test_an_endpoint_that_cannot_be_read_is_refused(address: str, said: str) -> None:
    """
    Without what stands before the host.
    """
    endpoint = Endpoint("http://127.0.0.1:9/", address.replace("//127", "//user:secret@127"))

    with pytest.raises(Refused, match=said) as refused:
        endpoint.digest_of("toy-1.0.0-py3-none-any.whl")

    assert "secret" not in str(refused.value)
