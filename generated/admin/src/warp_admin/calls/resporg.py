"""Calls of ``resporg``: each function describes one request and sends nothing."""

from __future__ import annotations

from typing import List

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_LIST_ENTITIES = Operation(
    "list_resporg_entities", "GET", "/admin/resporg/entities", Safety.READ, Enveloped(List[models.RespOrgEntity])
)
_LIST_ENTITY_ROIDS = Operation(
    "list_resporg_entity_roids",
    "GET",
    "/admin/resporg/entities/{entity_id}/roids",
    Safety.READ,
    Enveloped(List[models.RespOrgRoid]),
)
_CREATE_TRANSFER = Operation(
    "create_resporg_transfer", "POST", "/admin/resporg/transfer", Safety.UNSAFE, Enveloped(models.RespOrgTransfer)
)


def list_entities() -> Call[List[models.RespOrgEntity]]:
    """List RespOrg entities: ``GET /admin/resporg/entities``."""
    return _LIST_ENTITIES.call()


def list_entity_roids(entity_id: str) -> Call[List[models.RespOrgRoid]]:
    """List the RespOrg ids of an entity: ``GET /admin/resporg/entities/{entity_id}/roids``."""
    return _LIST_ENTITY_ROIDS.call(entity_id)


def create_transfer(*, tfn: str, new_resp_org_id: str) -> Call[models.RespOrgTransfer]:
    """Transfer a number to another RespOrg: ``POST /admin/resporg/transfer``."""
    return _CREATE_TRANSFER.call(json={"tfn": tfn, "new_resp_org_id": new_resp_org_id})
