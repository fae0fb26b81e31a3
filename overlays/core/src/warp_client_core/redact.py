"""
Makes values fit to be shown: secrets in ``repr``, texts of servers in messages.

The rule: what is shown for a secret does not depend on the secret, not even on its length; and no text that a
server chose can look like anything but a part of one line.
"""

from collections.abc import Iterable, Mapping


def masked(value: object) -> str:
    """
    Text to show in place of a secret; made for ``attrs.field(repr=masked)``.

    An absent value (None or UNSET) is shown as it is, since its absence is no secret and often the answer to
    a question about a failed sign-in.
    """
    from warp_client_core.unset import UNSET

    return repr(value) if value is None or value is UNSET else "'***'"


def one_line(text: object, limit: int) -> str | None:
    """
    Text of a server made fit for a message: printable, one line, at most so many characters; None when none is left.

    Line breaks and control characters go, so that a server cannot forge lines of a log.
    """
    if not isinstance(text, str):
        return None
    # More than is kept, because what is not printable is dropped.
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * limit]).split())[:limit] or None


def names_only(values: Iterable[tuple[str, object]] | Mapping[str, object] | None) -> str:
    """Text to show in place of query parameters, whose values may be anything; made for ``attrs.field(repr=...)``."""
    if values is None:
        return "None"
    names = values if isinstance(values, Mapping) else [name for name, _value in values]
    return "{" + ", ".join(f"{name!r}: '***'" for name in names) + "}"


def without_query(url: str) -> str:
    """Text to show in place of a URL: the URL up to its query."""
    return repr(url.partition("?")[0])
