"""
The documents as they were understood: one JSON file per root document, bundled and corrected.

One rule: what is read from here never needs the YAML sources, the corrections or this package. The sandbox serves these
files, and two releases of an API are compared by them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath

from generator.model.document import Document

FOLDER = "documents"


def documents_tree(documents: Mapping[str, Document]) -> dict[str, str]:
    """``warp.yaml`` -> ``warp.json`` and so on, in the order of the sources."""
    return {
        f"{PurePath(root).stem}.json": json.dumps(document.tree, indent=1, ensure_ascii=False) + "\n"
        for root, document in documents.items()
    }
