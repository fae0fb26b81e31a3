"""Disputed charges."""

from __future__ import annotations

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import disputes as _calls


class Disputes(Resource):
    """Disputed charges."""

    def list(
        self, *, page: int | None = None, limit: int | None = None, options: RequestOptions | None = None
    ) -> Page[models.Dispute]:
        """List billing disputes.

        Returns the disputes of all customers, open and settled, page by page. Operation ``list_disputes``; read.

        Args:
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(_calls.list(page=page, limit=limit), options).data

    def resolve(self, dispute_id: str, *, resolution: str, options: RequestOptions | None = None) -> models.Dispute:
        """Resolve a billing dispute.

        Records the decision on a dispute and returns the dispute as it now stands. The body carries only the text of
        the decision; status and credit cannot be set here. A dispute that is already settled answers 409. Operation
        ``resolve_dispute``; unsafe.

        Args:
            dispute_id: Dispute id.
            resolution: How the dispute is settled and why; free text.
        """
        return self._client.send(_calls.resolve(dispute_id, resolution=resolution), options).data


class AsyncDisputes(AsyncResource):
    """Disputed charges."""

    def list(
        self, *, page: int | None = None, limit: int | None = None, options: RequestOptions | None = None
    ) -> AsyncListing[models.Dispute]:
        """List billing disputes. Details: `Disputes.list`."""
        return self._client.listing(_calls.list(page=page, limit=limit), options)

    async def resolve(
        self, dispute_id: str, *, resolution: str, options: RequestOptions | None = None
    ) -> models.Dispute:
        """Resolve a billing dispute. Details: `Disputes.resolve`."""
        return (await self._client.send(_calls.resolve(dispute_id, resolution=resolution), options)).data
