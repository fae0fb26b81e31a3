"""
verify: the finished tree, before anything is written.

Every module parses, nothing that belongs to another audience stands in the tree, and no output path leaves the project
folder.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from generator.problems import Place, Problems

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PATH = re.compile(r"[A-Za-z0-9_./-]+\Z")


def verify(tree: Mapping[str, str], forbidden: Collection[str]) -> Mapping[str, str]:
    """
    The same tree, known to be sound.

    Args:
        tree: Path -> text of one client.
        forbidden: Words that belong to other audiences: their operationIds, paths and types.

    Raises:
        BuildStopped: With every file that fails.
    """
    problems = Problems()
    plain = {word for word in forbidden if word.isidentifier()}
    phrases = sorted(set(forbidden) - plain)
    for path, text in tree.items():
        place = Place(path)
        if not _PATH.match(path) or ".." in path.split("/") or path.startswith("/"):
            problems.add(place, "this output path leaves the project or has odd characters", "Rename the tag or type.")
        if path.endswith(".py"):
            try:
                ast.parse(text)
            except (SyntaxError, ValueError) as error:
                problems.add(place, f"the generated module does not parse: {error}", "Report this fault.")
        found = (
            plain & set(_NAME.findall(text)) | {phrase for phrase in phrases if phrase in text} if forbidden else set()
        )
        for word in sorted(found):
            problems.add(place, f"{word} belongs to another audience", "Reword the document, or correct x-audience.")
    problems.stop()
    return tree
