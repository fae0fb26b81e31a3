"""
What a nox session installs before it runs: pinned requirements, or the built wheels.

The rule: nothing is installed that is not pinned and hashed, but for the wheels of this checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nox

PROJECTS = ("overlays/core", "generated/customer", "generated/admin", "generated/netsuite", "sandbox")
"""Folders that become wheels; the last one is not released."""

IMPORT_PATH = ":".join([".", *(f"{project}/src" for project in PROJECTS)])
"""Where the sources are imported from by sessions that test no wheel."""

NPM = ("npm", "ci", "--no-audit", "--no-fund", "--prefix")
"""Installs a folder that has a package-lock.json; the folder comes next."""


def install(session: nox.Session, *groups: str) -> None:
    """Install the pinned, hashed requirements of dependency groups."""
    for group in groups:
        session.install("--no-deps", "--require-hashes", "-r", f"requirements/{group}.txt")


def run(session: nox.Session, group: str, *command: str, **environment: str) -> None:
    """Run a command on the sources, with the requirements of a group and with what was given after ``--``."""
    install(session, group)
    session.run(*command, *session.posargs, env={"PYTHONPATH": IMPORT_PATH, **environment})


def run_with_node(session: nox.Session, group: str, *command: str, folder: str = "tools", **environment: str) -> None:
    """The same for a group that brings npm, with the Node tools of a folder installed before."""
    install(session, group)
    session.run(*NPM, folder, silent=True)
    run(session, group, *command, **environment)


def run_node(session: nox.Session, program: str, *arguments: str) -> None:
    """Run a Node program of ``tools/``, with its pinned version installed before."""
    session.run(*NPM, "tools", silent=True)
    quiet = {"REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    session.run(f"tools/node_modules/.bin/{program}", *arguments, env=quiet, external=True)


def install_wheels(session: nox.Session) -> None:
    """Build the wheels into ``dist/`` and install them, and nothing that they need."""
    install(session, "wheels")
    for old in Path("dist").glob("*.whl"):
        old.unlink()
    *released, sandbox = PROJECTS
    session.run("python", "-m", "generator.release.wheels", "dist", *released, env={"PYTHONPATH": "."})
    session.run("python", "-m", "build", "--no-isolation", "--wheel", "--outdir", "dist", sandbox, silent=True)
    wheels = sorted(str(wheel) for wheel in Path("dist").glob("*.whl"))
    session.run("uv", "pip", "install", "--quiet", "--no-deps", "--reinstall", *wheels, external=True)


def install_end(session: nox.Session, group: str) -> dict[str, str]:
    """The wheels on one end of what they stand on, or on the other HTTP library; gives the environment for tests."""
    install(session, "tests")
    install_wheels(session)
    install(session, group)
    if group != "httpx2":
        return {"PYTHONPATH": "."}
    session.run("uv", "pip", "uninstall", "--quiet", "httpx", "httpcore", external=True)
    return {"PYTHONPATH": ".", "WARP_HTTP_LIBRARY": "httpx2"}


def lock(session: nox.Session) -> None:
    """Write every ``requirements/*.txt`` anew from the dependency group of its name."""
    for name in sorted(file.stem for file in Path("requirements").glob("*.txt")):
        options = ("--universal", "--generate-hashes", "--no-annotate", "--no-header", "-o", f"requirements/{name}.txt")
        session.run("uv", "pip", "compile", "--quiet", "--group", name, *options, *session.posargs, external=True)
