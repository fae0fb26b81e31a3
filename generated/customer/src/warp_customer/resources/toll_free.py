"""Toll-free numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import toll_free as _calls


class TollFree(Resource):
    """Toll-free numbers."""

    def provision(self, *, tfn: str, trunk_id: str, options: RequestOptions | None = None) -> models.ProvisionResult:
        """Put a toll-free number into service.

        Activates a number and routes its calls to a trunk. Billable: the monthly charge starts with the activation. 202
        means that the registry is still working; follow it with the status operation. Operation
        ``provision_toll_free_number``; unsafe.

        Args:
            tfn: The number in E.164 form.
            trunk_id: Id of the trunk that will carry the calls.
        """
        return self._client.send(_calls.provision(tfn=tfn, trunk_id=trunk_id), options).data

    def reserve(self, *, tfn: str, options: RequestOptions | None = None) -> models.ReservationResult:
        """Reserve a toll-free number.

        Holds a number for the account until `reserved_until`. Numbers from the platform's own stock are held for 15
        minutes, numbers from the Somos registry for 30 days. Check `status`: a reservation that the registry refused
        comes back as `failed`. Operation ``reserve_toll_free_number``; unsafe.

        Args:
            tfn: The number in E.164 form.
        """
        return self._client.send(_calls.reserve(tfn=tfn), options).data

    def search(
        self,
        *,
        area_code: models.TollFreePrefix | str | None = None,
        pattern: str | None = None,
        quantity: int | None = None,
        consecutive: bool | None = None,
        options: RequestOptions | None = None,
    ) -> List[models.TollFreeNumber]:
        """Search toll-free numbers.

        Returns toll-free numbers that match every given criterion. A hit is not held; reserve it before provisioning.
        Operation ``search_toll_free_numbers``; read.

        Args:
            area_code: Toll-free area code, such as 833.
            pattern: Digits or letters the number contains, for example a word to spell.
            quantity: Numbers to return at most.
            consecutive: Whether to return consecutive numbers.
        """
        return self._client.send(
            _calls.search(area_code=area_code, pattern=pattern, quantity=quantity, consecutive=consecutive), options
        ).data

    def update_routing(
        self,
        tfn: str,
        *,
        primary: models.RoutingTarget | models.RoutingTargetDict,
        disaster: models.RoutingTarget | models.RoutingTargetDict | None | Unset = UNSET,
        time_of_day: Sequence[models.TimeOfDayRule | models.TimeOfDayRuleDict] | Unset = UNSET,
        percentage_routing: Sequence[models.PercentageRule | models.PercentageRuleDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.TollFreeStatus:
        """Replace the routing of a toll-free number.

        Replaces the whole routing: parts that are left out are removed. The percentages of `percentage_routing` must
        add up to 100. Operation ``update_toll_free_routing``; idempotent.

        Args:
            tfn: Toll-free number in E.164 form; the plus sign travels percent-encoded.
            primary: A destination of calls.
            disaster: Destination used when the others fail.
            time_of_day: Rules by time of day; the first that matches wins.
            percentage_routing: Rules that split the calls; the percentages add up to 100.
        """
        return self._client.send(
            _calls.update_routing(
                tfn, primary=primary, disaster=disaster, time_of_day=time_of_day, percentage_routing=percentage_routing
            ),
            options,
        ).data

    def enable_sms(
        self,
        tfn: str,
        *,
        capabilities: models.SMSCapabilities | models.SMSCapabilitiesDict,
        webhook_url: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.TollFreeStatus:
        """Switch on SMS for a toll-free number.

        Requests SMS, and MMS if wanted, for a number in service. Activation usually goes on after the reply;
        `sms_status` tells how far it is. Operation ``enable_toll_free_sms``; unsafe.

        Args:
            tfn: Toll-free number in E.164 form; the plus sign travels percent-encoded.
            capabilities: Kinds of messages a toll-free number carries.
            webhook_url: Where inbound messages are delivered.
        """
        return self._client.send(
            _calls.enable_sms(tfn, capabilities=capabilities, webhook_url=webhook_url), options
        ).data

    def get_status(self, tfn: str, *, options: RequestOptions | None = None) -> models.TollFreeStatus:
        """Fetch the status of a toll-free number.

        Returns the registry state, routing and SMS state of a toll-free number. Operation ``get_toll_free_status``;
        read.

        Args:
            tfn: Toll-free number in E.164 form; the plus sign travels percent-encoded.
        """
        return self._client.send(_calls.get_status(tfn), options).data


class AsyncTollFree(AsyncResource):
    """Toll-free numbers."""

    async def provision(
        self, *, tfn: str, trunk_id: str, options: RequestOptions | None = None
    ) -> models.ProvisionResult:
        """Put a toll-free number into service. Details: `TollFree.provision`."""
        return (await self._client.send(_calls.provision(tfn=tfn, trunk_id=trunk_id), options)).data

    async def reserve(self, *, tfn: str, options: RequestOptions | None = None) -> models.ReservationResult:
        """Reserve a toll-free number. Details: `TollFree.reserve`."""
        return (await self._client.send(_calls.reserve(tfn=tfn), options)).data

    async def search(
        self,
        *,
        area_code: models.TollFreePrefix | str | None = None,
        pattern: str | None = None,
        quantity: int | None = None,
        consecutive: bool | None = None,
        options: RequestOptions | None = None,
    ) -> List[models.TollFreeNumber]:
        """Search toll-free numbers. Details: `TollFree.search`."""
        return (
            await self._client.send(
                _calls.search(area_code=area_code, pattern=pattern, quantity=quantity, consecutive=consecutive), options
            )
        ).data

    async def update_routing(
        self,
        tfn: str,
        *,
        primary: models.RoutingTarget | models.RoutingTargetDict,
        disaster: models.RoutingTarget | models.RoutingTargetDict | None | Unset = UNSET,
        time_of_day: Sequence[models.TimeOfDayRule | models.TimeOfDayRuleDict] | Unset = UNSET,
        percentage_routing: Sequence[models.PercentageRule | models.PercentageRuleDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.TollFreeStatus:
        """Replace the routing of a toll-free number. Details: `TollFree.update_routing`."""
        return (
            await self._client.send(
                _calls.update_routing(
                    tfn,
                    primary=primary,
                    disaster=disaster,
                    time_of_day=time_of_day,
                    percentage_routing=percentage_routing,
                ),
                options,
            )
        ).data

    async def enable_sms(
        self,
        tfn: str,
        *,
        capabilities: models.SMSCapabilities | models.SMSCapabilitiesDict,
        webhook_url: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.TollFreeStatus:
        """Switch on SMS for a toll-free number. Details: `TollFree.enable_sms`."""
        return (
            await self._client.send(_calls.enable_sms(tfn, capabilities=capabilities, webhook_url=webhook_url), options)
        ).data

    async def get_status(self, tfn: str, *, options: RequestOptions | None = None) -> models.TollFreeStatus:
        """Fetch the status of a toll-free number. Details: `TollFree.get_status`."""
        return (await self._client.send(_calls.get_status(tfn), options)).data
