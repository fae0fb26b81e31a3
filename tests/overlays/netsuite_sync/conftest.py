"""What these tests share with those of the records: a NetSuite on a real socket."""

from tests.overlays.netsuite_records.simulated import (
    live,
    netsuite_document,
    no_netsuite_settings,
    simulate,
    simulator,
)

__all__ = ["live", "netsuite_document", "no_netsuite_settings", "simulate", "simulator"]
