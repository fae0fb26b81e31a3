"""The code in the READMEs of overlays runs too, with what its reader has at that place; and no README is left out."""

from __future__ import annotations

import datetime as dt
import re
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import attrs
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.docs.blocks import PAGES, ROOT, blocks
from tests.docs.platforms import Switch, environment, free_port, listening_at, served
from tools.site.decisions import SOURCES
from warp_admin import AdminClient, DeckValidationError
from warp_client_core import FileTokenStore
from warp_customer import CustomerClient
from warp_netsuite import NetSuiteClient
from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.netsuite.integrations import ACCOUNT, CERTIFICATE_ID, CLIENT_ID, CLIENT_SECRET, SERVER_CLIENT_ID

ELSEWHERE = {
    "README.md": "tests/docs/test_readmes.py",
    "bench/README.md": "tests/docs/test_readmes.py",
    "examples/README.md": "tests/examples/test_readme.py",
    "generated/admin/README.md": "tests/docs/test_readmes.py",
    "generated/customer/README.md": "tests/docs/test_readmes.py",
    "generated/netsuite/README.md": "tests/docs/test_readmes.py",
    "overlays/core/README.md": "tests/docs/test_readmes.py",
    "overlays/following/README.md": "tests/overlays/following/test_following.py",
    "overlays/streaming/README.md": "tests/overlays/streaming/test_streaming.py",
    "overlays/webhook_deliveries/README.md": "tests/overlays/webhook_deliveries/test_webhook_deliveries.py",
    "sandbox/README.md": "tests/docs/test_readmes.py",
}
"""READMEs with code, and the tests that run it."""

FENCE = re.compile(r"^\s*(?:```|~~~)", re.M)
GOOD = "prefix,interstate,intrastate,local\n303555,0.0041250,0.0068000,0.0041250\n"


@attrs.frozen
class Row:
    """What the reader of the SuiteQL line has written."""

    id: int
    company_name: str | None = None


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Switch, str]]:
    """A sandbox, a home without settings, and the way there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WARP_TOKEN_KEYS", f"k1:{'A' * 43}=")
    with served() as (switch, address):
        set_for("customer", address, monkeypatch)
        yield switch, address


def set_for(client: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user of a client has set."""
    for name, value in environment(client, address).items():
        monkeypatch.setenv(name, value)


def python(overlay: str) -> list[str]:
    """The Python blocks of its README."""
    return re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "overlays" / overlay / "README.md").read_text("utf-8"), re.S | re.M
    )


def ran(code: str, names: dict[str, Any], **replaced: str) -> dict[str, Any]:
    """The names after the code, in which ``argument="..."`` and the like have got values."""
    for argument, value in replaced.items():
        code, count = re.subn(rf'{argument}="[^"]*"', f'{argument}="{value}"', code)
        assert count, argument
    exec(compile(code, "README", "exec"), names)
    return names


def test_a_store_keeps_who_signed_in(platform: tuple[Switch, str], tmp_path: Path) -> None:
    """
    As the README of the token refresh shows it.
    """
    (code,) = python("token_refresh")
    known = {"CustomerClient": CustomerClient, "FileTokenStore": FileTokenStore, "ask_to_sign_in": lambda error: None}

    names = ran(code, known, email="ada@customer.example.com", password="secret")
    names["client"].close()

    assert list((tmp_path / ".warp" / "tokens").rglob("*"))


