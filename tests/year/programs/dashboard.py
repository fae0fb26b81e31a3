"""What the dashboard does: trunks at a glance, and a key for each collector."""

from warp_customer import CustomerClient
from warp_customer.models import ApiKeyScope, TrunkStatus


def active(client: CustomerClient) -> list[str]:
    """Names of the trunks in service."""
    return [trunk.name for trunk in client.trunks.list(status=TrunkStatus.ACTIVE)]


def collector(client: CustomerClient) -> str:
    """The secret of a new key."""
    return client.api_keys.create(name="collector", scopes=[ApiKeyScope.CDR_READ]).key


if __name__ == "__main__":
    with CustomerClient(base_url="http://127.0.0.1:9/v1", access_token="x") as made:
        assert "list" == made.trunks.list.__name__
