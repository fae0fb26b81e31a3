"""
The people who sign in, and what each of them has to show.

One rule: an address is compared without regard to case, and a password or a secret is never in a repr.
"""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import attrs

PASSWORD = "sandbox-password"
CUSTOMER = "operator@customer.example.com"
ADMIN = "operator@admin.example.com"
WITH_TOTP = "totp@customer.example.com"
WITH_SMS = "sms@customer.example.com"
DISABLED = "disabled@customer.example.com"
PHONE = "+12125550142"
ENROLLED = "2026-01-01T00:00:00Z"


@attrs.frozen
class Factor:
    """
    A second factor: codes by SMS when it has a phone, else codes of an authenticator (RFC 6238).

    Attributes:
        secret: Shared with the authenticator; 20 bytes.
    """

    id: str
    name: str
    phone: str = ""
    secret: bytes = attrs.field(default=b"", repr=False)

    def shown(self) -> dict[str, Any]:
        """What a sign-in tells about it; the middle of the phone number is hidden."""
        kind: dict[str, Any] = {"phoneInfo": f"+*******{self.phone[-4:]}"} if self.phone else {"totpInfo": {}}
        return {"mfaEnrollmentId": self.id, "displayName": self.name, "enrolledAt": ENROLLED, **kind}


@attrs.define
class Account:
    """
    One account.

    Attributes:
        tenant: Id of its tenant; empty for the project itself.
        claims: What its tokens say beside the usual.
        generation: Grows when all sign-ins of the account end; those of an earlier one are over.
        failures: When wrong passwords were tried, since the last right one.
    """

    id: str
    email: str
    password: str = attrs.field(default=PASSWORD, repr=False)
    factors: tuple[Factor, ...] = ()
    tenant: str = ""
    claims: dict[str, Any] = attrs.field(factory=dict)
    is_disabled: bool = False
    generation: int = 0
    failures: list[datetime] = attrs.field(factory=list)


class Accounts:
    """
    The accounts of one sandbox.

    Attributes:
        tenants: Ids of the project's tenants; addresses are unique within each.
    """

    def __init__(self, random: Random) -> None:
        self.tenants: set[str] = set()
        self._random = random
        self._by_id: dict[str, Account] = {}
        totp = Factor(self.new_id(), "Authenticator", secret=random.randbytes(20))
        sms = Factor(self.new_id(), "Mobile", phone=PHONE)
        factors = {WITH_TOTP: (totp,), WITH_SMS: (sms,)}
        for email in (CUSTOMER, ADMIN, WITH_TOTP, WITH_SMS, DISABLED):
            role = "admin" if email == ADMIN else "customer"
            self.add(email, factors=factors.get(email, ()), claims={"role": role})
        self.of(DISABLED).is_disabled = True

    def new_id(self) -> str:
        """An id of 28 characters."""
        return f"{self._random.getrandbits(112):028x}"

    def add(self, email: str, *, account_id: str = "", **settings: Any) -> Account:
        """A new account, with the password of all others unless ``password`` says otherwise."""
        account = Account(account_id or self.new_id(), email, **settings)
        self._by_id[account.id] = account
        return account

    def add_tenant(self, name: str) -> str:
        """A new tenant of this name, and its id."""
        tenant = f"{name}-{self._random.getrandbits(24):06x}"
        self.tenants.add(tenant)
        return tenant

    def get(self, account_id: str) -> Account | None:
        """The account with this id."""
        return self._by_id.get(account_id)

    def find(self, email: str, tenant: str = "") -> Account | None:
        """The account with this address, of the tenant."""
        wanted = (email.lower(), tenant)
        return next((one for one in self._by_id.values() if (one.email.lower(), one.tenant) == wanted), None)

    def of(self, email: str, tenant: str = "") -> Account:
        """
        The account with this address, of the tenant.

        Raises:
            LookupError: There is none.
        """
        account = self.find(email, tenant)
        if account is None:
            raise LookupError(f"there is no account {email}")
        return account

    def remove(self, email: str) -> None:
        """Forget an account."""
        del self._by_id[self.of(email).id]