def test_a_deck_is_sent(platform: tuple[Switch, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The first block of the README of the rate import.
    """
    code, _ = python("rate_import")
    (tmp_path / "deck.csv").write_text(GOOD, "utf-8")

    with AdminClient(access_token="sandbox-admin-token") as client:
        provider = client.providers.list()[0].id
        names = ran(code.replace("level3", provider), {"client": client, "date": dt.date})

    assert 1 == names["job"].rows_imported
    assert str(len(GOOD)) in capsys.readouterr().out


def test_a_faulty_deck_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The second block: on the screen, in a file, and as an error.
    """
    _, code = python("rate_import")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deck.csv").write_text(GOOD.replace("0.0068000", "-1"), "utf-8")

    with pytest.raises(DeckValidationError):
        ran(code, {})

    assert "intrastate" in (tmp_path / "faults.csv").read_text("utf-8")


def test_records_are_found_and_written(platform: tuple[Switch, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Line by line, as the README of the records has it.
    """
    (code,) = python("netsuite_records")
    set_for("netsuite", platform[1], monkeypatch)
    records = [
        {"external_id": f"warp-{n}", "company_name": f"Company {n}", "subsidiary": {"id": "1"}} for n in range(2)
    ]

    with NetSuiteClient() as client:
        ran(code, {"client": client, "Row": Row, "records": records})
        found = client.query("SELECT id, companyName FROM customer WHERE externalId = ?", ["warp-1"], row_type=Row)

        assert ["Company 1"] == [one.company_name for one in found]


def test_a_server_signs_in_by_certificate(
    platform: tuple[Switch, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The first block of the README about signing in to NetSuite.
    """
    code, _ = python("netsuite_oauth")
    set_for("netsuite", platform[1], monkeypatch)
    for name in ("ACCESS_TOKEN", "REFRESH_TOKEN", "CLIENT_SECRET"):
        monkeypatch.delenv(f"NETSUITE_{name}")
    platform[0].app = create_netsuite_app()  # the time of this machine, which the assertion bears
    key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    names = ran(
        code,
        {"NetSuiteClient": NetSuiteClient},
        account_id=ACCOUNT,
        client_id=SERVER_CLIENT_ID,
        certificate_id=CERTIFICATE_ID,
    )

    with names["client"] as client:
        assert client.test_connection().ok


def test_a_user_consents(platform: tuple[Switch, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The second block, by hand and in a browser.
    """
    by_hand, _, in_browser = python("netsuite_oauth")[1].partition("\n\n")
    switch, address = platform
    set_for("netsuite", address, monkeypatch)
    given = {"account_id": ACCOUNT, "client_id": CLIENT_ID}
    back = f"http://127.0.0.1:{free_port()}/callback"
    threads: list[Thread] = []

    def opened(page: str, *_: Any, **__: Any) -> bool:
        threads.append(Thread(target=httpx.get, args=(page,), kwargs={"follow_redirects": True}))
        threads[-1].start()
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    names = {"NetSuiteClient": NetSuiteClient, "httpx": httpx}
    code = by_hand.replace("callback_url", 'httpx.get(address).headers["Location"]')
    first = ran(code, names, **given, client_secret=CLIENT_SECRET, redirect_uri="https://app.example.com/callback")[
        "client"
    ]
    switch.app = listening_at(back)
    second = ran(in_browser, names, **given, redirect_uri=back)["client"]
    [one.join(10) for one in threads]

    with first, second:
        assert second.test_connection().ok
    assert 1 == len(threads)


def test_every_decision_has_a_page() -> None:
    """
    A README outside of the tests that tells why is a page of the site.
    """
    folders = ("", "*/", "overlays/*/", "generated/*/", "openapi/*/", "generator/*/", "tools/*/")
    files = [file for one in folders for file in ROOT.glob(f"{one}README.md")]
    told = {
        str(file.parent.relative_to(ROOT)) for file in files if re.search(r"^##+ Why", file.read_text("utf-8"), re.M)
    }

    assert told == set(SOURCES)


EXTRAS = {"warp-sandbox serve": "warp-sandbox[serve]", ".events.connect(": "[streaming]", "FileTokenStore": "[stores]"}
"""What a page shows, and the extra that its reader needs for it."""


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.name)
def test_a_page_names_the_extra_that_its_code_needs(page: Path) -> None:
    """
    So that who follows it word by word gets to its end.
    """
    text = page.read_text("utf-8")
    code = "".join(block.code for block in blocks(page))

    assert [] == [extra for shown, extra in EXTRAS.items() if shown in code and extra not in text]


def test_no_readme_with_code_is_left_out() -> None:
    """
    Each is run here or by the test that is named above, which reads that file.
    """
    here = {f"overlays/{one}/README.md" for one in re.findall(r'python\("(\w+)"\)', Path(__file__).read_text("utf-8"))}
    folders = ("", "*/", "overlays/*/", "generated/*/", "openapi/*/", "generator/*/", "tools/*/", "tests/*/")
    found = {str(file.relative_to(ROOT)) for one in folders for file in ROOT.glob(f"{one}README.md")}
    coded = {one for one in found if re.search(r"^\s*(?:```|~~~)(?:python|sh)", (ROOT / one).read_text("utf-8"), re.M)}

    assert coded == here | set(ELSEWHERE)
    assert all(
        one.rpartition("/")[0].rpartition("/")[2] in (ROOT / test).read_text("utf-8") for one, test in ELSEWHERE.items()
    )


@pytest.mark.parametrize(
    "file", [*(ROOT / one for one in ELSEWHERE), *PAGES], ids=lambda one: str(one.relative_to(ROOT))
)
def test_every_fence_is_one_that_the_tests_see(file: Path) -> None:
    """
    At the start of a line, closed, and with a language; tests look for no other.
    """
    text = file.read_text("utf-8")
    seen = re.findall(r"^```(?:python|sh|json|toml|text)(?: [^\n]*)?\n.*?^```$", text, re.S | re.M)

    assert 2 * len(seen) == len(FENCE.findall(text))
