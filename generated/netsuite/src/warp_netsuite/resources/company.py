"""company."""

from __future__ import annotations

from ..overlays.netsuite_records import AsyncCompanyFacts, CompanyFacts


# Hand-written base classes: overlays/netsuite_records
class Company(CompanyFacts):
    """company."""


class AsyncCompany(AsyncCompanyFacts):
    """company."""
