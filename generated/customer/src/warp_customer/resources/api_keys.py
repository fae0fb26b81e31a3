"""Keys for programs that call the platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import api_keys as _calls


class APIKeys(Resource):
    """Keys for programs that call the platform."""

    def list(self, *, options: RequestOptions | None = None) -> List[models.ApiKey]:
        """List API keys.

        Returns all API keys of the account in one reply, without paging. Secrets are never part of it. Operation
        ``list_api_keys``; read.
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
            scopes: Permissions of the key.
            allowed_ips: Source addresses the key works from; left out or empty means any.
            expires_at: When the key stops working, UTC; no expiry when left out.
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
