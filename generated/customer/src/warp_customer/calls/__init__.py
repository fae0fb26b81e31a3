"""Every operation as a pure function that describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import account as account
    from . import api_keys as api_keys
    from . import auth as auth
    from . import billing as billing
    from . import cdrs as cdrs
    from . import invoices as invoices
    from . import messages as messages
    from . import metrics as metrics
    from . import numbers as numbers
    from . import payment_methods as payment_methods
    from . import port_orders as port_orders
    from . import toll_free as toll_free
    from . import trunks as trunks
    from . import usage as usage
    from . import webhooks as webhooks

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(__name__, modules=None)
