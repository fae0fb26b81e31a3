"""
prepare: the next version, written where versions stand, with its entry in the ledger.

The rule: it changes files and nothing else. A person reads what it wrote and commits it before anything is released.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.read.software import CORE_VERSION, VERSION_LINE
from generator.release.checkout import CORE_KEY, Subject
from generator.release.ledger import Change, Release, Severity, read_ledger, version_key, write_ledger
from generator.release.refusal import Refused
from generator.release.versions import is_version, next_version, promises

CLIENTS_FILE = "openapi/clients.toml"
FIRST = "none"


def base_of(ledger: tuple[Release, ...], version: str | None) -> str:
    """What a release is compared with: the newest other version in the ledger, or ``none``."""
    return next((one.version for one in ledger if one.version != version), FIRST)


def entry(
    subject: Subject, base: str, version: str | None, severity: Severity, changes: tuple[Change, ...], *, date: str
) -> Release:
    """
    The entry of the ledger for the next release.

    Args:
        version: None for the lowest that the severity admits; for the first release, the one that is set already.
        date: As ``2026-11-23``.

    Raises:
        Refused: The version is malformed, not above the last one, or too small a step.
    """
    first = base == FIRST
    chosen = version or (subject.version if first else next_version(base, severity))
    if not is_version(chosen):
        raise Refused(f"{chosen} is no version that can be released. Write three numbers, as in 1.4.2.")
    if not first and version_key(chosen) <= version_key(base):
        raise Refused(f"{chosen} is not above {base}, the last release. The next is {next_version(base, severity)}.")
    if not first and not promises(base, chosen, severity):
        wanted = next_version(base, severity)
        raise Refused(f"{chosen} is too small a step from {base}: the verdict is {severity}. Use {wanted} or higher.")
    return Release(chosen, base, date, severity, () if first else changes)


def write(root: Path, subject: Subject, release: Release) -> list[str]:
    """Set the version and write the entry, instead of one of the same version; gives back the files that changed."""
    ledger = read_ledger(root, subject.key)
    if subject.key == CORE_KEY:
        file, change = CORE_VERSION, set_core_version
    else:
        file, change = CLIENTS_FILE, lambda text, version: set_client_version(text, subject.key, version)
    text = (root / file).read_text("utf-8")
    (root / file).write_text(change(text, release.version), "utf-8")
    others = tuple(one for one in ledger if one.version != release.version)
    write_ledger(root, subject.key, (release, *others))
    return [file, f"openapi/releases/{subject.key}.json"]


def set_client_version(text: str, key: str, version: str) -> str:
    """
    ``clients.toml`` with another version of one client; everything else stays as it is written.

    Raises:
        Refused: The client's table has no version.
    """
    table = rf'(^\[clients\.{re.escape(key)}\]\n(?:(?!\[).*\n)*?version = )"[^"]*"'
    changed, count = re.subn(table, rf'\g<1>"{version}"', text, count=1, flags=re.M)
    if not count:
        raise Refused(f'{CLIENTS_FILE} has no version for {key}. Write `version = "{version}"` into its table.')
    return changed


def set_core_version(text: str, version: str) -> str:
    """
    ``_abi.py`` with another version of the runtime.

    Raises:
        Refused: It says no version.
    """
    changed, count = VERSION_LINE.subn(f'VERSION: Final = "{version}"', text)
    if count != 1:
        raise Refused(f'{CORE_VERSION} has no line VERSION. Write `VERSION: Final = "{version}"`.')
    return changed
