"""Claims about `warp_client_core.deprecation`."""

import warnings

import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.deprecation import warn_once
from warp_client_core.replies import Nothing

OLD = Operation("list_routes", "GET", "/routes", Safety.READ, Nothing())
OLDER = Operation("list_paths", "GET", "/paths", Safety.READ, Nothing())


@pytest.fixture(params=["always", "default", "module", "once"])
def shown(request):
    """The warnings that are shown under one filter."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(request.param)
        yield caught


def test_a_line_hears_it_once(shown):
    for _ in range(3):
        warn_once(OLD)

    assert ["the operation list_routes is deprecated"] == [str(one.message).partition(" and")[0] for one in shown]


def test_the_warning_points_at_the_line_of_the_caller(shown):
    line = warn_here()

    assert [(__file__, line, DeprecationWarning)] == [(one.filename, one.lineno, one.category) for one in shown]


def warn_here():
    warn_once(OLD)
    return warn_here.__code__.co_firstlineno + 1


@pytest.mark.parametrize("shown", ["always", "default"], indirect=True)
def test_each_line_hears_it(shown):
    warn_once(OLD)
    warn_once(OLD)

    assert 2 == len(shown)


def test_each_operation_is_told_apart(shown):
    for operation in (OLD, OLDER, OLD):
        warn_once(operation)

    assert 2 == len(shown)


def test_errors_are_raised_every_time():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            with pytest.raises(DeprecationWarning, match="list_routes"):
                warn_once(OLD)


def test_a_change_of_the_filters_tells_it_again():
    counts = []
    for _ in range(2):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warn_once(OLD)
        counts.append(len(caught))

    assert [1, 1] == counts


def test_nothing_grows_however_often_a_line_runs(shown):
    for _ in range(3):
        warn_once(OLD)
    size = len(__warningregistry__)

    for _ in range(1_000):
        warn_once(OLD)

    assert size + 1 == len(__warningregistry__)


def test_code_without_a_file_or_name_is_told_too(shown):
    exec("warn_once(operation)", {"warn_once": warn_once, "operation": OLD})

    assert ["<string>"] == [one.filename for one in shown]
