"""
Compiled templates, kept beside the generator's own compiled modules as Python keeps those.

One rule: what is kept is used only for the same text, the same settings, and the same versions; whatever is wrong with
it, the template is compiled anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket


class Compiled(jinja2.BytecodeCache):
    """
    The compiled templates of one kind of environment.

    Args:
        settings: What the environment is made with, and what else the compiled text depends on.
        folder: Where they are kept; it need not exist or be writable.
    """

    def __init__(self, settings: Mapping[str, Any], folder: Path = Path(__file__).parent / "__pycache__") -> None:
        told = f"{jinja2.__version__} {sorted(settings.items())}"
        self._kind = f"{hashlib.sha256(told.encode()).hexdigest()[:16]}.{sys.implementation.cache_tag}"
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it was made of the same text."""
        # A broken file may raise anything; without it the template is compiled.
        with contextlib.suppress(Exception), open(self._file(bucket), "rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where that is possible; never half of it."""
        file = self._file(bucket)
        begun = file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            begun.write_bytes(bucket.bytecode_to_string())
            begun.replace(file)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{self._kind}.jinja"
