"""
What a checkout stands on, read from the runtime's project and from the pinned requirements.

One rule: a file that is not there says nothing; a specimen of a checkout needs none of them.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.model.software import Software
from generator.read.files import read_text
from generator.read.toml import parse_toml

CORE_VERSION = "overlays/core/src/warp_client_core/_abi.py"
CORE_PROJECT = "overlays/core/pyproject.toml"
BARE = "requirements/runtime.txt"
TESTED = ("requirements/tests.txt", "requirements/httpx2.txt")
TOOLS = ("requirements/generator.txt", "requirements/wheels.txt")
VERSION_LINE = re.compile(r'^VERSION: Final = "([^"]+)"$', re.M)
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.M)


def read_software(root: Path) -> Software:
    """
    The runtime of a checkout and every version that is pinned.

    Raises:
        BuildStopped: A file is there and cannot be read.
    """
    project = parse_toml(_text(root, CORE_PROJECT), CORE_PROJECT).get("project", {})
    version = VERSION_LINE.search(_text(root, CORE_VERSION))
    given = Software(
        requires=tuple(project.get("dependencies", ())),
        extras={extra: tuple(needs) for extra, needs in project.get("optional-dependencies", {}).items()},
        bare=_pins(root, BARE),
        pins=_pins(root, *TESTED),
        tools=_pins(root, *TOOLS),
    )
    return given if version is None else given.at(version.group(1))


def _pins(root: Path, *files: str) -> dict[str, str]:
    return {name: version for file in files for name, version in _PIN.findall(_text(root, file))}


def _text(root: Path, path: str) -> str:
    return read_text(root / path, path) if (root / path).is_file() else ""
