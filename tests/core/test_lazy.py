"""Claims about importing the package: light, lazy and complete."""

import importlib
import subprocess
import sys

import pytest

import warp_client_core
from warp_client_core.lazy import attach


def loaded_by(code):
    """Modules that a fresh interpreter has loaded after running some code."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_the_package_loads_no_library():
    assert not loaded_by("import warp_client_core") & {"httpx", "msgspec", "attrs", "attr", "asyncio"}


def test_describing_a_call_loads_neither_the_http_library_nor_the_codec():
    assert not loaded_by("import warp_client_core.calls, warp_client_core.driver") & {"httpx", "msgspec"}


def test_building_a_sync_client_does_not_load_asyncio():
    code = "from warp_client_core import SyncClient; SyncClient(base_url='https://api.example.com').close()"

    assert "asyncio" not in loaded_by(code)


def test_asking_for_one_name_loads_only_its_module():
    code = "import warp_client_core; warp_client_core.WarpError"

    assert not loaded_by(code) & {"httpx", "msgspec", "attrs", "attr"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'warp_client_core' has no attribute 'Nope'"):
        _ = warp_client_core.Nope


def test_modules_and_names_of_a_lazy_package_are_found():
    getter, lister = attach("warp_client_core", {".errors": ["WarpError"]}, modules=["enums"])

    assert getter("WarpError") is warp_client_core.WarpError
    assert getter("enums").__name__ == "warp_client_core.enums"
    assert {"WarpError", "enums"} <= set(lister())
    with pytest.raises(AttributeError, match="has no attribute 'Nope'"):
        getter("Nope")


def test_every_public_name_is_there():
    for name in warp_client_core.__all__:
        assert getattr(warp_client_core, name) is not None
    assert set(warp_client_core.__all__) <= set(dir(warp_client_core))


def test_every_error_is_exported():
    errors = importlib.import_module("warp_client_core.errors")
    tree = {
        name for name, value in vars(errors).items() if isinstance(value, type) and value.__module__ == errors.__name__
    }

    assert tree <= set(warp_client_core.__all__)
