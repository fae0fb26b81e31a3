"""
Keeps secrets out of ``repr``.

The rule: what is shown for a secret does not depend on the secret, not even on its length.
"""


def masked(value: object) -> str:
    """
    Text to show in place of a secret; made for ``attrs.field(repr=masked)``.

    An absent value (None or UNSET) is shown as it is, since its absence is no secret and often the answer to
    a question about a failed sign-in.
    """
    from warp_client_core.unset import UNSET

    return repr(value) if value is None or value is UNSET else "'***'"
