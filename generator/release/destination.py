"""
destination: where wheels go: a folder index of our own, or any endpoint that takes uploads as registries do.

The rule: both answer the same two questions, what bytes a name has and to take these files, so the release does not
know where it goes.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

import attrs

from generator.release import index
from generator.release.refusal import Refused
from generator.release.wheel_file import identity


class Destination(Protocol):
    """What a release needs of the place that it goes to."""

    def digest_of(self, wheel: str) -> str | None:
        """SHA-256 of the file that has this name there; None when there is none."""

    def take(self, wheels: list[Path]) -> None:
        """Publish wheels whose names are free."""


@attrs.frozen
class FolderIndex:
    """The static index of `generator.release.index`."""

    folder: Path

    def digest_of(self, wheel: str) -> str | None:
        """SHA-256 of the file that has this name there; None when there is none."""
        return index.digest_of(self.folder, wheel)

    def take(self, wheels: list[Path]) -> None:
        """Publish wheels."""
        index.add(self.folder, wheels)


@attrs.frozen
class Endpoint:
    """
    An index that is uploaded to with twine, which has the credentials from its own configuration.

    Attributes:
        upload: The address that takes uploads.
        simple: The address of its PEP 503 pages.
    """

    upload: str
    simple: str

    def digest_of(self, wheel: str) -> str | None:
        """SHA-256 of the file that has this name there; None when there is none."""
        page = f"{self.simple.rstrip('/')}/{identity(wheel)[0]}/"
        content = _read(page)
        if content is None:
            return None
        links = _Links()
        links.feed(content.decode(errors="replace"))
        for link in links.found:
            address, fragment = urldefrag(urljoin(page, link))
            if urlsplit(address).path.rsplit("/", 1)[-1] == wheel:
                return _hashed(address, fragment)
        return None

    def take(self, wheels: list[Path]) -> None:
        """
        Publish wheels, one by one; those that are there with these bytes are passed over.

        Raises:
            Refused: The endpoint does not take one. Those before it are published.
        """
        for wheel in wheels:
            if self.digest_of(wheel.name) != hashlib.sha256(wheel.read_bytes()).hexdigest():
                self._upload(wheel)

    def _upload(self, wheel: Path) -> None:
        options = ["--non-interactive", "--disable-progress-bar", "--repository-url", self.upload]
        command = [sys.executable, "-m", "twine", "upload", *options, str(wheel)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise Refused(
                f"{_shown(self.upload)} did not take {wheel.name}: {said[-1] if said else 'no reason given'}. "
                f"See to TWINE_USERNAME and TWINE_PASSWORD, release again."
            )


def _hashed(address: str, fragment: str) -> str:
    name, _, digest = fragment.partition("=")
    return digest if name == "sha256" else hashlib.sha256(_read(address) or b"").hexdigest()


def _read(address: str) -> bytes | None:
    if urlsplit(address).scheme not in ("http", "https"):
        raise Refused(f"{_shown(address)} is no address of an index. Give one with http or https.")
    try:
        with urllib.request.urlopen(address, timeout=30) as reply:
            return bytes(reply.read())
    except urllib.error.HTTPError as error:
        with error:
            if error.code in (404, 410):
                return None
        raise Refused(f"{_shown(address)} answers {error.code}. See to WARP_RELEASE_SIMPLE.") from None
    except OSError as error:
        raise Refused(f"{_shown(address)} cannot be read ({error}). See to WARP_RELEASE_SIMPLE.") from None


def _shown(address: str) -> str:
    """An address without what stands before its host."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]
