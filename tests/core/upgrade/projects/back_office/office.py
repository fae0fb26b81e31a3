"""Uses two clients at once."""

from warp_admin import AdminClient, models
from warp_customer import CustomerClient


class Desk(AdminClient):
    def blocked(self) -> list[str]:
        return [one.company_name for one in self.customers.list(status=models.CustomerStatus.SUSPENDED)]


def move(desk: Desk, portal: CustomerClient, customer_id: str) -> None:
    for trunk in desk.customers.list_trunks(customer_id):
        portal.trunks.create(
            name=trunk.name,
            inbound_ips=[{"ip_address": "192.0.2.1", "netmask": 32}],
            sip_options={"transport": "TLS", "dtmf_mode": "RFC2833"},
        )
    desk.tickets.create(title="moved", description="", category="technical", assigned_to="ops")
