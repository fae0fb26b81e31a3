"""
How the body of a reply becomes what a method returns.

One class per kind of reply; an operation holds one of them. Pure. The rule: a reply that is not what the
API describes raises, with what is needed to report it; it never becomes None or a half-filled model.

The codec is imported where it is used, so that describing calls does not load msgspec.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

from warp_client_core.errors import ResponseDecodeError
from warp_client_core.headers import field
from warp_client_core.value import Value
from warp_client_core.values import ResponseMeta

if TYPE_CHECKING:
    from warp_client_core.drift import Watch
    from warp_client_core.pages import Page  # noqa: F401 -- named as text in the bases of Paged

T = TypeVar("T")

_CHARSET: Final = r"(?i:charset=\"?(us-ascii|iso-8859-(?:1[013-6]?|[2-9])|windows-125[0-8]|utf-16)\b)"
"""Charsets that are taken from a reply; codecs of others raise, or take longer than the text deserves."""

Decoded: TypeAlias = tuple[Any, ResponseMeta | None]
"""Payload and meta of a reply."""


@functools.cache
def _codec() -> ModuleType:
    from warp_client_core import codec

    return codec


class Paging(enum.Enum):
    """How a list goes on after a page."""

    PAGE = "page"
    """Query ``page`` from 1; the reply tells the number of pages."""
    OFFSET = "offset"
    """Query ``offset``; a page shorter than ``limit`` is the last."""
    HAS_MORE = "has_more"
    """Query ``offset``; the reply tells ``hasMore`` (NetSuite collections)."""


class Reply(Value, Generic[T]):
    """
    A kind of reply; ``T`` is what a method gives back.

    Attributes:
        accept: Value of the ``Accept`` header.
        varies: Whether the status decides which kind it is; `chosen` then tells.
    """

    __slots__ = ()
    accept: ClassVar[str] = "application/json"
    varies: ClassVar[bool] = False

    def chosen(self, status_code: int) -> Reply[T]:
        """The kind of reply that comes with a status."""
        return self

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """
        The payload and meta of a successful reply.

        Args:
            content: The body, decompressed.
            headers: Header fields of the reply.
            watch: Told of what the reply holds that the type does not know; None to look for nothing.

        Raises:
            ResponseDecodeError: The reply is not of this kind, or the watch is strict and something is unknown;
                path and reason only, the rest is added by the caller.
        """
        raise NotImplementedError


class Typed(Generic[T]):
    """
    A kind of reply that holds a type, the first of its ``__match_args__``.

    The type may be named later, so that to describe many calls is not to make the models of all their replies.
    """

    __slots__ = ("_find",)

    @classmethod
    def later(cls, find: Callable[[], type[T]], *further: Any) -> Self:
        """
        A reply of the type that is found when it is first asked for.

        Args:
            find: Gives the type.
            further: What the class takes after its type.
        """
        kind: Any = cls
        made = kind(None, *further)
        delattr(made, kind.__match_args__[0])
        made._find = find
        found: Self = made
        return found

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            # Python asks here for a slot that is empty.
            if name != self.__match_args__[0]:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            value = self._find()
            setattr(self, name, value)
            return value

    def __getstate__(self) -> tuple[None, dict[str, Any]]:
        """The type by its name, whichever way it was given."""
        parts: Any = type(self)
        return None, {name: getattr(self, name) for name in parts.__match_args__}


class Enveloped(Typed[T], Reply[T]):
    """``{data, meta}``: gives ``data`` as ``type``, which may be any type expression."""

    __slots__ = __match_args__ = ("type",)

    def __init__(self, type: type[T]) -> None:
        self.type: Final = type

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The payload in its envelope; older envelopes and the bare payload are read as well."""
        found: Decoded = _codec().read_envelope(self.type, content, watch)
        return found


class Bare(Typed[T], Reply[T]):
    """The body itself as ``type``, which may be any type expression."""

    __slots__ = __match_args__ = ("type",)

    def __init__(self, type: type[T]) -> None:
        self.type: Final = type

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The payload, which is the whole body."""
        found: Decoded = _codec().read_bare(self.type, content, watch)
        return found


class Paged(Typed[T], Reply["Page[T]"], Generic[T]):
    """One page of a list: gives the items as a plain list; a driver makes a page of it."""

    __slots__ = __match_args__ = ("item", "style")

    def __init__(self, item: type[T], style: Paging = Paging.PAGE) -> None:
        self.item: Final = item
        self.style: Final = style

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The items, and where the page stands."""
        codec = _codec()
        read = codec.read_collection if self.style is Paging.HAS_MORE else codec.read_envelope
        found: Decoded = read(list[self.item], content, watch)  # type: ignore[name-defined] # a type made at run time
        return found


class Nothing(Reply[None]):
    """No payload: gives None, whatever the body holds."""

    __slots__ = ()

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """Always None: some servers answer 204, some 200 with an empty envelope."""
        return None, None


class Located(Typed[T], Reply[T]):
    """
    An address in place of a payload: gives ``type(id=..., location=...)`` from the ``Location`` header.

    A reply without the header but with a body is read as ``type`` instead.
    """

    __slots__ = __match_args__ = ("type",)

    def __init__(self, type: type[T]) -> None:
        self.type: Final = type

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The last segment of the address, decoded, and the address as it was sent."""
        location = field(headers, "location") or ""
        try:
            last = urlsplit(location).path.rstrip("/").rpartition("/")[2]
        except ValueError:
            last = ""
        if not last and content:
            found: Decoded = _codec().read_bare(self.type, content, watch)
            return found
        if not last:
            raise ResponseDecodeError("the reply has no usable Location header", path="Location")
        make: Any = self.type
        return make(id=unquote(last), location=location), None


class Text(Reply[str]):
    """The body as text."""

    __slots__ = ()
    accept: ClassVar[str] = "text/*, application/json;q=0.5, */*;q=0.1"

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The body in its declared charset, UTF-8 by default; bytes that do not fit are replaced."""
        declared = re.search(_CHARSET, field(headers, "content-type") or "")
        return content.decode(declared[1] if declared else "utf-8", "replace"), None


class Binary(Reply[bytes]):
    """The body as bytes."""

    __slots__ = ()
    accept: ClassVar[str] = "*/*"

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The body, decompressed."""
        return content, None
