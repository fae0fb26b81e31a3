"""Every operation as a pure function that describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import auth as auth
    from . import billing as billing
    from . import cdrs as cdrs
    from . import customers as customers
    from . import disputes as disputes
    from . import exclusions as exclusions
    from . import margins as margins
    from . import netsuite as netsuite
    from . import overrides as overrides
    from . import partitions as partitions
    from . import providers as providers
    from . import rates as rates
    from . import resporg as resporg
    from . import routes as routes
    from . import services as services
    from . import system as system
    from . import tickets as tickets
    from . import toll_free as toll_free
    from . import trunks as trunks

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(__name__, modules=None)
