"""
Calls to paths that the client has no method for.

The rule: such a call is treated as any other, with retries by what its method promises (RFC 9110, 9.2), so nothing
about it is quieter or bolder because it is not described.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from urllib.parse import unquote

import attrs

from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.headers import field
from warp_client_core.origins import is_absolute
from warp_client_core.replies import Bare, Decoded, Reply, Text
from warp_client_core.unset import UNSET

_SAFETY: Final = {
    "GET": Safety.READ,
    "HEAD": Safety.READ,
    "OPTIONS": Safety.READ,
    "PUT": Safety.IDEMPOTENT,
    "DELETE": Safety.IDEMPOTENT,
}
_METHOD: Final = re.compile(r"[A-Z]{1,20}")
_PATH: Final = re.compile(r"/[!$&'()*+,;=:@%/A-Za-z0-9._~-]*")


class AsSent(Reply[Any]):
    """JSON as dicts and lists, text as str, anything else as bytes, and nothing as None."""

    __slots__ = ()
    accept: ClassVar[str] = "application/json, */*;q=0.5"

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Any = None) -> Decoded:
        """The body, read as its content type says; without one, as JSON."""
        if not content:
            return None, None
        media_type = (field(headers, "content-type") or "application/json").partition(";")[0].strip().lower()
        if media_type == "application/json" or media_type.endswith("+json"):
            anything: Any = Any
            return Bare(anything).decode(content, headers)
        if media_type.startswith("text/"):
            return Text().decode(content, headers)
        return content, None


def raw_call(
    method: str,
    path: str,
    *,
    query: Mapping[str, object] | None = None,
    headers: Mapping[str, object] | None = None,
    json: object = UNSET,
    form: Mapping[str, object] | None = None,
    multipart: Mapping[str, object] | None = None,
    safety: Safety | None = None,
    reply: Reply[Any] | None = None,
) -> Call[Any]:
    """
    A call that no operation describes.

    Args:
        method: HTTP method.
        path: Path below the base URL, from its first slash, percent-encoded; or a whole URL, to which the client's
            credentials and headers go only when it has the origin of the base URL.
        query: Query parameters; None and UNSET are left out, a list repeats its name.
        headers: Header fields.
        json: Body as JSON.
        form: Body as an urlencoded form.
        multipart: Body as multipart; bytes, path objects and open binary files are files.
        safety: What happens when the call is carried out twice; by default what the method promises, so that POST
            and PATCH are never repeated after they may have arrived.
        reply: How the body is read; by default as its content type says.

    Raises:
        ValueError: The method or the path cannot be sent as it is, or an argument has no spelling on the wire.
        TypeError: There are two bodies.
    """
    method = method.upper()
    if not _METHOD.fullmatch(method):
        raise ValueError(f"request: {method[:40]!r} is not an HTTP method")
    call: Call[Any] = Operation(
        "request", method, "", safety or _SAFETY.get(method, Safety.UNSAFE), reply or AsSent()
    ).call(query=query, headers=headers, json=json, form=form, multipart=multipart)
    return call.at(path) if is_absolute(path) else attrs.evolve(call, path=_checked(path))


def _checked(path: str) -> str:
    """
    A path that names what it seems to name.

    Servers and proxies resolve ``..`` in any spelling, and an empty segment in their own ways.
    """
    if not _PATH.fullmatch(path):
        raise ValueError(
            "request: the path must begin with a slash and hold no query, fragment, space or character that is not "
            "percent-encoded; pass query=... for parameters"
        )
    for segment in path[1:].removesuffix("/").split("/") if path != "/" else ():
        text = unquote(segment)
        # Some servers drop what follows a semicolon before they resolve "..".
        if text.partition(";")[0].strip() in ("", ".", "..") or not text.isprintable() or set(text) & {"/", "\\"}:
            raise ValueError(f"request: the path must not hold the segment {segment!r}")
    return path
