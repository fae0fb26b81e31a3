"""
Replies that take more than one form: by status, by being empty, or under another media type than JSON.

The rule: each form is a `Reply` of its own; this module only says which one has come. Loaded by the generated calls
that need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from warp_client_core.errors import ResponseDecodeError
from warp_client_core.raw import AsSent
from warp_client_core.replies import Decoded, Reply

if TYPE_CHECKING:
    from warp_client_core.drift import Watch

__all__ = ["Accepting", "AsSent", "ByStatus", "Maybe"]

T = TypeVar("T")


class Accepting(Reply[T]):
    """A reply that is asked for as another media type than its kind usually is."""

    __slots__ = __match_args__ = ("reply", "accept")

    def __init__(self, reply: Reply[T], accept: str) -> None:
        self.reply: Final = reply
        object.__setattr__(self, "accept", accept)

    @property
    def varies(self) -> bool:  # type: ignore[override] # a class variable of most kinds
        """As of the reply."""
        return self.reply.varies

    def chosen(self, status_code: int) -> Reply[T]:
        """The kind of reply that comes with a status."""
        return self.reply.chosen(status_code)

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """As the reply itself is read."""
        return self.reply.decode(content, headers, watch)


class Maybe(Reply[T]):
    """A reply that may be empty, which gives None."""

    __slots__ = __match_args__ = ("reply", "accept")

    def __init__(self, reply: Reply[Any]) -> None:
        self.reply: Final = reply
        object.__setattr__(self, "accept", reply.accept)

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The payload, or None where there is no body."""
        return self.reply.decode(content, headers, watch) if content else (None, None)


class ByStatus(Reply[T]):
    """
    A reply whose kind depends on its status.

    Args:
        replies: By status, such as ``200`` or ``2XX``; ``default`` stands for any other.
    """

    __slots__ = __match_args__ = ("accept", "replies")
    varies: ClassVar[bool] = True

    def __init__(self, replies: Mapping[str, Reply[Any]]) -> None:
        self.replies: Final = replies
        # Media types in order, each once; a kind with a weighted list goes last as it stands.
        object.__setattr__(self, "accept", ", ".join(dict.fromkeys(one.accept for one in replies.values())))

    def chosen(self, status_code: int) -> Reply[T]:
        """
        The kind for this status: its own, that of its class, the default, and else the first one.
        """
        for key in (str(status_code), f"{status_code // 100}XX", "default"):
            if key in self.replies:
                return self.replies[key]
        return next(iter(self.replies.values()))

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """Not to be read without its status."""
        raise ResponseDecodeError("the status decides how this reply is read; it is missing")
