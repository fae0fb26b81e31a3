"""
Tokens in encrypted files of one folder, for the processes of one machine.

The rule: a file is replaced, never written into, and only under a lock that ends with its holder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from warp_client_core.stores.folders import PrivateFolder
from warp_client_core.stores.keys import found_keys
from warp_client_core.stores.locks import awaited, taken
from warp_client_core.stores.sealed import SealedStore
from warp_client_core.stores.shared import Claim, check_seconds


class FileTokenStore(SealedStore):
    """
    Keeps tokens in a folder of the local disk, one file a slot, sealed with AES-256-GCM.

    The folder is made with mode 0700, files with 0600. A claim lasts until it is released or its process ends,
    however that ends; ``seconds`` do not matter. Network file systems whose locks are not kept by the server do not
    do. On Windows the access list of the folder takes the place of modes.

    Args:
        path: The folder; ``~`` stands for the user's home.
        keys: Key ids to 32 bytes; the first encrypts, each decrypts. None for those of ``WARP_TOKEN_KEYS``, else one
            that the system's keyring keeps.
        slot: Whose tokens; any text. File names do not show it.

    Raises:
        TokenStoreError: There are no keys (reason ``no_key``), or they are malformed (``bad_key``).
        ImportError: The extra ``stores`` is not installed.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, keys: Mapping[str, bytes] | None = None, slot: str = "default"
    ) -> None:
        found, keys = found_keys(keys), None
        super().__init__(found, slot=slot)
        self._folder = PrivateFolder(path)

    def claim(self, seconds: float) -> Claim | None:
        """The right to refresh, None when somebody else has it. Does not wait."""
        check_seconds(seconds)
        return taken(self._folder, f"{self._name}.claim")

    def _fetch(self) -> bytes | None:
        return self._folder.read(f"{self._name}.tokens")

    def _replace(self, old: bytes | None, new: bytes) -> bool:
        lock = awaited(self._folder, f"{self._name}.lock")
        try:
            if self._fetch() != old:
                return False
            self._folder.write(f"{self._name}.tokens", new)
            return True
        finally:
            lock.release()
