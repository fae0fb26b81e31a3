"""provenance: what a project was made of, hashed: a wheel can be checked, an unchanged one is not rebuilt."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping

from generator.model.settings import ClientSettings

FILE = "provenance.toml"


def provenance(
    settings: ClientSettings, inputs: Mapping[str, str], tree: Mapping[str, str], tools: Mapping[str, str]
) -> str:
    """
    The text of ``provenance.toml``, which the wheel carries in its package.

    Args:
        settings: The client.
        inputs: Group of inputs -> SHA-256.
        tree: Path -> text of everything else in the project.
        tools: Distribution -> pinned version of what generates and builds.
    """
    heads = {
        "distribution": settings.distribution,
        "client": settings.key,
        "document": settings.document,
        "output": output_digest(tree),
        "package": package_digest(settings.package, tree),
    }
    return record(heads, inputs, tools)


def record(heads: Mapping[str, str], inputs: Mapping[str, str], tools: Mapping[str, str]) -> str:
    """The text of a record: what it is about, what that was made from, and what made it."""
    lines = [
        "# What this was made from: SHA-256 of each group of inputs, of the project and of its package.",
        *(f'{head} = "{value}"' for head, value in heads.items()),
        "",
        "[inputs]",
        *(f'{group} = "{digest}"' for group, digest in sorted(inputs.items())),
        "",
        "[tools]",
        *(f'{name} = "{version}"' for name, version in sorted(tools.items())),
    ]
    return "\n".join(lines) + "\n"


def package_digest(package: str, tree: Mapping[str, str]) -> str:
    """SHA-256 over what is installed: the package's files, by their paths from the folder of all packages."""
    files = {path.removeprefix("src/"): text for path, text in tree.items() if path.startswith(f"src/{package}/")}
    return output_digest({path: text for path, text in files.items() if path != f"{package}/{FILE}"})


def output_digest(tree: Mapping[str, str]) -> str:
    """SHA-256 over paths and contents, provenance excepted."""
    digest = hashlib.sha256()
    for path in sorted(tree):
        if path != FILE:
            content = tree[path].encode("utf-8", errors="surrogateescape")
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current(tree: Mapping[str, str], inputs: Mapping[str, str]) -> bool:
    """Whether a project folder is what these inputs give, byte for byte, by its own record."""
    try:
        record = tomllib.loads(tree.get(FILE, ""))
    except tomllib.TOMLDecodeError:
        return False
    return record.get("inputs") == dict(inputs) and record.get("output") == output_digest(tree)
