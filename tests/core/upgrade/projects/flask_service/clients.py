"""Makes the client that the service uses."""

from warp_customer import CustomerClient


def make_client() -> CustomerClient:
    return CustomerClient(timeout=10)
