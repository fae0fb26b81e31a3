"""Every method of every catalog can be reached by `warp call`, shown by the request that it would send."""

import json
import re
from pathlib import Path

import pytest

from tests.core.cli.arguments import command
from tests.core.cli.installation import CLIENTS, ROOT
from warp_client_core.catalog import parsed

CATALOGS = {
    name: parsed(json.loads((ROOT / f"generated/{name}/src/warp_{name}/catalog.json").read_text("utf-8")))
    for name in CLIENTS
}
METHODS = [(name, path) for name, catalog in CATALOGS.items() for path in catalog.methods]
SURFACES = {name: json.loads((ROOT / f"generated/{name}/surface.json").read_text("utf-8")) for name in CLIENTS}
PROGRAMS_ONLY = {
    "get_sync_status",
    "oauth.authorize_in_browser",
    "oauth.build_authorize_url",
    "oauth.handle_callback",
    "oauth.refresh_expires_at",
    "sync.invoice",
    "webhooks.unwrap",
}


@pytest.fixture
def deck(tmp_path: Path) -> str:
    """A rate deck without faults."""
    file = tmp_path / "deck.csv"
    header = "destination_name,prefix,interstate_rate,intrastate_rate,local_rate,effective_date"
    file.write_text(f"{header}\nDenver,303555,0.01,0.01,0.01,2026-01-01\n")
    return str(file)


@pytest.fixture(autouse=True)
def _account(monkeypatch):
    for name, text in {"ACCOUNT_ID": "123", "CLIENT_ID": "client", "CLIENT_SECRET": "very-secret"}.items():
        monkeypatch.setenv(f"NETSUITE_{name}", text)


@pytest.mark.parametrize(("client", "path"), METHODS, ids=[f"{client}-{path}" for client, path in METHODS])
def test_dry_run_shows_the_request_of(client, path, warp, deck):
    entry = CATALOGS[client].methods[path]

    ended = warp("call", client, *command(entry, CATALOGS[client].schemas, deck), "--dry-run", "--json")

    assert (0, True) == (ended.code, not re.search("very-secret|other-token|Bearer dry", ended.out)), ended.err
    plan = json.loads(ended.out)
    if not entry.request.startswith("overlay"):
        method, template = entry.request.split(" ")
        wanted = re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(template))
        assert method == plan["method"]
        assert re.search(f"{wanted}(\\?|$)", plan["url"]), plan["url"]


@pytest.mark.parametrize("client", CLIENTS)
def test_catalog_holds_every_public_method_that_takes_json(client):
    assert set(SURFACES[client]["methods"]) - PROGRAMS_ONLY == set(CATALOGS[client].methods)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_method_has_help(client, warp):
    for path, entry in CATALOGS[client].methods.items():
        ended = warp("call", client, path, "--help")

        assert (0, True) == (ended.code, entry.summary.split(" ")[0] in ended.out)
