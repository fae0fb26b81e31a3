"""Toll-free responsible organizations."""

from __future__ import annotations

from typing import List

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import resporg as _calls


class RespOrg(Resource):
    """Toll-free responsible organizations."""

    def list_entities(self, *, options: RequestOptions | None = None) -> List[models.RespOrgEntity]:
        """List RespOrg entities.

        Returns the RespOrg entities that the platform may act for at the toll-free registry, in one reply, without
        paging. Operation ``list_resporg_entities``; read.
        """
        return self._client.send(_calls.list_entities(), options).data

    def list_entity_roids(self, entity_id: str, *, options: RequestOptions | None = None) -> List[models.RespOrgRoid]:
        """List the RespOrg ids of an entity.

        Returns the active RespOrg ids (ROIDs) of one entity in one reply, without paging. Operation
        ``list_resporg_entity_roids``; read.

        Args:
            entity_id: RespOrg entity id.
        """
        return self._client.send(_calls.list_entity_roids(entity_id), options).data

    def create_transfer(
        self, *, tfn: str, new_resp_org_id: str, options: RequestOptions | None = None
    ) -> models.RespOrgTransfer:
        """Transfer a number to another RespOrg.

        Asks the toll-free registry to make another RespOrg responsible for a number. A letter of authorization is
        required and the change takes 5 to 7 business days; 202 means only that it was submitted. Operation
        ``create_resporg_transfer``; unsafe.

        Args:
            tfn: Toll-free number in E.164 form.
            new_resp_org_id: RespOrg id that takes the number over.
        """
        return self._client.send(_calls.create_transfer(tfn=tfn, new_resp_org_id=new_resp_org_id), options).data


class AsyncRespOrg(AsyncResource):
    """Toll-free responsible organizations."""

    async def list_entities(self, *, options: RequestOptions | None = None) -> List[models.RespOrgEntity]:
        """List RespOrg entities. Details: `RespOrg.list_entities`."""
        return (await self._client.send(_calls.list_entities(), options)).data

    async def list_entity_roids(
        self, entity_id: str, *, options: RequestOptions | None = None
    ) -> List[models.RespOrgRoid]:
        """List the RespOrg ids of an entity. Details: `RespOrg.list_entity_roids`."""
        return (await self._client.send(_calls.list_entity_roids(entity_id), options)).data

    async def create_transfer(
        self, *, tfn: str, new_resp_org_id: str, options: RequestOptions | None = None
    ) -> models.RespOrgTransfer:
        """Transfer a number to another RespOrg. Details: `RespOrg.create_transfer`."""
        return (await self._client.send(_calls.create_transfer(tfn=tfn, new_resp_org_id=new_resp_org_id), options)).data
