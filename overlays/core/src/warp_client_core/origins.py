"""
Rules for the addresses that a client talks to.

Pure. The rule: credentials travel only to the origin they are meant for and only over TLS, and an address that
two URL parsers could read differently is refused.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_SECURE: Final = frozenset({"https", "wss"})


def check_url(url: str, *, name: str, schemes: tuple[str, ...] = ("https", "http")) -> str:
    """
    The same URL, when it is absolute and safe to use.

    Args:
        url: The URL to look at.
        name: What the URL is, for messages.
        schemes: The schemes allowed, secure one first.

    Raises:
        ValueError: Another scheme, no host, user information, a fragment, a space, backslash or control character.
    """
    parts = _split(url, name)
    if parts.scheme not in schemes:
        raise ValueError(f"{name} must start with {schemes[0]}://, not {parts.scheme or 'a path'}")
    if "@" in parts.netloc:
        raise ValueError(f"{name} must not hold a user name or password; pass credentials as arguments")
    if not _AUTHORITY.fullmatch(parts.netloc):
        raise ValueError(f"{name} needs a plain host name, optionally with a port")
    if parts.fragment or url.endswith("#"):
        raise ValueError(f"{name} must not have a fragment (#...)")
    return url


def check_base_url(
    url: str, *, name: str = "base_url", schemes: tuple[str, ...] = ("https", "http"), plain_allowed: bool = False
) -> str:
    """
    A base URL without its trailing slash.

    Args:
        url: The URL to look at.
        name: What the URL is, for messages.
        schemes: The schemes allowed, secure one first.
        plain_allowed: Accept a URL without TLS for any host, not only for the local one.

    Raises:
        ValueError: As for `check_url`; also a query, or no TLS towards another host.
    """
    parts = urlsplit(check_url(url, name=name, schemes=schemes))
    if "?" in url:
        raise ValueError(f"{name} must not have a query (?...)")
    if parts.scheme not in _SECURE and not plain_allowed and not is_loopback(parts.hostname or ""):
        raise ValueError(
            f"{name} must use {schemes[0]}:// because tokens are sent to it; without TLS only the local host is "
            "allowed, or any host through an http_client that you pass"
        )
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without brackets, is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host in lower case, and port of a checked URL (RFC 6454, 4)."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme)


def is_absolute(path: str) -> bool:
    """Whether a call's path is a whole URL."""
    return path.startswith(("https://", "http://"))


def _split(url: str, name: str) -> SplitResult:
    # urlsplit silently drops tabs and line breaks, and browsers read "\" as "/": refuse what is ambiguous.
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise ValueError(f"{name} must not hold spaces, backslashes or control characters")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- reading it is what checks its range
    except ValueError as error:
        raise ValueError(f"{name} is not a URL: {error}") from error
    return parts
