"""Keys for programs that call the platform."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from warp_client_core import UNSET
from warp_client_core.resource import AsyncResource, Resource

from ..calls import api_keys as _calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import List

    from warp_client_core import RequestOptions, Unset

    from .. import models


class APIKeys(Resource):
    """Keys for programs that call the platform."""

    def list(self, *, options: RequestOptions | None = None) -> List[models.ApiKey]:
        """List API keys.

        Lists all API keys of the account, without paging. Secrets are never listed. Operation ``list_api_keys``; read.
        """
        return self._client.send(_calls.list(), options).data

    def create(
        self,
        *,
        name: str,
        scopes: Sequence[models.ApiKeyScope | str],
        allowed_ips: Sequence[str] | Unset = UNSET,
        expires_at: dt.datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ApiKeyCreated:
        """Create an API key.

        Creates an API key. The secret in `key` is shown only in this reply and cannot be read again; if the reply is
        lost, delete the key and create another. Operation ``create_api_key``; unsafe.

        Args:
            name: Display name.
            scopes: Permissions to grant.
            allowed_ips: Source addresses to accept; leave out or empty for any.
            expires_at: When the key stops working, UTC; no expiry when absent.
        """
        return self._client.send(
            _calls.create(name=name, scopes=scopes, allowed_ips=allowed_ips, expires_at=expires_at), options
        ).data

    def delete(self, key_id: str, *, options: RequestOptions | None = None) -> None:
        """Revoke an API key.

        Revokes an API key for good. Requests made with it fail from then on. Operation ``delete_api_key``; idempotent.

        Args:
            key_id: API key id (not the secret).
        """
        self._client.send(_calls.delete(key_id), options)


class AsyncAPIKeys(AsyncResource):
    """Keys for programs that call the platform."""

    async def list(self, *, options: RequestOptions | None = None) -> List[models.ApiKey]:
        """List API keys. Details: `APIKeys.list`."""
        return (await self._client.send(_calls.list(), options)).data

    async def create(
        self,
        *,
        name: str,
        scopes: Sequence[models.ApiKeyScope | str],
        allowed_ips: Sequence[str] | Unset = UNSET,
        expires_at: dt.datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ApiKeyCreated:
        """Create an API key. Details: `APIKeys.create`."""
        return (
            await self._client.send(
                _calls.create(name=name, scopes=scopes, allowed_ips=allowed_ips, expires_at=expires_at), options
            )
        ).data

    async def delete(self, key_id: str, *, options: RequestOptions | None = None) -> None:
        """Revoke an API key. Details: `APIKeys.delete`."""
        await self._client.send(_calls.delete(key_id), options)
