"""What is inside the installed wheels, and what importing them costs."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.clients.conftest import ROOT
from warp_client_core import errors

PACKAGES = {"customer": "warp_customer", "admin": "warp_admin", "netsuite": "warp_netsuite"}


def texts(client: str) -> dict[str, str]:
    """Path -> text of every file of an installed client, metadata included."""
    files = importlib.metadata.distribution(f"warp-{client}-client").files or []
    return {str(file): file.read_text("utf-8") for file in files if not str(file).endswith(".pyc")}


def surface(client: str) -> Any:
    """The committed surface of a client."""
    return json.loads((ROOT / "generated" / client / "surface.json").read_text("utf-8"))


def test_the_customer_wheel_says_nothing_of_the_admin_side() -> None:
    """
    No path, operation, method table row or type that only administrators have is in any file of the customer wheel.
    """
    customer, admin = surface("customer"), surface("admin")
    entries = [
        (entry["operation"], str(entry["request"]).partition(" ")[2])
        for entry in admin["methods"].values()
        if "operation" in entry
    ]
    own = {entry.get("operation") for entry in customer["methods"].values()}
    hidden = {str(operation) for operation, _ in entries if operation not in own and "_" in str(operation)}
    paths = {path for operation, path in entries if operation not in own and path.count("/") > 1}
    types = {*admin["models"], *admin["enums"]} - {*customer["models"], *customer["enums"]}

    found = []
    for file, text in texts("customer").items():
        words = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))
        found += [(file, word) for word in sorted(hidden & words)]
        found += [(file, path) for path in sorted(paths) if path in text]
        found += [(file, name) for name in sorted(types) if re.search(rf"class {name}\b", text)]
        found += [(file, "warp_admin")] if "warp_admin" in text or "/admin" in text else []

    assert 60 < len(hidden)
    assert [] == found


@pytest.mark.parametrize("client", PACKAGES)
def test_a_wheel_needs_only_what_a_call_needs(client: str) -> None:
    """
    A bare install pulls in core and attrs, nothing else that is ours to choose.
    """
    distribution = importlib.metadata.distribution(f"warp-{client}-client")

    needed = {re.split(r"[<>=!~; ]", one)[0] for one in distribution.requires or [] if "extra ==" not in one}

    assert {"warp-client-core", "attrs"} == needed
    assert distribution.read_text("licenses/LICENSE")
    assert any(str(file).endswith("py.typed") for file in distribution.files or [])


@pytest.mark.parametrize("client", PACKAGES)
def test_importing_a_client_loads_no_http_library(client: str) -> None:
    """
    ``import warp_x`` is free of httpx, msgspec, attrs and of every module that defines a type.
    """
    package = PACKAGES[client]
    code = f"import sys, {package}; print(' '.join(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    loaded = done.stdout.split()

    assert package in loaded
    assert not {"httpx", "msgspec", "attr", "attrs"} & {name.partition(".")[0] for name in loaded}
    assert not [name for name in loaded if name.startswith(f"{package}.")]


def test_touching_one_resource_loads_only_its_domain() -> None:
    """
    The trunk methods load the trunk types, not those of billing or messaging.
    """
    code = (
        "import sys, warp_customer\n"
        "client = warp_customer.CustomerClient(access_token='x')\n"
        "client.trunks\n"
        "print(' '.join(name for name in sys.modules if name.startswith('warp_customer.models.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert ["warp_customer.models.trunks"] == done.stdout.split()


@pytest.mark.parametrize("client", PACKAGES)
def test_every_error_is_reached_by_every_client(client: str) -> None:
    """
    The package and its ``errors`` module give the very classes of core, so one ``except`` catches all clients.
    """
    package = importlib.import_module(PACKAGES[client])
    tree = {
        name: one for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.WarpError)
    }

    assert 19 < len(tree)
    for name, one in tree.items():
        assert one is getattr(package, name) is getattr(package.errors, name)


def test_the_customer_wheel_says_admin_only_where_a_role_is_called_so() -> None:
    """
    Any word with "admin" in any file, metadata and readme included, is the name or value of a user's role.
    """
    roles = {f"{kind}_admin" for kind in ("super", "partner", "customer")}

    words = {
        word
        for text in texts("customer").values()
        for word in re.findall(r"[A-Za-z_]*admin[A-Za-z_]*", text, re.IGNORECASE)
    }

    assert words <= roles | {role.upper() for role in roles}


def test_the_clients_come_from_the_installed_wheels() -> None:
    """
    What is tested here is what was installed, not the source tree.
    """
    for package in PACKAGES.values():
        assert "site-packages" in str(importlib.import_module(package).__file__)
