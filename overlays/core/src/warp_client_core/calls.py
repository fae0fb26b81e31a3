"""
Calls as values: what to ask, without asking it.

An `Operation` is what an API description fixes; a `Call` is one use of it with its arguments. Everything that
can be wrong with the arguments shows here. Pure: nothing in this module touches the network.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeVar

import attrs

from warp_client_core.bodies import Body, FormBody, JsonBody
from warp_client_core.headers import checked
from warp_client_core.literals import pairs, segment
from warp_client_core.origins import check_url
from warp_client_core.redact import names_only, without_query
from warp_client_core.replies import Reply
from warp_client_core.unset import UNSET
from warp_client_core.value import Value

T = TypeVar("T")

_PARAMETER: Final = re.compile(r"\{([^{}]+)\}")


class Safety(enum.Enum):
    """What happens when an operation is carried out twice; it decides when a call may be repeated."""

    READ = "read"
    """Changes nothing."""
    IDEMPOTENT = "idempotent"
    """Twice is the same as once."""
    KEYED = "keyed"
    """Twice under one idempotency key is the same as once."""
    UNSAFE = "unsafe"
    """Twice is twice: never repeated unless it provably was not sent."""


class Session(enum.Enum):
    """What an operation does to the signed-in session of the client."""

    OPENS = "opens"
    """The reply holds the tokens of a new identity."""
    RENEWS = "renews"
    """The reply holds new tokens of the same identity."""
    CLOSES = "closes"
    """The tokens are dropped, whether the call succeeds or not."""


@attrs.frozen(eq=False, repr=False)
class Operation(Value, Generic[T]):
    """
    The constant part of a call, one per operation of the API.

    Attributes:
        id: Name of the operation, such as ``get_trunk``.
        method: HTTP method in upper case.
        path: Path below the base URL with ``{names}`` for parameters, or a whole URL.
        safety: Decides about repeating.
        reply: How the reply becomes ``T``.
        session: What it does to the signed-in session.
        authenticated: Whether it is sent with the client's credentials.
        key_header: Header of the idempotency key, where it is not ``Idempotency-Key``.
        deprecated: Whether callers are warned that it will go away.
        needs: Query parameters that have to be given beside a value of another: name, other, value.
        security: Alternatives of schemes that it is sent with; None for those of the client.
    """

    id: str
    method: str
    path: str
    safety: Safety
    reply: Reply[T]
    session: Session | None = None
    authenticated: bool = True
    key_header: str | None = None
    deprecated: bool = False
    security: tuple[tuple[str, ...], ...] | None = None
    needs: tuple[tuple[str, str, str], ...] = ()

    def call(
        self,
        *path_values: object,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, object] | None = None,
        media_type: str | None = None,
        content: object = UNSET,
    ) -> Call[T]:
        """
        One use of the operation.

        Args:
            path_values: Path parameters in order of appearance.
            query: Query parameters by wire name; None and UNSET are left out, a list repeats its name.
            headers: Header parameters by wire name; None and UNSET are left out.
            json: A model, or a mapping by wire name in which None is ``null`` and UNSET is left out.
            form: Fields of an urlencoded form.
            multipart: Fields and files; bytes, path objects and open binary files are files.
            media_type: Content type of the body, where it is not the usual one of its kind.
            content: The body as it is: text, bytes, a path object or an open binary file.

        Raises:
            ValueError: An argument cannot be sent or is missing; the message names it and the operation.
            TypeError: The number of path parameters is wrong, a type has no wire form, or there are two bodies.
        """
        for name, other, value in self.needs:
            if query and query.get(other) == value and query.get(name) in (None, UNSET):
                raise ValueError(f"{self.id}: {name} must be given with {other}={value!r}")
        return Call(
            operation=self,
            path=self._expand(path_values),
            query=tuple(pairs(query, where=f"{self.id}: query")) if query else (),
            headers=_header_fields(headers) if headers else (),
            body=self._body(json, form, multipart, media_type)
            if content is UNSET
            else self._content(content, media_type),
        )

    def _expand(self, values: tuple[object, ...]) -> str:
        texts, names = _split(self.path)
        if len(names) != len(values):
            raise TypeError(f"{self.id} takes {len(names)} path parameters ({', '.join(names)}), not {len(values)}")
        path = texts[0]
        for value, name, text in zip(values, names, texts[1:], strict=True):
            path += segment(value, name=name, operation=self.id) + text
        return path

    def _body(
        self,
        json: object,
        form: Mapping[str, object] | None,
        multipart: Mapping[str, object] | None,
        media_type: str | None,
    ) -> Body | None:
        if (json is not UNSET) + (form is not None) + (multipart is not None) > 1:
            raise TypeError(f"{self.id} takes one body: json, form or multipart")
        if form is not None:
            return FormBody.of(form, operation=self.id)
        if multipart is not None:
            from warp_client_core.multipart import MultipartBody

            return MultipartBody.of(multipart, operation=self.id)
        if json is UNSET:
            return None
        # Here rather than above: msgspec is only loaded once there is something to encode.
        from warp_client_core import codec

        try:
            return JsonBody(codec.encode(json), media_type or "application/json")
        except (TypeError, ValueError) as error:
            raise type(error)(f"{self.id}: {error}") from error

    def _content(self, content: object, media_type: str | None) -> Body | None:
        from warp_client_core.contents import content_body

        return content_body(content, media_type or "application/octet-stream", operation=self.id)


@attrs.frozen(eq=False, repr=False)
class Call(Value, Generic[T]):
    """
    One use of an operation, ready to be sent by a client.

    Attributes:
        operation: The constant part.
        path: Path below the base URL, expanded and percent-encoded, or a whole URL.
        query: Names and texts of the query, not yet encoded, in order.
        headers: Header parameters of the operation.
        body: The body; None for none at all.
    """

    operation: Operation[T]
    path: str = attrs.field(repr=without_query)
    query: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=names_only)
    headers: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    body: Body | None = None

    @property
    def operation_id(self) -> str:
        """Name of the operation."""
        return self.operation.id

    @property
    def method(self) -> str:
        """HTTP method."""
        return self.operation.method

    @property
    def safety(self) -> Safety:
        """What happens when the call is carried out twice."""
        return self.operation.safety

    @property
    def reply(self) -> Reply[T]:
        """How the reply becomes ``T``."""
        return self.operation.reply

    def with_query(self, **changes: Any) -> Call[T]:
        """
        The call with other query parameters: each change replaces all of its name, None or UNSET removes it.

        Raises:
            ValueError, TypeError: A value has no plain spelling.
        """
        kept = tuple(pair for pair in self.query if pair[0] not in changes)
        added = tuple(pairs(changes, where=f"{self.operation_id}: query"))
        return attrs.evolve(self, query=kept + added)

    def with_body(self, body: Body | None) -> Call[T]:
        """The call with another body, for instance one that is streamed and reports its progress."""
        return attrs.evolve(self, body=body)

    def at(self, url: str) -> Call[T]:
        """
        The call sent to a whole URL, for endpoints that live outside the base URL.

        Credentials go along only when the URL has the origin of the base URL.

        Raises:
            ValueError: The URL is not http(s), has no host, or holds user information or a fragment.
        """
        return attrs.evolve(self, path=check_url(url, name=f"{self.operation_id}: url"))


@functools.lru_cache(maxsize=1_024)
def _split(path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts around the parameters of a path, and the names of the parameters."""
    parts = _PARAMETER.split(path)
    return tuple(parts[::2]), tuple(parts[1::2])


def _header_fields(headers: Mapping[str, object] | None) -> tuple[tuple[str, str], ...]:
    sent = ((name, value) for name, value in (headers or {}).items() if value is not None and value is not UNSET)
    return tuple(checked(name, value.value if isinstance(value, enum.Enum) else value) for name, value in sent)
