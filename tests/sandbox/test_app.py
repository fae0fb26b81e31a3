"""The platform as a whole: addresses, headers, strictness, and every operation of the document."""

from __future__ import annotations

from random import Random

import pytest

from warp_sandbox.spec.document import Api, load
from warp_sandbox.spec.examples import example_request
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.warp.app import create_app
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN, Sessions
from warp_sandbox.warp.parts import handlers
from warp_sandbox.warp.seed import seed
from warp_sandbox.warp.world import World
from warp_sandbox.wire.checks import Checks
from warp_sandbox.wire.exchange import Reply

OPERATIONS = [operation.id for operation in Api(load()).operations]


def test_every_operation_has_a_part_of_the_platform_that_answers_it(document):
    """
    None is left to the document's examples, and no part is about an operation that does not exist.
    """
    world = World(Api(document))
    seed(world)
    sessions = Sessions(Random(0), customer_id=world.customer_id, lifetime=60.0, refresh_tokens=())

    assert 114 == len(OPERATIONS)
    assert set(OPERATIONS) == handlers(world, sessions).keys()


@pytest.mark.parametrize("path", ["/nothing", "/trunks", "/trunks/", "/numbers/a/b/c"])
def test_unknown_path_is_a_404_error_body(path, customer, document):
    """
    An address that the document does not have is NOT_FOUND, in the form of every other error.
    """
    reply = customer("GET", path)

    assert 404 == reply.status_code
    assert "NOT_FOUND" == reply.json()["code"]
    assert [] == Schemas(document).violations("/components/schemas/ErrorBody", reply.json())


def test_paths_outside_the_base_are_unknown(app, client_of):
    """
    Only what stands below /v1 is part of the platform.
    """
    client = client_of(app, token=CUSTOMER_TOKEN, base="")

    assert 404 == client("GET", "/account").status_code
    assert 404 == client("GET", "/v10/account").status_code


def test_unknown_method_names_the_known_ones(customer):
    """
    A path that exists answers 405 to other methods and lists its own.
    """
    reply = customer("PUT", "/account")

    assert 405 == reply.status_code
    assert "GET, PATCH" == reply.headers["Allow"]


def test_reply_that_breaks_its_schema_never_leaves(tiny, client_of):
    """
    An example that is wrong in the document shows up as the sandbox's own fault.
    """
    app = create_app(document=tiny({"type": "string", "examples": [5]}))

    reply = client_of(app)("GET", "/things")

    assert 500 == reply.status_code
    assert "SANDBOX_REPLY_INVALID" == reply.json()["code"]
    assert "data" == reply.json()["details"]["errors"][0]["field"]


def test_lenient_sandbox_sends_what_it_has(tiny, client_of):
    """
    Without strictness a wrong reply goes out as it is.
    """
    app = create_app(document=tiny({"type": "string", "examples": [5]}), strict=False)

    reply = client_of(app)("GET", "/things")

    assert (200, 5) == (reply.status_code, reply.json()["data"])


@pytest.mark.parametrize("reply", [Reply(201, {"data": {}}), Reply(204), Reply(200)])
def test_reply_of_another_form_is_told(reply, document):
    """
    A success with a status that the operation does not have, or without its body, is a violation too.
    """
    api = Api(document)

    assert Checks(api).reply(api.operation("get_account"), reply)


def test_body_where_none_is_documented_is_told(document):
    """
    A 204 goes out empty or not at all.
    """
    api = Api(document)

    assert Checks(api).reply(api.operation("delete_trunk"), Reply(204, {}))
    assert [] == Checks(api).reply(api.operation("delete_trunk"), Reply(204))


@pytest.mark.parametrize("path", ["/account", "/nothing", "/admin/trunks"])
def test_every_reply_carries_its_id_and_the_limits(path, customer):
    """
    Successes and errors alike have X-Request-ID and the X-RateLimit headers.
    """
    reply = customer("GET", path)

    assert reply.headers["X-Request-ID"].startswith("req_")
    assert "1000" == reply.headers["X-RateLimit-Limit"]
    assert "999" == reply.headers["X-RateLimit-Remaining"]
    assert "60" == reply.headers["X-RateLimit-Reset"]


def test_request_id_in_header_and_body_agree(customer):
    """
    The id of the header is the one in meta and in errors.
    """
    good, bad = customer("GET", "/account"), customer("GET", "/nothing")

    assert good.headers["X-Request-ID"] == good.json()["meta"]["request_id"]
    assert bad.headers["X-Request-ID"] == bad.json()["request_id"]
    assert good.headers["X-Request-ID"] != bad.headers["X-Request-ID"]


def test_meta_shows_the_clock_that_was_handed_in(customer, clock):
    """
    The reply's timestamp is the injected time.
    """
    clock.advance(30)

    assert "2026-01-15T12:00:30Z" == customer("GET", "/account").json()["meta"]["timestamp"]


def test_same_seed_same_platform(make, client_of):
    """
    Records and ids follow from the seed alone.
    """
    replies = [client_of(make(seed=seed), token=ADMIN_TOKEN)("GET", "/admin/trunks").json() for seed in (7, 7, 8)]

    assert replies[0] == replies[1]
    assert replies[0]["data"] != replies[2]["data"]


def test_platforms_do_not_share_state(make, client_of):
    """
    What happens on one application is not seen on another.
    """
    first, second = (client_of(make(), token=CUSTOMER_TOKEN) for _ in range(2))

    first("PATCH", "/account", json={"company_name": "Renamed"})

    assert "Renamed" != second("GET", "/account").json()["data"]["company_name"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_documented_example_succeeds(name, document, make, client_of):
    """
    Every request that the document shows works on a fresh platform, with a documented success.
    """
    operation = Api(document).operation(name)
    token = CUSTOMER_TOKEN if "customer" in operation.audience else ADMIN_TOKEN

    arguments = example_request(document, name).arguments("")
    reply = client_of(make(), token=token)(arguments.pop("method"), arguments.pop("url"), **arguments)

    forms = {form.status: form for form in operation.replies if 200 <= form.status < 300}
    assert reply.status_code in forms, reply.text
    assert bool(forms[reply.status_code].bodies) == bool(reply.content)


def test_walk_covers_the_whole_document():
    """
    The walk above is not quietly empty.
    """
    assert 114 <= len(OPERATIONS) == len(set(OPERATIONS))
