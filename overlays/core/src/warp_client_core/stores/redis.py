"""
Tokens in Redis, for workers on many hosts.

The rule: each change is one script on one key, written so that sending it twice does no more than sending it once,
because a connection may break after the script ran.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from warp_client_core.errors import TokenStoreError
from warp_client_core.forks import register
from warp_client_core.stores.keys import found_keys
from warp_client_core.stores.sealed import SealedStore
from warp_client_core.stores.shared import Claim, check_seconds

if TYPE_CHECKING:
    from redis import Redis

_REPLACE: Final = """
local held = redis.call('GET', KEYS[1])
if held == ARGV[2] then return 1 end
if (held or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
"""
_CLAIM: Final = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RELEASE: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class RedisTokenStore(SealedStore):
    """
    Keeps tokens in Redis, one key a slot, sealed with AES-256-GCM. Keys have no time to live.

    A claim is a lease: it ends after its seconds, also while its holder still works. What the holder writes then is
    refused when somebody else wrote meanwhile. Let the server keep what it acknowledged (``appendonly yes``, and no
    eviction of keys without a time to live): a server that forgets makes every worker sign in.

    Args:
        url: ``redis://``, ``rediss://`` or ``unix://``, as the library redis reads it, options included.
        keys: Key ids to 32 bytes; the first encrypts, each decrypts. None for those of ``WARP_TOKEN_KEYS``, else one
            that the system's keyring keeps.
        slot: Whose tokens; any text. Redis does not see it.
        prefix: What the names of all keys in Redis begin with.
        timeout: Seconds to wait for a connection, and for each reply; two more attempts are made.

    Raises:
        TokenStoreError: There are no keys (reason ``no_key``), or they are malformed (``bad_key``).
        ValueError: The address is none of Redis, or asks for decoded replies.
        ImportError: The extra ``stores`` or ``redis`` is not installed.
    """

    def __init__(
        self,
        url: str,
        *,
        keys: Mapping[str, bytes] | None = None,
        slot: str = "default",
        prefix: str = "warp:tokens",
        timeout: float = 5.0,
    ) -> None:
        found, keys = found_keys(keys), None
        make, url = _maker(url, check_seconds(timeout)), ""
        super().__init__(found, slot=slot)
        self._prefix = prefix
        self._server = _Server(make)

    def claim(self, seconds: float) -> Claim | None:
        """The right to refresh, None when somebody else has it. Does not wait for them."""
        lease = _Lease(self._server, f"{self._key()}:claim", check_seconds(seconds))
        return lease if lease.take() else None

    def decide(self, script: str, name: str, *arguments: bytes | str | int) -> bool:
        """
        Whether a script on one key beside the tokens says yes, for what else workers have to agree on.

        The script may run twice, when a connection breaks after it ran.

        Raises:
            TokenStoreError: Redis cannot be reached, or refuses the script (reason ``unavailable``).
        """
        return self._server.run(script, f"{self._prefix}:{name}", *arguments)

    def _key(self) -> str:
        # Braces keep both keys of a slot on one node of a cluster.
        return f"{self._prefix}:{{{self._name}}}"

    def _fetch(self) -> bytes | None:
        return self._server.get(self._key())

    def _replace(self, old: bytes | None, new: bytes) -> bool:
        return self._server.run(_REPLACE, self._key(), old or b"", new)


class _Server:
    """A connection pool of the library, another one in each process."""

    def __init__(self, make: Callable[[], Redis | None]) -> None:
        try:
            import redis  # noqa: F401 -- here, and not where the address with its password is at hand
        except ImportError as error:
            message = "RedisTokenStore needs redis; install warp-client-core[redis]"
            raise ImportError(message, name=error.name) from error
        self._make = make
        client = make()
        # Out of the handler of `_client`, whose error quotes parts of the address, the password maybe.
        if client is None:
            raise ValueError("url must be redis://, rediss:// or unix://, with special characters percent-encoded")
        if client.get_encoder().decode_responses:
            raise ValueError("url must not ask for decode_responses: what is kept is bytes")
        self._client = client
        self._parents: list[Redis] = []
        register(self)

    def get(self, key: str) -> bytes | None:
        """The value of a key."""
        found: Any = self._reached(lambda client: client.get(key))
        return None if found is None else bytes(found)

    def run(self, script: str, key: str, *arguments: bytes | str | int) -> bool:
        """Whether a script on one key says yes."""
        return bool(self._reached(lambda client: client.eval(script, 1, key, *arguments)))

    def _reached(self, ask: Any) -> Any:
        from redis.exceptions import RedisError

        try:
            return ask(self._client)
        except RedisError as error:
            raise TokenStoreError(
                f"Redis did not answer as it should ({type(error).__name__}); see the cause", reason="unavailable"
            ) from error

    def _after_fork(self) -> None:
        # redis-py notices a fork too, but waits for a lock that a thread of the parent may have held (8.1). The old
        # pool is kept, because its end would close connections.
        if (client := self._make()) is not None:
            self._parents.append(self._client)
            self._client = client

    def __repr__(self) -> str:
        return "_Server()"


class _Lease:
    """A right that Redis keeps for a time."""

    def __init__(self, server: _Server, key: str, seconds: float) -> None:
        self._server = server
        self._key = key
        self._seconds = seconds
        self._holder = os.urandom(16).hex()
        self._process = os.getpid()
        self._end = 0.0

    def take(self) -> bool:
        """Ask for the right."""
        # The end is reckoned from before the request, so that it never lies after the server's.
        self._end = time.monotonic() + self._seconds
        return self._server.run(_CLAIM, self._key, self._holder, max(1, int(self._seconds * 1_000)))

    def held(self) -> bool:
        """Whether the lease still runs; asks the server."""
        if not self._is_ours():
            return False
        try:
            return self._server.get(self._key) == self._holder.encode()
        except TokenStoreError:
            return False

    def release(self) -> None:
        """Give the right back."""
        if self._is_ours():
            self._end = 0.0
            # A server that cannot be reached ends the lease by itself.
            with contextlib.suppress(TokenStoreError):
                self._server.run(_RELEASE, self._key, self._holder)

    def _is_ours(self) -> bool:
        return self._process == os.getpid() and time.monotonic() < self._end


def _maker(url: str, timeout: float) -> Callable[[], Redis | None]:
    """What makes connections; not a partial function, whose ``repr`` shows the password."""
    return lambda: _client(url, timeout)


def _client(url: str, timeout: float) -> Redis | None:
    import redis
    from redis.backoff import ExponentialWithJitterBackoff
    from redis.retry import Retry

    try:
        client = redis.Redis.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            retry=Retry(ExponentialWithJitterBackoff(cap=0.5, base=0.05), 2),
        )
        # Options are looked at when a connection is made, not connected; here rather than at the first call.
        client.connection_pool.connection_class(**client.connection_pool.connection_kwargs)
        return client
    except (ValueError, TypeError, AttributeError):
        return None
