"""Calls of ``toll_free``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped

from .. import models

_PROVISION = Operation(
    "provision_toll_free_number",
    "POST",
    "/numbers/tollfree/provision",
    Safety.UNSAFE,
    Enveloped(models.ProvisionResult),
)
_RESERVE = Operation(
    "reserve_toll_free_number", "POST", "/numbers/tollfree/reserve", Safety.UNSAFE, Enveloped(models.ReservationResult)
)
_SEARCH = Operation(
    "search_toll_free_numbers", "GET", "/numbers/tollfree/search", Safety.READ, Enveloped(List[models.TollFreeNumber])
)
_UPDATE_ROUTING = Operation(
    "update_toll_free_routing",
    "PUT",
    "/numbers/tollfree/{tfn}/routing",
    Safety.IDEMPOTENT,
    Enveloped(models.TollFreeStatus),
)
_ENABLE_SMS = Operation(
    "enable_toll_free_sms",
    "POST",
    "/numbers/tollfree/{tfn}/sms/enable",
    Safety.UNSAFE,
    Enveloped(models.TollFreeStatus),
)
_GET_STATUS = Operation(
    "get_toll_free_status", "GET", "/numbers/tollfree/{tfn}/status", Safety.READ, Enveloped(models.TollFreeStatus)
)


def provision(*, tfn: str, trunk_id: str) -> Call[models.ProvisionResult]:
    """Put a toll-free number into service: ``POST /numbers/tollfree/provision``."""
    return _PROVISION.call(json={"tfn": tfn, "trunk_id": trunk_id})


def reserve(*, tfn: str) -> Call[models.ReservationResult]:
    """Reserve a toll-free number: ``POST /numbers/tollfree/reserve``."""
    return _RESERVE.call(json={"tfn": tfn})


def search(
    *,
    area_code: models.TollFreePrefix | str | None = None,
    pattern: str | None = None,
    quantity: int | None = None,
    consecutive: bool | None = None,
) -> Call[List[models.TollFreeNumber]]:
    """Search toll-free numbers: ``GET /numbers/tollfree/search``."""
    return _SEARCH.call(
        query={"area_code": area_code, "pattern": pattern, "quantity": quantity, "consecutive": consecutive}
    )


def update_routing(
    tfn: str,
    *,
    primary: models.RoutingTarget | models.RoutingTargetDict,
    disaster: models.RoutingTarget | models.RoutingTargetDict | None | Unset = UNSET,
    time_of_day: Sequence[models.TimeOfDayRule | models.TimeOfDayRuleDict] | Unset = UNSET,
    percentage_routing: Sequence[models.PercentageRule | models.PercentageRuleDict] | Unset = UNSET,
) -> Call[models.TollFreeStatus]:
    """Replace the routing of a toll-free number: ``PUT /numbers/tollfree/{tfn}/routing``."""
    return _UPDATE_ROUTING.call(
        tfn,
        json={
            "primary": primary,
            "disaster": disaster,
            "time_of_day": time_of_day,
            "percentage_routing": percentage_routing,
        },
    )


def enable_sms(
    tfn: str,
    *,
    capabilities: models.SMSCapabilities | models.SMSCapabilitiesDict,
    webhook_url: str | None | Unset = UNSET,
) -> Call[models.TollFreeStatus]:
    """Switch on SMS for a toll-free number: ``POST /numbers/tollfree/{tfn}/sms/enable``."""
    return _ENABLE_SMS.call(tfn, json={"capabilities": capabilities, "webhook_url": webhook_url})


def get_status(tfn: str) -> Call[models.TollFreeStatus]:
    """Fetch the status of a toll-free number: ``GET /numbers/tollfree/{tfn}/status``."""
    return _GET_STATUS.call(tfn)
