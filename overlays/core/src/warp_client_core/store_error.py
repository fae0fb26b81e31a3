"""
What token stores raise. Import it from `warp_client_core.errors`, which has the whole tree.

The rule: a message holds no token and no part of a key.
"""

from __future__ import annotations

from warp_client_core.warp_error import WarpError


class TokenStoreError(WarpError):
    """
    Tokens could not be kept, or what is kept cannot be used. Nothing was removed.

    Attributes:
        reason: ``no_key`` (there is no key to seal with), ``bad_key`` (the keys are malformed), ``unknown_key`` (what
            is kept was sealed with a key that is not among the keys), ``damaged`` (it does not open), ``unsafe_path``
            (a link, or a place that other users can write to), ``busy`` (somebody else works there, for too long) or
            ``unavailable`` (the disk, database or server failed; trying again later may help).
    """

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason
