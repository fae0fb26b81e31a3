"""Subsidiaries of a OneWorld account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core.resource import AsyncResource, Resource

from ..calls import subsidiaries as _calls

if TYPE_CHECKING:
    from warp_client_core import AsyncListing, Page, RequestOptions

    from .. import models


class Subsidiaries(Resource):
    """Subsidiaries of a OneWorld account."""

    def list(
        self, *, limit: int | None = None, offset: int | None = None, options: RequestOptions | None = None
    ) -> Page[models.RecordRef]:
        """List subsidiaries.

        Returns references to subsidiaries, a page at a time. OneWorld accounts only. Items carry the id and links only;
        fetch a record for its fields. `limit` must divide `offset`, and a list ends after 1000 pages. Operation
        ``list_netsuite_subsidiaries``; read.

        Args:
            limit: Items per page, 1 to 1000.
            offset: Items to skip; a multiple of `limit`.
        """
        return self._client.send(_calls.list(limit=limit, offset=offset), options).data

    def get(self, id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSubsidiary:
        """Fetch one subsidiary.

        Returns all fields of a subsidiary that the role may see. OneWorld accounts only. Operation
        ``get_netsuite_subsidiary``; read.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
        """
        return self._client.send(_calls.get(id), options).data


class AsyncSubsidiaries(AsyncResource):
    """Subsidiaries of a OneWorld account."""

    def list(
        self, *, limit: int | None = None, offset: int | None = None, options: RequestOptions | None = None
    ) -> AsyncListing[models.RecordRef]:
        """List subsidiaries. Details: `Subsidiaries.list`."""
        return self._client.listing(_calls.list(limit=limit, offset=offset), options)

    async def get(self, id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSubsidiary:
        """Fetch one subsidiary. Details: `Subsidiaries.get`."""
        return (await self._client.send(_calls.get(id), options)).data
