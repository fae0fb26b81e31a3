"""The one error of the release code: why something is not released, and what to do about it."""

from __future__ import annotations

from generator.problems import GeneratorError


class Refused(GeneratorError):
    """Nothing was published. The message says why, and what to do."""
