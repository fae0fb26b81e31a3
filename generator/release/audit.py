"""audit: whether a folder index is still what was signed, page by page and release by release."""

from __future__ import annotations

from pathlib import Path

from generator.release.index import differences, digest_of
from generator.release.refusal import Refused
from generator.release.sums import SUMS, listed, verify

RELEASES = "releases"


def audit(index: Path, signers: Path, identity: str) -> list[str]:
    """
    What is wrong with an index, a line each.

    Wheels without a signed release are foreign, unless no release of that project was ever made here: those are what
    the projects stand on, and other people's.

    Args:
        signers: A file of allowed signers.
        identity: Who must have signed.
    """
    try:
        lines = differences(index)
    except Refused as unreadable:  # a wheel that is none any more; the signatures tell of the others
        lines = [str(unreadable)]
    for folder in sorted((index / RELEASES).glob("*/[!.]*")):
        try:
            names = verify(folder, signers, identity)
        except (Refused, OSError) as error:
            lines.append(str(error))
            continue
        signed = listed((folder / SUMS).read_text("utf-8"))
        for name in (one for one in names if one.endswith(".whl")):
            if digest_of(index, name) != signed[name]:
                lines.append(f"{name}: the index offers other bytes than were signed, or none")
    for project in sorted((index / RELEASES).glob("*")):
        signed_versions = {folder.name for folder in project.glob("[!.]*")}
        for wheel in sorted((index / "files" / project.name).glob("*.whl")):
            if wheel.name.split("-")[1] not in signed_versions:
                lines.append(f"{wheel.name}: nobody signed it")
    return lines
