"""What the shop does: emergency addresses, toll-free numbers, invoices."""

from warp_customer import CustomerClient


def address(client: CustomerClient, number: str, address: str) -> str:
    """The number whose emergency address was set."""
    return client.numbers.update_e911(number, address_id=address).id


def toll_free(client: CustomerClient, number: str) -> str:
    """A toll-free number as the platform writes it."""
    return client.toll_free.get_status(number).tfn


def invoices(client: CustomerClient) -> list[str]:
    """Ids of the invoices."""
    return [one.id for one in client.invoices.list()]


if __name__ == "__main__":
    with CustomerClient(base_url="http://127.0.0.1:9/v1", access_token="x") as made:
        assert "list" == made.invoices.list.__name__
