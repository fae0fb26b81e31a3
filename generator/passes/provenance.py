"""provenance: what a client project was made of, hashed: a wheel can be traced, an unchanged one is not rebuilt."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping

from generator.model.settings import ClientSettings

FILE = "provenance.toml"


def provenance(settings: ClientSettings, inputs: Mapping[str, str], tree: Mapping[str, str]) -> str:
    """
    The text of ``provenance.toml``.

    Args:
        settings: The client.
        inputs: Group of inputs -> SHA-256.
        tree: Path -> text of everything else in the project.
    """
    lines = [
        "# What this project was generated from: SHA-256 of each group of inputs, and of everything in this folder.",
        f'client = "{settings.key}"',
        f'document = "{settings.document}"',
        f'output = "{output_digest(tree)}"',
        "",
        "[inputs]",
        *(f'{group} = "{digest}"' for group, digest in sorted(inputs.items())),
    ]
    return "\n".join(lines) + "\n"


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
