"""How many parts a text is sent in."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.segments import segments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("中" * 70, 1),
        ("中" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
    ids=str,
)
def test_text_takes_its_parts(text, count):
    """
    Characters of the default alphabet count once, escaped ones twice, and one other makes the whole text wide.
    """
    assert count == segments(text)
