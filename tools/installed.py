"""Says which of the project's wheels are installed here, and what each of them offers."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
from pathlib import Path

GENERATED = Path(__file__).resolve().parent.parent / "generated"


def summary(client: str) -> str:
    """One line about one installed client: version, methods, models, enums, files, where it is imported from."""
    surface = json.loads((GENERATED / client / "surface.json").read_text("utf-8"))
    package = importlib.import_module(surface["package"])
    distribution = importlib.metadata.distribution(f"warp-{client}-client")
    counts = ", ".join(f"{len(surface[key])} {key}" for key in ("methods", "models", "enums"))
    files = len(distribution.files or ())
    return f"{distribution.name} {distribution.version}: {counts}, {files} files in {Path(package.__path__[0]).parent}"


def main() -> None:
    """Print a line per client."""
    for client in sorted(folder.name for folder in GENERATED.iterdir() if (folder / "surface.json").is_file()):
        print(f"installed {summary(client)}")


if __name__ == "__main__":
    main()
