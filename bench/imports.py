"""
What importing a client costs: modules, CPU up to the first reply, and the size of an installed wheel.

Every figure is taken in a fresh process with warm bytecode. The yardstick of the first reply is a process that imports
httpx, attrs and msgspec and does nothing; a second one also sends the request with httpx alone, without reading the
certificates, which plain http does not need. The cost of the bare interpreter is taken off all of them. Wheels are
built anew, unpacked and compiled.

    python -m bench.imports
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from bench.measure import clean_environment, process_instructions, process_seconds
from bench.server import serving
from bench.table import Row, main, progress

ROOT: Final = Path(__file__).resolve().parent.parent
PROJECTS: Final = ("overlays/core", "generated/customer", "generated/admin", "generated/netsuite")
CLIENTS: Final = {
    "customer": (
        "from warp_customer import {}CustomerClient as Client; client = Client(access_token='k'); client.trunks"
    ),
    "admin": "from warp_admin import {}AdminClient as Client; client = Client(access_token='k'); client.customers",
    "netsuite": (
        "from warp_netsuite import {}NetSuiteClient as Client; "
        "client = Client(account_id='1', client_id='i', client_secret='s'); client.customers"
    ),
}
LIBRARIES: Final = "import httpx, attrs, msgspec"
BARE_REPLY: Final = LIBRARIES + "; httpx.Client(base_url={!r}, verify=False).get('/trunks/t1').json()"
FIRST_REPLY: Final = (
    "from warp_customer import CustomerClient; CustomerClient(base_url={!r}, access_token='k').trunks.get('t1')"
)
ROUNDS: Final = 15


def run() -> list[Row]:
    """All figures about imports and sizes."""
    return [*modules(), *first_reply(), *sizes()]


def modules() -> list[Row]:
    """Entries in ``sys.modules`` after import, construction and the touch of one resource, for all six clients."""
    bare = _modules("pass")
    counts = {
        f"{flavour or 'Sync'} {name}": _modules(code.format(flavour))
        for name, code in CLIENTS.items()
        for flavour in ("", "Async")
    }
    worst = max(counts, key=counts.__getitem__)
    detail = f"{worst}; bare interpreter {bare}, httpx, attrs and msgspec {_modules(LIBRARIES)}"
    return [Row("modules after import, construction, one resource", counts[worst], "<= 200", "modules", detail)]


def first_reply() -> list[Row]:
    """CPU up to the first reply, against importing the libraries beneath; instructions beside it."""
    with serving() as base:
        codes = ["pass", LIBRARIES, BARE_REPLY.format(base), FIRST_REPLY.format(base)]
        rounds = [[process_seconds(code) for code in codes] for _ in range(ROUNDS + 1)][1:]
        rows = _above_bare("<= 1.25", "CPU", rounds, 1e-3, "ms")
        if shutil.which("valgrind"):
            counts = [[process_instructions(code) for code in codes]]
            rows += _above_bare("", "instructions", counts, 1e6, "M")
    return rows


def _above_bare(bar: str, unit: str, rounds: list[list[float]], scale: float, shown: str) -> list[Row]:
    """Import to first reply against both yardsticks."""
    above = [[figure / scale - bare / scale for figure in figures] for bare, *figures in rounds]
    libraries, httpx, ours = (statistics.median(column) for column in zip(*above, strict=True))
    return [
        Row(
            "import to first reply / import of httpx, attrs, msgspec",
            statistics.median(ours / libraries for libraries, _httpx, ours in above),
            bar,
            unit,
            f"{ours:,.0f} {shown} / {libraries:,.0f} {shown}",
        ),
        Row(
            "import to first reply / the same with bare httpx",
            statistics.median(ours / httpx for _libraries, httpx, ours in above),
            "",
            unit,
            f"{ours:,.0f} {shown} / {httpx:,.0f} {shown}",
        ),
    ]


def sizes() -> list[Row]:
    """Megabytes of each wheel when installed, bytecode included, and the longest path in any."""
    megabytes, longest = {}, ""
    for project in PROJECTS:
        with tempfile.TemporaryDirectory(prefix="warp-bench-") as name:
            files = _installed(project, Path(name))
        megabytes[project.rpartition("/")[2]] = sum(files.values()) / 1_000_000
        longest = max(longest, *files, key=len)
    detail = ", ".join(f"{name} {size:.2f}" for name, size in megabytes.items())
    return [
        Row("largest installed wheel, bytecode included", max(megabytes.values()), "<= 2", "MB", detail),
        Row("longest installed path", len(longest), "<= 100", "characters", longest),
    ]


def _installed(project: str, folder: Path) -> dict[str, int]:
    """Paths and bytes of the files that a project's wheel installs; it is built anew."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), project]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    compileall.compile_dir(site, quiet=2)
    return {str(file.relative_to(site)): file.stat().st_size for file in site.rglob("*") if file.is_file()}


def _modules(code: str) -> int:
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint(len(sys.modules))"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=clean_environment())
    progress(f"{done.stdout.strip():>4} modules: {code}")
    return int(done.stdout)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
