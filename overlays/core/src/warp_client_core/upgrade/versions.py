"""
The order of versions after PEP 440, as far as clients use it: release, ``a``, ``b``, ``rc``, ``post``, ``dev``.

The rule: what is not such a version is refused, never guessed; epochs and local versions are not used by any client.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from warp_client_core.upgrade.failing import UpgradeError

Order: TypeAlias = tuple[tuple[int, ...], tuple[int, int], tuple[int, int], tuple[int, int]]
"""What versions are compared by: release, pre-release, post-release, development release."""

_FORM = re.compile(
    r"v?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?"
    r"(?:(?:[-_.]?(?:post|rev|r)[-_.]?(\d*))|-(\d+))?([-_.]?dev[-_.]?(\d*))?"
)
_STAGES = {"a": 1, "alpha": 1, "b": 2, "beta": 2, "c": 3, "rc": 3, "pre": 3, "preview": 3}
_BEFORE_ALL, _FINAL = 0, 4


def order(version: str) -> Order:
    """
    Sort key of a version: ``order("1.4") == order("1.4.0") > order("1.4rc1")``.

    Raises:
        UpgradeError: It is no version.
    """
    match = _FORM.fullmatch(version.strip().lower())
    if match is None:
        raise UpgradeError(f"{version!r} is no version. Write it like 1.4, 1.4.2 or 2.0rc1.")
    numbers, stage, stage_number, post, dashed, dev, dev_number = match.groups()
    release = tuple(int(one) for one in numbers.split("."))
    while len(release) > 1 and release[-1] == 0:
        release = release[:-1]
    is_post = post is not None or dashed is not None
    pre = (_STAGES[stage], int(stage_number or 0)) if stage else (_FINAL, 0)
    if dev and not stage and not is_post:
        pre = (_BEFORE_ALL, 0)
    return (
        release,
        pre,
        (1, int(post or dashed or 0)) if is_post else (0, 0),
        (0, int(dev_number or 0)) if dev else (1, 0),
    )
