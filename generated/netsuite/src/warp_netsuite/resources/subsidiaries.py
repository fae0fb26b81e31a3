"""Subsidiaries of a OneWorld account."""

from __future__ import annotations

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import subsidiaries as _calls


class Subsidiaries(Resource):
    """Subsidiaries of a OneWorld account."""

    def list(
        self,
        *,
        q: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.RecordRef]:
        """List subsidiaries.

        Returns references to subsidiaries, a page at a time. OneWorld accounts only. Items carry the id and links only;
        fetch a record for its fields. A list ends after 1000 pages. Operation ``list_netsuite_subsidiaries``; read.

        Args:
            q: Filter such as `companyName START_WITH "Exa"`; quoted text without `"`, `\\` and control characters.
            limit: Items per page, 1 to 1000.
            offset: Items to skip; a multiple of `limit`.
        """
        return self._client.send(_calls.list(q=q, limit=limit, offset=offset), options).data

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
        self,
        *,
        q: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.RecordRef]:
        """List subsidiaries. Details: `Subsidiaries.list`."""
        return self._client.listing(_calls.list(q=q, limit=limit, offset=offset), options)

    async def get(self, id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSubsidiary:
        """Fetch one subsidiary. Details: `Subsidiaries.get`."""
        return (await self._client.send(_calls.get(id), options)).data
