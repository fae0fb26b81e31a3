"""Phone numbers: search, order, release, E911."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import numbers as _calls


class Numbers(Resource):
    """Phone numbers: search, order, release, E911."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        trunk_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.PhoneNumber]:
        """List the numbers of the account.

        Returns the phone numbers of the account page by page, optionally only those of one trunk. Operation
        ``list_numbers``; read.

        Args:
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
            trunk_id: Only numbers carried by this trunk.
        """
        return self._client.send(_calls.list(page=page, limit=limit, trunk_id=trunk_id), options).data

    def order(
        self, *, numbers: Sequence[str], trunk_id: str, options: RequestOptions | None = None
    ) -> List[models.PhoneNumber]:
        """Order numbers.

        Buys up to 100 numbers and routes them to a trunk. Billable: setup fees and monthly charges start with the
        order. An order may succeed for some numbers only, so compare the reply with the request; after an unclear
        outcome list the numbers before ordering again. Operation ``order_numbers``; unsafe.

        Args:
            numbers: Numbers to buy in E.164 form, 1 to 100.
            trunk_id: Id of the trunk that will carry the calls.
        """
        return self._client.send(_calls.order(numbers=numbers, trunk_id=trunk_id), options).data

    def search(
        self,
        *,
        area_code: str | None = None,
        rate_center: str | None = None,
        state: str | None = None,
        contains: str | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> List[models.AvailableNumber]:
        """Search numbers for sale.

        Returns numbers that can be ordered and match every given criterion; give at least one. A hit is not reserved
        and may be gone by the time of the order. Operation ``search_numbers``; read.

        Args:
            area_code: Area code (NPA), 3 digits.
            rate_center: Rate center name.
            state: Two-letter state code.
            contains: Digits the number contains.
            limit: Numbers to return at most, 1 to 100.
        """
        return self._client.send(
            _calls.search(area_code=area_code, rate_center=rate_center, state=state, contains=contains, limit=limit),
            options,
        ).data

    def release(self, number_id: str, *, options: RequestOptions | None = None) -> None:
        """Release a number.

        Gives the number up and ends its monthly charge. It stops carrying calls and messages, and getting it back is
        not guaranteed. Operation ``release_number``; idempotent.

        Args:
            number_id: Id of a phone number on the account.
        """
        self._client.send(_calls.release(number_id), options)

    def update_e911(
        self, number_id: str, *, address_id: str, options: RequestOptions | None = None
    ) -> models.PhoneNumber:
        """Set the emergency address of a number.

        Registers an emergency address for the number. The address must have been validated beforehand; this API neither
        creates nor lists such addresses. Operation ``update_number_e911``; unsafe.

        Args:
            number_id: Id of a phone number on the account.
            address_id: Id of an emergency address that was validated beforehand.
        """
        return self._client.send(_calls.update_e911(number_id, address_id=address_id), options).data


class AsyncNumbers(AsyncResource):
    """Phone numbers: search, order, release, E911."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        trunk_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.PhoneNumber]:
        """List the numbers of the account. Details: `Numbers.list`."""
        return self._client.listing(_calls.list(page=page, limit=limit, trunk_id=trunk_id), options)

    async def order(
        self, *, numbers: Sequence[str], trunk_id: str, options: RequestOptions | None = None
    ) -> List[models.PhoneNumber]:
        """Order numbers. Details: `Numbers.order`."""
        return (await self._client.send(_calls.order(numbers=numbers, trunk_id=trunk_id), options)).data

    async def search(
        self,
        *,
        area_code: str | None = None,
        rate_center: str | None = None,
        state: str | None = None,
        contains: str | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> List[models.AvailableNumber]:
        """Search numbers for sale. Details: `Numbers.search`."""
        return (
            await self._client.send(
                _calls.search(
                    area_code=area_code, rate_center=rate_center, state=state, contains=contains, limit=limit
                ),
                options,
            )
        ).data

    async def release(self, number_id: str, *, options: RequestOptions | None = None) -> None:
        """Release a number. Details: `Numbers.release`."""
        await self._client.send(_calls.release(number_id), options)

    async def update_e911(
        self, number_id: str, *, address_id: str, options: RequestOptions | None = None
    ) -> models.PhoneNumber:
        """Set the emergency address of a number. Details: `Numbers.update_e911`."""
        return (await self._client.send(_calls.update_e911(number_id, address_id=address_id), options)).data
