"""Facts about the company that the account belongs to."""

from __future__ import annotations

from ..overlays.netsuite_records import AsyncCompanyFacts, CompanyFacts


# Hand-written base classes: overlays/netsuite_records
class Company(CompanyFacts):
    """Facts about the company that the account belongs to."""


class AsyncCompany(AsyncCompanyFacts):
    """Facts about the company that the account belongs to."""
