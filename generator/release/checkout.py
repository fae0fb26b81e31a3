"""
checkout: what is to be released, and what git says about it.

The rule: git is asked, never changed, but for the tag that a finished release leaves.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import attrs

from generator.read.sources import Project
from generator.release.refusal import Refused
from generator.release.sbom import CORE

CORE_KEY = "core"


@attrs.frozen
class Subject:
    """
    Something that is released on its own: a client, or the runtime.

    Attributes:
        key: As in ``clients.toml``; ``core`` is the runtime.
        project: The folder that becomes the wheel.
        sources: What its wheel is dated by: the last commit that touched one of these.
    """

    key: str
    distribution: str
    package: str
    version: str
    project: Path
    sources: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The git tag of this version."""
        return tag(self.key, self.version)


def tag(key: str, version: str) -> str:
    """The git tag that a release leaves."""
    return f"{key}-{version}"


def subjects(project: Project) -> dict[str, Subject]:
    """Everything that can be released, the runtime first: clients need it in the index."""
    core = project.root / "overlays/core"
    runtime = Subject(
        CORE_KEY,
        CORE,
        "warp_client_core",
        project.software().version,
        core,
        ("overlays/core",),
    )
    clients = [
        Subject(one.key, one.distribution, one.package, one.version, project.root / "generated" / one.key, ("openapi",))
        for one in project.clients()
    ]
    return {one.key: one for one in (runtime, *clients)}


def head(root: Path) -> str:
    """The commit that is checked out."""
    return git(root, "rev-parse", "HEAD")


def refuse_dirty(root: Path) -> None:
    """
    Make sure that what is released is what is committed.

    Raises:
        Refused: Something is changed, or not known to git.
    """
    changed = git(root, "status", "--porcelain", "--untracked-files=all").splitlines()
    if changed:
        shown = ", ".join(line[3:] for line in changed[:5]) + (", ..." if len(changed) > 5 else "")
        raise Refused(f"{len(changed)} file(s) are not committed ({shown}). Commit them, or put them away.")


def commit_time(root: Path, paths: tuple[str, ...]) -> int:
    """
    When the last commit that touched one of the paths was made, in seconds since 1970.

    Raises:
        Refused: There is none.
    """
    found = git(root, "log", "-1", "--format=%ct", "--", *paths)
    if not found:
        raise Refused(f"No commit touches {', '.join(paths)}, so the wheel has no date. Commit the sources first.")
    return int(found)


def export(root: Path, ref: str, folder: Path) -> None:
    """
    Write the files of a commit into a folder.

    Raises:
        Refused: There is no such commit or tag.
    """
    command = ["git", "-C", str(root), "archive", "--format=tar", ref]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise Refused(f"{ref} is not in this clone. Run `git fetch --tags`; each release leaves its tag.")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def leave_tag(root: Path, name: str) -> None:
    """Tag the commit; a tag that is there already is left alone."""
    if not git(root, "tag", "--list", name):
        git(root, "tag", name)


def git(root: Path, *arguments: str) -> str:
    """
    What git answers.

    Raises:
        Refused: It fails.
    """
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"git {arguments[0]} failed: {done.stderr.strip()}. Run it in the checkout and see.")
    return done.stdout.strip("\n")
