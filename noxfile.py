"""Every task of this repository. ``python3 tools/session.py NAME`` runs one on a bare machine."""

import sys
from pathlib import Path

import nox

sys.path.insert(0, str(Path(__file__).parent))
from tools.environments import IMPORT_PATH, install, install_end, install_wheels, lock, run, run_node, run_with_node

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"
nox.options.sessions = ["lint", "types", "drift", "tests", "clients"]

SPREAD = ("-n", "2", "--dist", "loadfile")  # much of it waits for leases, clocks and processes


@nox.session
def build(session: nox.Session) -> None:
    """From the documents to three installed wheels (and core), with a summary."""
    install(session, "generator", "clients")
    session.run("python", "-m", "generator", "build", "--force", *session.posargs)
    install_wheels(session)
    session.run("python", "-m", "tools.installed")


@nox.session
def regenerate(session: nox.Session) -> None:
    """Write generated/ anew."""
    run(session, "generator", "python", "-m", "generator", "build")


@nox.session
def drift(session: nox.Session) -> None:
    """Fail when generated/ differs from what the documents would give now."""
    run(session, "generator", "python", "-m", "generator", "check")


@nox.session
def lint(session: nox.Session) -> None:
    """Style of the code, and both documents by Redocly."""
    install(session, "spec")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    run_node(session, "redocly", "lint")


@nox.session
def types(session: nox.Session) -> None:
    """mypy --strict on what ships and on the tools (not on tests), pyright on what ships."""
    install(session, "types")
    session.run("mypy", "-pwarp_client_core", "-pwarp_customer", "-pwarp_admin", "-pwarp_netsuite", "-pwarp_sandbox")
    session.run("mypy", "generator", "bench", "tools", "noxfile.py")
    run_node(session, "pyright", "--project", "pyproject.toml")


@nox.session
def tests(session: nox.Session) -> None:
    """Everything that needs no wheel: generator, core, overlays, sandbox, the laws."""
    own = ("clients", "consume", "contract", "examples", "flows", "identity", "site")
    run_with_node(session, "tests", "pytest", *SPREAD, *(f"--ignore=tests/{one}" for one in own))


@nox.session
def clients(session: nox.Session) -> None:
    """Build the wheels, install them into a bare environment, test them there against the sandbox."""
    install(session, "judge", "examples")
    install_wheels(session)
    session.run("uv", "pip", "check", external=True)
    session.env["PYTHONPATH"] = "."
    session.run("pytest", *SPREAD, "tests/clients", "tests/examples", "tests/flows", *session.posargs)


@nox.session
@nox.parametrize("group", [nox.param(name, id=name) for name in ("lowest", "highest", "httpx2")])
def compatibility(session: nox.Session, group: str) -> None:
    """The runtime and the clients, as wheels, on other versions of what they stand on."""
    environment = install_end(session, group)
    folders = [f"tests/{name}" for name in ("core", "overlays", "faults", "clients")]
    given = (*folders, "--ignore-glob=*/cassettes/test_documents.py", *session.posargs)
    session.run("pytest", *SPREAD, *given, env=environment)


@nox.session
def sandbox(session: nox.Session) -> None:
    """Serve the reference platform on this machine."""
    run(session, "sandbox", "python", "-m", "warp_sandbox")


@nox.session
def record(session: nox.Session) -> None:
    """Record the cassettes from the sandbox; ``-- --check`` writes nothing, ``-- customer-trunks.list`` records one."""
    run(session, "clients", "python", "-m", "tests.clients.cassettes.record")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure against the peers, as ratios, and write the table of bench/README.md; or the modules named only."""
    run(session, "bench", "python", "-m", "bench")


@nox.session
def contract(session: nox.Session) -> None:
    """The sandbox explored by its document, every generated call before a judge not ours, 20,000 odd replies."""
    given = ("tests/contract", "tests/core/test_fuzz_replies.py")
    run_with_node(session, "contract", "pytest", *given, folder="tools/judge", WARP_FUZZ_EXAMPLES="20000")


@nox.session
def specs(session: nox.Session) -> None:
    """Clients of hostile documents, and of whole ones, those after ``--``: complete, strictly typed, all called."""
    session.env.update({"WARP_FUZZ_EXAMPLES": "5000", "WARP_LIMITS_SCALE": "1", "PYTHONPATH": IMPORT_PATH})
    run(session, "types", "python", "-m", "tools.specs")
    session.run("pytest", *SPREAD, "tests/generator/hostile")


@nox.session
@nox.parametrize("provider", [nox.param(name, id=name) for name in ("firebase", "openid")])
def identity(session: nox.Session, provider: str) -> None:
    """Signing in with the real thing: the emulator of Firebase Authentication, a certified OpenID provider."""
    run_with_node(session, "tests", "pytest", f"tests/identity/{provider}", folder=f"tools/{provider}")


@nox.session
def docs(session: nox.Session) -> None:
    """Print the documentation into site/, look at it in Chromium without a network, and run its examples."""
    run_with_node(session, "docs", "python", "-m", "tools.site.build", folder="tools/site")
    run(session, "docs", "pytest", *SPREAD, "tests/site")


@nox.session
def verdict(session: nox.Session) -> None:
    """Rate what changed since the last releases, or since the commit after ``--``, into dist/verdict."""
    run_with_node(session, "verdict", "python", "-m", "generator.release.compare")


@nox.session
def release(session: nox.Session) -> None:
    """Publish every new version that is committed, or those named after ``--``: docs/releasing.md."""
    run_with_node(session, "release", "python", "-m", "generator", "release", "publish")


@nox.session
def consume(session: nox.Session) -> None:
    """Publish a run of releases to an index on this machine, and play the teams that pin them."""
    run(session, "release", "pytest", *SPREAD, "tests/consume")


@nox.session
def year(session: nox.Session) -> None:
    """Play twelve changes of the documents up to the teams that pin, and write the report of bench/README.md."""
    run_with_node(session, "release", "python", "-m", "tests.year")


@nox.session
def relock(session: nox.Session) -> None:
    """Rewrite requirements/*.txt from the dependency groups."""
    lock(session)
