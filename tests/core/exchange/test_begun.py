"""Claims about `warp_client_core.exchange.begun`: what holds for a call from its start on."""

import attrs
import pytest

from tests.core.exchange.conftest import SETTINGS
from warp_client_core.calls import Operation, Safety
from warp_client_core.exchange import begun
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped

CALL = Operation("op", "GET", "/op", Safety.READ, Enveloped(dict)).call(query={"page": 1, "limit": 5})


def test_the_query_of_the_options_is_taken_into_the_call(world):
    changed, options = begun(CALL, RequestOptions(query={"page": 3, "limit": None}), SETTINGS, world.ambient)

    assert changed.query == (("page", "3"),)
    assert begun(changed, options, SETTINGS, world.ambient) == (changed, options)


def test_what_the_options_leave_out_comes_from_the_client(world):
    settings = attrs.evolve(SETTINGS, timeout=7.0, max_retries=1)

    _, options = begun(CALL, RequestOptions(max_retries=2), settings, world.ambient)

    assert (options.timeout, options.max_retries, options.expires) == (7.0, 2, 1_021.0)


def test_the_next_page_keeps_a_deadline_that_was_asked_for(world):
    _, options = begun(CALL, RequestOptions(deadline=9), SETTINGS, world.ambient)

    assert options.again(1_005.0).expires == 1_009.0


def test_the_next_page_has_a_deadline_of_its_own_otherwise(world):
    _, options = begun(CALL, RequestOptions(timeout=10, max_retries=1, headers={"X-A": "1"}), SETTINGS, world.ambient)

    following = options.again(1_005.0)

    assert (following.expires, following.headers) == (1_025.0, {"X-A": "1"})


@pytest.mark.parametrize("options", [{"timeout": 5}, 5, object()])
def test_options_of_another_kind_are_refused(world, options):
    with pytest.raises(TypeError, match="options must be a RequestOptions"):
        begun(CALL, options, SETTINGS, world.ambient)


@pytest.mark.parametrize("deadline", [0, -1, float("inf"), float("nan"), "5"])
def test_a_deadline_is_a_positive_number_of_seconds(deadline):
    with pytest.raises(ValueError, match="deadline"):
        RequestOptions(deadline=deadline)
