"""Claims about `warp_client_core.error_codes` and `warp_client_core.errors.coded`."""

import copy
import gc
import pickle
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest

from warp_client_core import errors
from warp_client_core.errors import ApiError, ConflictError, NotFoundError, coded


def conflict(code="TRUNK_IN_USE"):
    return ConflictError("the trunk is in use", status_code=409, code=code)


class CarrierError(ConflictError):
    """As an overlay would write one."""


class TrunkInUse(coded("TRUNK_IN_USE")):
    """As somebody may write who wants a name for the class of a code."""


def test_an_error_is_caught_by_its_code():
    with pytest.raises(coded("TRUNK_IN_USE")) as caught:
        raise conflict()

    assert isinstance(caught.value, ConflictError)


def test_a_code_named_for_the_first_time_while_the_error_is_under_way_catches_it():
    def carry_out():
        try:
            raise conflict("NEVER_NAMED_BEFORE")
        except coded("NEVER_NAMED_BEFORE") as error:
            return error.code

    assert carry_out() == "NEVER_NAMED_BEFORE"


def test_another_code_and_another_status_do_not_catch_it():
    error = conflict()

    assert not isinstance(error, coded("TRUNK_IN_USE_2"))
    assert not isinstance(error, NotFoundError)


def test_one_code_catches_errors_of_any_status():
    kind = coded("SUSPENDED")

    made = [
        errors.PermissionDeniedError("no", status_code=403, code="SUSPENDED"),
        ApiError("no", status_code=402, code="SUSPENDED"),
    ]

    assert all(isinstance(error, kind) for error in made)
    assert type(made[1]) is kind


def test_the_same_code_always_gives_the_same_class():
    assert coded("SUSPENDED") is coded("SUSPENDED")
    assert type(conflict()) is type(kept := conflict())
    assert type(kept).__mro__[:4] == (type(kept), ConflictError, coded("TRUNK_IN_USE"), ApiError)


def test_names_are_readable_wherever_they_are_shown():
    error = conflict()

    shown = "".join(traceback.format_exception(error))

    assert repr(error) == "ConflictError[TRUNK_IN_USE]('the trunk is in use')"
    assert shown == "warp_client_core.errors.ConflictError[TRUNK_IN_USE]: 409 TRUNK_IN_USE: the trunk is in use\n"
    assert coded("TRUNK_IN_USE").__name__ == "ApiError[TRUNK_IN_USE]"
    assert type(error).__doc__ == "ConflictError with the code TRUNK_IN_USE."


@pytest.mark.parametrize(
    "code",
    ["", "A", "in_use", "IN-USE", "1ST", "_USE", "IN USE", "IN_USE\n", "ÄRGER", "A" * 65, "UNKNOWN_ERROR", None, 7],
)
def test_a_code_of_another_form_has_no_class(code):
    error = ConflictError("no", status_code=409, code=code)

    assert type(error) is ConflictError
    with pytest.raises(ValueError, match=r"compare error\.code"):
        coded(code)


@pytest.mark.parametrize("code", ["AB", "A1", "A_", "A" * 64])
def test_the_shortest_and_the_longest_codes_have_a_class(code):
    assert isinstance(ConflictError("no", status_code=409, code=code), coded(code))


def test_codes_that_a_server_invents_leave_nothing_behind():
    before = len(ApiError.__subclasses__()) + len(ConflictError.__subclasses__())

    for number in range(5_000):
        conflict(f"INVENTED_{number}")
    gc.collect()

    assert len(ApiError.__subclasses__()) + len(ConflictError.__subclasses__()) <= before


def test_inventing_codes_does_not_take_a_class_from_who_holds_it():
    held = coded("HELD_BY_A_CALLER")

    for number in range(2_000):
        conflict(f"INVENTED_{number}")
    gc.collect()

    assert isinstance(conflict("HELD_BY_A_CALLER"), held)


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy, copy.copy])
@pytest.mark.parametrize("kind", [ApiError, ConflictError, CarrierError, TrunkInUse])
def test_an_error_with_a_code_survives_pickle_and_copies(again, kind, monkeypatch):
    # Test modules have no name to be imported by.
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__, _this_module()))
    error = kind("no", status_code=409, code="TRUNK_IN_USE")

    twin = again(error)

    assert type(twin) is type(error)
    assert vars(twin) == vars(error)


def _this_module():
    import types

    module = types.ModuleType(__name__)
    module.CarrierError, module.TrunkInUse = CarrierError, TrunkInUse
    return module


@pytest.mark.parametrize("kind", [coded("TRUNK_IN_USE"), type(conflict()), ConflictError])
def test_a_class_survives_pickle_so_that_it_can_be_sent_along(kind):
    assert pickle.loads(pickle.dumps(kind)) is kind
    assert copy.deepcopy(kind) is kind


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_class_that_is_gone_is_made_anew_from_its_pickle(protocol):
    pickled = pickle.dumps(conflict("FORGOTTEN"), protocol)
    gc.collect()

    error = pickle.loads(pickled)

    assert type(error).__name__ == "ConflictError[FORGOTTEN]"
    assert isinstance(error, coded("FORGOTTEN"))


def test_a_class_of_an_overlay_is_joined_with_the_code_as_well():
    error = CarrierError("no", status_code=409, code="PORT_REFUSED")

    assert isinstance(error, CarrierError)
    assert isinstance(error, coded("PORT_REFUSED"))
    assert type(error).__module__ == __name__


def test_a_class_that_already_stands_for_the_code_is_used_as_it_is():
    assert type(TrunkInUse("no", status_code=409, code="TRUNK_IN_USE")) is TrunkInUse
    assert type(type(conflict())("no", status_code=409, code="TRUNK_IN_USE")) is type(conflict())


def test_a_class_for_one_code_gives_way_to_another_code():
    error = type(conflict())("no", status_code=409, code="PORT_REFUSED")

    assert type(error).__name__ == "ConflictError[PORT_REFUSED]"
    assert not isinstance(error, coded("TRUNK_IN_USE"))


def test_threads_that_meet_a_code_at_the_same_time_get_one_class():
    barrier = threading.Barrier(16, timeout=10)

    def meet(number):
        barrier.wait()
        return [type(conflict(f"MET_{number}_{turn}")) for turn in range(50)]

    for number in range(5):
        with ThreadPoolExecutor(16) as pool:
            rows = list(pool.map(meet, [number] * 16))
        assert all(len(set(column)) == 1 for column in zip(*rows, strict=True))


FORK = """
import os, threading
from warp_client_core import error_codes
from warp_client_core.errors import ConflictError, coded

held, done = threading.Event(), threading.Event()

def hold():
    with error_codes._table.lock:
        held.set()
        done.wait(10)

threading.Thread(target=hold, daemon=True).start()
held.wait(10)
child = os.fork()
if not child:
    error = ConflictError("no", status_code=409, code="TRUNK_IN_USE")
    os._exit(0 if isinstance(error, coded("TRUNK_IN_USE")) else 1)
for _ in range(100):
    found, status = os.waitpid(child, os.WNOHANG)
    if found:
        break
    done.wait(0.1)
else:
    os.kill(child, 9)
    os.waitpid(child, 0)
    status = 1
done.set()
raise SystemExit(bool(status))
"""


def test_a_forked_process_is_not_held_up_by_a_thread_of_its_parent():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", FORK], check=False, timeout=30)

    assert done.returncode == 0
