"""Subsidiaries of a OneWorld account."""

from __future__ import annotations

from warp_client_core import RequestOptions

from .. import models
from ..calls import subsidiaries as _calls
from ..overlays.netsuite_records import AsyncSubsidiaryRecords, SubsidiaryRecords


# Hand-written base classes: overlays/netsuite_records
class Subsidiaries(SubsidiaryRecords):
    """Subsidiaries of a OneWorld account."""

    def get(self, id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSubsidiary:
        """Fetch one subsidiary.

        Returns all fields of a subsidiary that the role may see. OneWorld accounts only. Operation
        ``get_netsuite_subsidiary``; read.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
        """
        return self._client.send(_calls.get(id), options).data


class AsyncSubsidiaries(AsyncSubsidiaryRecords):
    """Subsidiaries of a OneWorld account."""

    async def get(self, id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSubsidiary:
        """Fetch one subsidiary. Details: `Subsidiaries.get`."""
        return (await self._client.send(_calls.get(id), options)).data
