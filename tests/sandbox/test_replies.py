"""Replies made from the document's examples."""

from __future__ import annotations

from warp_sandbox.warp.app import create_app


def test_no_content_stays_empty(customer):
    """
    A documented 204 has no body.
    """
    reply = customer("DELETE", "/webhooks/w1")

    assert (204, b"") == (reply.status_code, reply.content)


def test_field_called_like_the_path_parameter_shows_its_value(admin):
    """
    The reply is about the provider of the request, whatever the example says.
    """
    reply = admin("GET", "/admin/providers/acme/performance?period=day").json()

    assert "acme" == reply["data"]["provider_id"]


def test_example_id_is_replaced_wherever_it_shows(admin):
    """
    A customer's own id field is called ``id``, and the reply still shows the one of the request.
    """
    reply = admin("GET", "/admin/customers/c-42").json()

    assert "c-42" == reply["data"]["id"]


def test_items_of_a_list_show_the_path_parameter_too(admin):
    """
    Messages of a ticket belong to that ticket.
    """
    reply = admin("GET", "/admin/support/tickets/SUP-9/messages").json()

    assert ["SUP-9"] == [message["ticket_id"] for message in reply["data"]]


def test_example_list_is_page_one_of_one(customer):
    """
    A list that is not kept has one item, and pages beyond it are empty.
    """
    first, second = (customer("GET", f"/billing/invoices?page={page}").json() for page in (1, 2))

    assert {"page": 1, "per_page": 20, "total": 1, "total_pages": 1} == first["meta"]["pagination"]
    assert (1, 0) == (len(first["data"]), len(second["data"]))
    assert 2 == second["meta"]["pagination"]["page"]


def test_offset_list_ends_too_and_has_no_pagination(admin):
    """
    A list by offset tells its end by its length.
    """
    first, second = (admin("GET", f"/netsuite/sync/history?offset={offset}").json() for offset in (0, 1))

    assert (1, 0) == (len(first["data"]), len(second["data"]))
    assert "pagination" not in first["meta"]


def test_lists_without_paging_have_no_pagination(admin):
    """
    Whole lists are sent whole.
    """
    assert "pagination" not in admin("GET", "/admin/partitions").json()["meta"]


def test_document_without_records_works(tiny, client_of):
    """
    Any document with enveloped replies can be served.
    """
    app = create_app(document=tiny({"type": "string", "examples": ["hello"]}))

    assert "hello" == client_of(app)("GET", "/things").json()["data"]
