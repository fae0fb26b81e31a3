"""What an installation of the clients leaves beside their code: the entry points, written from their projects."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
CLIENTS = ("admin", "customer", "netsuite")


def installed(folder: Path, clients: tuple[str, ...] = CLIENTS) -> Path:
    """A folder for ``sys.path`` with the metadata of these clients and of no code."""
    for name in clients:
        project = tomllib.loads((ROOT / "generated" / name / "pyproject.toml").read_text("utf-8"))["project"]
        info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        )
        lines = []
        for group, points in project["entry-points"].items():
            lines += [f"[{group}]", *(f"{point} = {value}" for point, value in points.items())]
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


SOURCES = [str(ROOT / "overlays" / "core" / "src"), *(str(ROOT / "generated" / name / "src") for name in CLIENTS)]
"""Where the code is."""
