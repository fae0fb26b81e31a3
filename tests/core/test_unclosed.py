"""Claims about `warp_client_core.unclosed`."""

import gc
import subprocess
import sys
import textwrap
import types
import warnings
import weakref

import pytest

from warp_client_core.unclosed import Unclosed


class Pool:
    """Connections that know who watches over them."""

    def __init__(self):
        self.unclosed = Unclosed(self, "CustomerClient")


SOURCE = 'self.unclosed = Unclosed(self, "CustomerClient")'


@pytest.fixture
def shown():
    """The warnings of a test."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def drop(pool):
    """Lets go of a pool that the caller holds no more."""
    del pool
    gc.collect()


def test_an_open_pool_that_is_dropped_says_where_it_was_made(shown):
    def make():
        pool = Pool()
        pool.unclosed.is_open = True
        return pool

    drop(make())

    (warning,) = shown
    text, line = str(warning.message), Pool.__init__.__code__.co_firstlineno + 1
    assert (ResourceWarning, __file__, line) == (warning.category, warning.filename, warning.lineno)
    assert "CustomerClient with open connections was never closed: use it in a `with` block or call close()" in text
    assert text.endswith(f'File "{__file__}", line {line}, in __init__\n    {SOURCE}')
    assert text.index("in test_an_open_pool") < text.index("in make") < text.index("in __init__")


def test_a_pool_without_connections_is_dropped_in_silence(shown):
    drop(Pool())

    assert [] == shown


def test_a_closed_pool_is_dropped_in_silence(shown):
    pool = Pool()
    pool.unclosed.is_open = True
    pool.unclosed.closed()
    pool.unclosed.closed()
    pool.unclosed.is_open = True

    drop(pool)
    del pool
    gc.collect()

    assert [] == shown


def test_watching_keeps_no_pool_and_no_local_variable_alive():
    secret = Pool()
    alive = weakref.ref(secret)

    watched = Unclosed(Pool(), "CustomerClient")
    del secret
    gc.collect()

    assert alive() is None
    assert all(isinstance(code, types.CodeType) for code, _line in watched._stack)


def test_a_deep_stack_is_cut(shown):
    def deep(levels):
        return deep(levels - 1) if levels else Pool()

    assert 12 == len(deep(50).unclosed._stack)


def test_nothing_is_said_when_the_interpreter_ends():
    code = """
        from warp_client_core.unclosed import Unclosed
        class Pool: pass
        pool = Pool()
        watch = Unclosed(pool, "CustomerClient")
        watch.is_open = True
    """
    command = [sys.executable, "-X", "dev", "-W", "always", "-c", textwrap.dedent(code)]

    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

    assert "" == done.stderr
