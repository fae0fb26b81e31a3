"""What the back office does: trunks to partitions, providers by name."""

from warp_admin import AdminClient


def moved(client: AdminClient, trunk: str, partition: str) -> str:
    """The partition that a trunk has now."""
    return client.trunks.assign_partition(trunk, partition_id=partition).partition_id or ""


def providers(client: AdminClient) -> list[str]:
    """Names of the providers."""
    return [one.name for one in client.providers.list()]


if __name__ == "__main__":
    with AdminClient(base_url="http://127.0.0.1:9/v1", access_token="x") as made:
        assert "list" == made.providers.list.__name__
