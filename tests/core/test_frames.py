"""Claims about `warp_client_core.frames`."""

import asyncio
import sys
import types
from _thread import start_new_thread
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from warp_client_core._abi import require
from warp_client_core.frames import calling

SOURCE = """
import contextlib

def ask():
    frame = calling()
    return frame.f_globals["__name__"], frame.f_lineno

async def job():
    return ask()

def through(work):
    return work()

@contextlib.contextmanager
def manage(work):
    yield work()
"""


def module(name, **names):
    """A module that can ask for its caller."""
    made = types.ModuleType(name)
    made.__dict__.update(names, calling=calling)
    exec(SOURCE, made.__dict__)
    return made


OURS = module("warp_client_core.sync_client")


def test_the_nearest_line_outside_is_found():
    line = sys._getframe().f_lineno + 2

    assert (__name__, line) == OURS.ask()


@pytest.mark.parametrize("package", ["warp_client_core", "warp_phone"])
def test_frames_of_core_and_of_clients_are_passed_over(monkeypatch, package):
    monkeypatch.setitem(sys.modules, "warp_phone", module("warp_phone", require=require))
    resource = module(f"{package}.resources.trunks")

    assert __name__ == resource.through(OURS.ask)[0]


def test_a_package_of_the_caller_may_have_a_similar_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "warp_office", module("warp_office", require=print))
    jobs = module("warp_office.jobs")

    assert "warp_office.jobs" == jobs.through(OURS.ask)[0]


def test_context_managers_and_coroutines_are_passed_over():
    async def work():
        with OURS.manage(OURS.ask) as where:
            return where

    assert __name__ == asyncio.run(work())[0]


def test_a_task_of_ours_is_laid_to_who_runs_the_loop():
    async def work():
        return await asyncio.create_task(OURS.job())

    assert __name__ == asyncio.run(work())[0]


def test_an_executor_is_the_caller_when_nobody_else_is_there():
    with ThreadPoolExecutor(1) as threads:
        assert "concurrent.futures.thread" == threads.submit(OURS.ask).result()[0]


def test_a_stack_of_ours_alone_gives_its_last_frame():
    answers = SimpleQueue()
    alone = module("warp_client_core.alone", answers=answers)
    exec("def note(): answers.put(ask())", alone.__dict__)

    start_new_thread(alone.note, ())

    assert "warp_client_core.alone" == answers.get(timeout=10)[0]
