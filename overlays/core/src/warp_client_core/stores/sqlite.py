"""
Tokens in a SQLite database, for the processes of one machine.

The rule: a connection lives within one operation, so none is shared between threads or carried over a fork.
"""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from warp_client_core.errors import TokenStoreError
from warp_client_core.stores.folders import PrivateFolder
from warp_client_core.stores.keys import found_keys
from warp_client_core.stores.locks import awaited, taken
from warp_client_core.stores.sealed import SealedStore
from warp_client_core.stores.shared import Claim, check_seconds

R = TypeVar("R")

_PATIENCE: Final = 10.0
_PAUSE: Final = 0.01
_TABLE: Final = "CREATE TABLE IF NOT EXISTS warp_tokens (slot TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID"
_SELECT: Final = "SELECT sealed FROM warp_tokens WHERE slot = ?"
_INSERT: Final = "INSERT OR REPLACE INTO warp_tokens (slot, sealed) VALUES (?, ?)"

# SQLite notes in memory which locks its process holds. A child that is forked while another thread works would find
# the database locked for ever, so a fork waits for the operation to end.
_WORKING: Final = threading.RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_WORKING.acquire, after_in_parent=_WORKING.release, after_in_child=_WORKING.release)


class SQLiteTokenStore(SealedStore):
    """
    Keeps tokens in a table of a SQLite database, one row a slot, sealed with AES-256-GCM.

    The database is made with mode 0600, in a folder that is made with 0700 and that nobody else may write to. It
    keeps SQLite's default rollback journal. A claim is a lock on a file beside the database: it lasts until it is
    released or its process ends, however that ends; ``seconds`` do not matter.

    Args:
        path: The database file; ``~`` stands for the user's home.
        keys: Key ids to 32 bytes; the first encrypts, each decrypts. None for those of ``WARP_TOKEN_KEYS``, else one
            that the system's keyring keeps.
        slot: Whose tokens; any text. The database does not show it.

    Raises:
        TokenStoreError: There are no keys (reason ``no_key``), or they are malformed (``bad_key``).
        ImportError: The extra ``stores`` is not installed.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, keys: Mapping[str, bytes] | None = None, slot: str = "default"
    ) -> None:
        found, keys = found_keys(keys), None
        super().__init__(found, slot=slot)
        self._path = Path(path).expanduser().absolute()
        self._folder = PrivateFolder(self._path.parent)

    def claim(self, seconds: float) -> Claim | None:
        """The right to refresh, None when somebody else has it. Does not wait."""
        check_seconds(seconds)
        return taken(self._folder, f"{self._path.name}.{self._name}.claim")

    def _fetch(self) -> bytes | None:
        return self._done(self._held)

    def _replace(self, old: bytes | None, new: bytes) -> bool:
        def replaced(connection: sqlite3.Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            if self._held(connection) != old:
                return False
            connection.execute(_INSERT, (self._name, new))
            connection.execute("COMMIT")
            return True

        return self._done(replaced)

    def _held(self, connection: sqlite3.Connection) -> bytes | None:
        row: tuple[Any, ...] | None = connection.execute(_SELECT, (self._name,)).fetchone()
        if row is None:
            self._check_whole(connection)
            return None
        # What is no blob was not put there by us; it does not open, and only clear() replaces it.
        return row[0] if isinstance(row[0], bytes) else repr(row[0]).encode()

    def _check_whole(self, connection: sqlite3.Connection) -> None:
        # SQLite reads what was cut off as zeros: a row in there as a row that never was, and one whose name was cut as
        # that of somebody else. Nobody can write while a transaction reads, so the size is that of the same moment.
        if not connection.in_transaction:
            connection.execute("BEGIN")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        (stated,) = connection.execute(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        ).fetchone()
        if verdict != "ok" or self._path.stat().st_size < stated:
            raise TokenStoreError(f"{self._path} is not a sound SQLite database", reason="damaged")

    def _done(self, work: Callable[[sqlite3.Connection], R]) -> R:
        """What the work gives back; begun anew while somebody else has the database, which then holds nothing of it."""
        # SQLite follows links and makes files that all can read, so the file is looked at and made first. It is not
        # opened for that, because closing it would drop the locks that SQLite has on it for another thread.
        if not self._folder.has(self._path.name):
            self._create()
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                with _WORKING, contextlib.closing(self._connected()) as connection:
                    connection.execute(_TABLE)
                    return work(connection)
            except sqlite3.Error as error:
                if not _is_busy(error) or time.monotonic() > end:
                    raise self._translated(error) from error
            # SQLite itself would wait in ever longer steps, and keep the other threads of this process waiting too.
            time.sleep(random.uniform(0, 2 * _PAUSE))

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_PAUSE, isolation_level=None)

    def _create(self) -> None:
        lock = awaited(self._folder, f"{self._path.name}.lock")
        try:
            if not self._folder.has(self._path.name):
                self._folder.write(self._path.name, b"")
        finally:
            lock.release()

    def _translated(self, error: sqlite3.Error) -> TokenStoreError:
        if _is_busy(error):
            return TokenStoreError(
                f"{self._path} was locked for {_PATIENCE:g} seconds by another process", reason="busy"
            )
        if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return TokenStoreError(f"{self._path} is not a sound SQLite database; {error}", reason="damaged")
        return TokenStoreError(f"{self._path}: SQLite failed; {error}", reason="unavailable")


def _is_busy(error: sqlite3.Error) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
