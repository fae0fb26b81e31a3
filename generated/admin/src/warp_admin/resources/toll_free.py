"""Toll-free numbers."""

from __future__ import annotations

from collections.abc import Sequence

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import toll_free as _calls


class TollFree(Resource):
    """Toll-free numbers."""

    def bulk_provision(
        self,
        *,
        provisions: Sequence[models.BulkProvisionItem | models.BulkProvisionItemDict],
        options: RequestOptions | None = None,
    ) -> models.BulkTollFreeResult:
        """Provision toll-free numbers in bulk.

        Assigns toll-free numbers to customers and sets where their calls go. Each number succeeds or fails on its own;
        check `results` even when the status is 200. 202 with a `job_id` means that the work goes on in the background.
        The lower bulk rate limit applies. Operation ``bulk_provision_toll_free``; unsafe.

        Args:
            provisions: One entry per number.
        """
        return self._client.send(_calls.bulk_provision(provisions=provisions), options).data

    def bulk_reserve(
        self, *, numbers: Sequence[str], resp_org_id: str, options: RequestOptions | None = None
    ) -> models.BulkTollFreeResult:
        """Reserve toll-free numbers in bulk.

        Holds toll-free numbers for one RespOrg. Each number succeeds or fails on its own; check `results` even when the
        status is 200. 202 with a `job_id` means that the work goes on in the background. The lower bulk rate limit
        applies. Operation ``bulk_reserve_toll_free``; unsafe.

        Args:
            numbers: Toll-free numbers in E.164 form.
            resp_org_id: RespOrg id that takes the reservations.
        """
        return self._client.send(_calls.bulk_reserve(numbers=numbers, resp_org_id=resp_org_id), options).data

    def list_inventory(
        self,
        *,
        status: models.TollFreeState | str | None = None,
        resp_org_id: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.TollFreeInventoryItem]:
        """List the toll-free inventory.

        Returns the toll-free numbers held by the platform, assigned or not, page by page. Filters combine. Operation
        ``list_toll_free_inventory``; read.

        Args:
            status: Only numbers in this status.
            resp_org_id: Only numbers under this RespOrg id.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(
            _calls.list_inventory(status=status, resp_org_id=resp_org_id, page=page, limit=limit), options
        ).data


class AsyncTollFree(AsyncResource):
    """Toll-free numbers."""

    async def bulk_provision(
        self,
        *,
        provisions: Sequence[models.BulkProvisionItem | models.BulkProvisionItemDict],
        options: RequestOptions | None = None,
    ) -> models.BulkTollFreeResult:
        """Provision toll-free numbers in bulk. Details: `TollFree.bulk_provision`."""
        return (await self._client.send(_calls.bulk_provision(provisions=provisions), options)).data

    async def bulk_reserve(
        self, *, numbers: Sequence[str], resp_org_id: str, options: RequestOptions | None = None
    ) -> models.BulkTollFreeResult:
        """Reserve toll-free numbers in bulk. Details: `TollFree.bulk_reserve`."""
        return (await self._client.send(_calls.bulk_reserve(numbers=numbers, resp_org_id=resp_org_id), options)).data

    def list_inventory(
        self,
        *,
        status: models.TollFreeState | str | None = None,
        resp_org_id: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.TollFreeInventoryItem]:
        """List the toll-free inventory. Details: `TollFree.list_inventory`."""
        return self._client.listing(
            _calls.list_inventory(status=status, resp_org_id=resp_org_id, page=page, limit=limit), options
        )
