"""
versions: what a change of a version number promises, and which runtimes a client takes.

The rule is Semantic Versioning; below 1.0 the second number stands for what breaks, the third for everything else.
"""

from __future__ import annotations

import re

from generator.release.ledger import Severity, version_key

_FORM = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")


def is_version(text: str) -> bool:
    """Whether this is a version that may be released: three numbers, nothing before or behind."""
    return _FORM.fullmatch(text) is not None


def next_version(base: str, severity: Severity) -> str:
    """The lowest version above ``base`` whose number admits changes of that severity."""
    major, minor, patch = version_key(base)
    if severity == "major":
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if severity == "minor" and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def promises(base: str, version: str, severity: Severity) -> bool:
    """Whether going from ``base`` to ``version`` tells callers enough about changes of that severity."""
    return version_key(version) >= version_key(next_version(base, severity))


def core_range(version: str) -> str:
    """
    The runtimes that a client takes: from the one it was generated beside to the next that may break it.

    Args:
        version: Version of the runtime in the checkout.
    """
    major, minor, *_ = version_key(version)
    cap = f"{major + 1}" if major else f"0.{minor + 1}"
    return f">={version},<{cap}"
