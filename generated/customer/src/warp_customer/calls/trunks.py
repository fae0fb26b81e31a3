"""Calls of ``trunks``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing, Paged, Paging

from .. import models

_LIST = Operation(
    "list_trunks", "GET", "/customers/{customer_id}/trunks", Safety.READ, Paged(models.Trunk, Paging.PAGE)
)
_CREATE = Operation("create_trunk", "POST", "/customers/{customer_id}/trunks", Safety.UNSAFE, Enveloped(models.Trunk))
_GET = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(models.Trunk))
_UPDATE = Operation("update_trunk", "PATCH", "/trunks/{trunk_id}", Safety.UNSAFE, Enveloped(models.Trunk))
_DELETE = Operation("delete_trunk", "DELETE", "/trunks/{trunk_id}", Safety.IDEMPOTENT, Nothing())
_GET_CREDENTIALS = Operation(
    "get_trunk_credentials", "GET", "/trunks/{trunk_id}/credentials", Safety.READ, Enveloped(models.TrunkCredentials)
)
_TEST = Operation("test_trunk", "POST", "/trunks/{trunk_id}/test", Safety.UNSAFE, Enveloped(models.TrunkTestResult))


def list(
    customer_id: str,
    *,
    page: int | None = None,
    limit: int | None = None,
    status: models.TrunkStatus | str | None = None,
) -> Call[Page[models.Trunk]]:
    """List the trunks of the account: ``GET /customers/{customer_id}/trunks``."""
    return _LIST.call(customer_id, query={"page": page, "limit": limit, "status": status})


def create(
    customer_id: str,
    *,
    name: str,
    description: str | Unset = UNSET,
    partition_id: str | Unset = UNSET,
    tech_prefix: str | Unset = UNSET,
    trunk_type: models.TrunkType | str | Unset = UNSET,
    auth_type: models.TrunkAuthType | str | Unset = UNSET,
    max_channels: int | Unset = UNSET,
    cps_limit: int | Unset = UNSET,
    codecs: Sequence[models.Codec | str] | Unset = UNSET,
    sip_options: models.SipOptions | models.SipOptionsDict | Unset = UNSET,
    inbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
    outbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
    features: models.TrunkFeatures | models.TrunkFeaturesDict | Unset = UNSET,
    daily_spend_limit: Decimal | int | Unset = UNSET,
) -> Call[models.Trunk]:
    """Create a trunk: ``POST /customers/{customer_id}/trunks``."""
    return _CREATE.call(
        customer_id,
        json={
            "name": name,
            "description": description,
            "partition_id": partition_id,
            "tech_prefix": tech_prefix,
            "trunk_type": trunk_type,
            "auth_type": auth_type,
            "max_channels": max_channels,
            "cps_limit": cps_limit,
            "codecs": codecs,
            "sip_options": sip_options,
            "inbound_ips": inbound_ips,
            "outbound_ips": outbound_ips,
            "features": features,
            "daily_spend_limit": daily_spend_limit,
        },
    )


def get(trunk_id: str) -> Call[models.Trunk]:
    """Fetch one trunk: ``GET /trunks/{trunk_id}``."""
    return _GET.call(trunk_id)


def update(
    trunk_id: str,
    *,
    name: str | Unset = UNSET,
    description: str | None | Unset = UNSET,
    partition_id: str | None | Unset = UNSET,
    tech_prefix: str | None | Unset = UNSET,
    trunk_type: models.TrunkType | str | None | Unset = UNSET,
    auth_type: models.TrunkAuthType | str | None | Unset = UNSET,
    max_channels: int | Unset = UNSET,
    cps_limit: int | Unset = UNSET,
    codecs: Sequence[models.Codec | str] | Unset = UNSET,
    sip_options: models.SipOptions | models.SipOptionsDict | None | Unset = UNSET,
    inbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
    outbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
    features: models.TrunkFeatures | models.TrunkFeaturesDict | None | Unset = UNSET,
    daily_spend_limit: Decimal | int | None | Unset = UNSET,
    status: models.TrunkUpdateStatus | str | Unset = UNSET,
) -> Call[models.Trunk]:
    """Change a trunk: ``PATCH /trunks/{trunk_id}``."""
    return _UPDATE.call(
        trunk_id,
        json={
            "name": name,
            "description": description,
            "partition_id": partition_id,
            "tech_prefix": tech_prefix,
            "trunk_type": trunk_type,
            "auth_type": auth_type,
            "max_channels": max_channels,
            "cps_limit": cps_limit,
            "codecs": codecs,
            "sip_options": sip_options,
            "inbound_ips": inbound_ips,
            "outbound_ips": outbound_ips,
            "features": features,
            "daily_spend_limit": daily_spend_limit,
            "status": status,
        },
    )


def delete(trunk_id: str) -> Call[None]:
    """Delete a trunk: ``DELETE /trunks/{trunk_id}``."""
    return _DELETE.call(trunk_id)


def get_credentials(trunk_id: str) -> Call[models.TrunkCredentials]:
    """Fetch the SIP credentials of a trunk: ``GET /trunks/{trunk_id}/credentials``."""
    return _GET_CREDENTIALS.call(trunk_id)


def test(
    trunk_id: str, *, test_number: str, test_type: models.TrunkTestType | str | Unset = UNSET
) -> Call[models.TrunkTestResult]:
    """Test a trunk: ``POST /trunks/{trunk_id}/test``."""
    return _TEST.call(trunk_id, json={"test_number": test_number, "test_type": test_type})
