"""Commands in this process: what they ask for, what they refuse, what they keep, and how they end."""

import io
import json
import sys
import webbrowser

import pytest

from tests.core.cli.conftest import KEYS
from warp_client_core import FileTokenStore, cli
from warp_client_core.cli import exits
from warp_client_core.errors import (
    ApiConnectionError,
    DeckValidationError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    ReauthenticationRequired,
    ServerError,
    TokenStoreError,
    UploadError,
)

RANGE = ("--date-from", "2026-01-10", "--date-to", "2026-01-11")


@pytest.fixture
def typed(monkeypatch):
    """What the user types where there is no terminal."""

    def type_(*lines):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_


def test_signed_in_user_stays_signed_in_and_the_tokens_are_sealed(warp, platform, home, monkeypatch, typed):
    monkeypatch.setenv("WARP_TOKEN_KEYS", KEYS)
    typed("mfa@customer.example.com", "secret-password", "123456")

    first = warp("login", "customer", "--base-url", f"{platform.address}/v1")
    second = warp("call", "customer", "account.get")

    assert (0, "signed in as mfa@customer.example.com (customer)\n") == (first.code, first.err)
    assert (0, "Example Voice") == (second.code, json.loads(second.out)["company_name"])
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert not [word for word in (b"secret-password", b"access", b"eyJ") if word in kept]


def test_wrong_password_keeps_nothing(warp, platform, home, monkeypatch, typed):
    monkeypatch.setenv("WARP_TOKEN_KEYS", KEYS)
    typed("a@customer.example.com", "wrong")

    ended = warp("login", "customer", "--base-url", f"{platform.address}/v1")

    assert (exits.SIGN_IN, False) == (ended.code, (home / "settings.json").exists())


def test_logout_forgets_the_tokens(warp, platform, home, monkeypatch, typed):
    monkeypatch.setenv("WARP_TOKEN_KEYS", KEYS)
    typed("a@customer.example.com", "secret")
    warp("login", "customer", "--base-url", f"{platform.address}/v1")

    ended = warp("logout")
    after = warp("call", "customer", "account.get", "--base-url", f"{platform.address}/v1")

    assert (0, exits.SIGN_IN) == (ended.code, after.code)
    assert FileTokenStore(home / "tokens", slot="customer").load() is None


def test_without_a_key_nobody_is_asked_for_a_password(warp, platform, monkeypatch, typed):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    typed("a@customer.example.com", "secret")

    ended = warp("login", "customer", "--base-url", f"{platform.address}/v1")

    assert (exits.SIGN_IN, True) == (ended.code, "WARP_TOKEN_KEYS" in ended.err)
    assert "a@customer.example.com\n" == sys.stdin.readline()


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("admin", "customers.suspend", "c1", "--reason", "fraud"), "add --yes if that is meant"),
        (("admin", "providers.delete", "p1", "--yes"), "add --reason TEXT"),
        (("customer", "trunks.delete", "t1"), "add --yes if that is meant"),
    ],
    ids=["admin without yes", "admin without reason", "customer without yes"],
)
def test_destructive_call_is_not_sent_unconfirmed(warp, signed_in, platform, typed, arguments, advice):
    signed_in(arguments[0])
    typed()

    ended = warp("call", *arguments)

    assert (exits.UNCONFIRMED, f"  do: {advice}\n") == (ended.code, ended.err.splitlines(keepends=True)[-1])


def test_reason_of_an_operator_is_written_down(warp, signed_in, home, typed):
    signed_in("admin")
    typed()

    ended = warp("call", "admin", "providers.delete", "nobody", "--yes", "--reason", "contract ended")

    assert exits.NOT_FOUND == ended.code
    lines = [json.loads(line) for line in (home / "audit.jsonl").read_text().splitlines()]
    assert ["begun", "failed: NotFoundError"] == [line["outcome"].partition("[")[0] for line in lines]
    assert {("admin providers.delete", "contract ended")} == {(line["call"], line["reason"]) for line in lines}


def test_confirmed_call_of_a_customer_needs_no_reason(warp, signed_in, home, typed):
    signed_in()
    typed()
    made = json.loads(warp("call", "customer", "trunks.create", "--name", "edge").out)["id"]

    ended = warp("call", "customer", "trunks.delete", made, "--yes")

    assert (0, "done\n", False) == (ended.code, ended.err, (home / "audit.jsonl").exists())


def test_config_tells_where_each_setting_comes_from(warp, monkeypatch):
    monkeypatch.setenv("WARP_API_URL", "https://api.example.com/v1")
    monkeypatch.setenv("WARP_ACCESS_TOKEN", "very-secret")

    ended = warp("config", "customer", "--base-url", "https://other.example.com", "--json")

    rows = {row["name"]: (row["value"], row["source"]) for row in json.loads(ended.out)}
    assert ("***", "environment: WARP_ACCESS_TOKEN") == rows["access_token"]
    assert ("https://other.example.com", "command line: --base-url") == rows["base_url"]
    assert ("", "not set") == rows["api_key"]
    assert "very-secret" not in ended.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(warp, shell):
    ended = warp("completion", shell)

    assert (0, True) == (ended.code, "_WARP_COMPLETE" in ended.out)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("warp call cu", "customer"), ("warp call customer trunks.li", "trunks.list")],
    ids=["audience", "method"],
)
def test_completion_knows_what_is_installed(capsys, monkeypatch, words, expected):
    monkeypatch.setenv("_WARP_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))

    with pytest.raises(SystemExit):
        cli.main([])

    assert f"plain,{expected}" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("call", "customer", "trunks.get"), "trunks.get needs trunk_id"),
        (("call", "customer", "trunks.lst"), "did you mean trunks.list"),
        (("call", "nobody", "trunks.list"), "there is no client 'nobody'; installed: admin, customer, netsuite"),
        (("call", "customer", "trunks.list", "--page", "two"), "page must be a whole number"),
        (("call", "customer", "trunks.create", "--name", "x", "--sip-options", "{"), "sip-options must be JSON"),
        (("call", "customer", "trunks.create", "--name", "@/nowhere"), "name: /nowhere cannot be read"),
        (("cdrs", "export", "--out", "x"), "missing: --date-from, --date-to"),
    ],
    ids=["missing", "method", "client", "number", "json", "file", "command"],
)
def test_wrong_use_ends_with_2(warp, arguments, said):
    ended = warp(*arguments)

    assert (exits.USAGE, "", True) == (ended.code, ended.out, said in ended.err), ended.err


def test_secret_of_an_argument_is_not_in_the_plan(warp):
    ended = warp("call", "customer", "auth.login", "--email", "a@example.com", "--password", "hunter2", "--dry-run")

    assert (0, False, True) == (ended.code, "hunter2" in ended.out, '"password": "***"' in ended.out)


@pytest.mark.parametrize(
    ("arguments", "method", "target"),
    [
        (("cdrs", "export", *RANGE, "--out", "{folder}/out.csv"), "POST", "/v1/cdrs/export"),
        (("events", "tail", "--ws-url", "wss://live.example.com/ws"), "GET", "live.example.com/ws"),
        (("rates", "import", "{folder}/deck.csv", "--provider", "p1"), "POST", "/providers/p1/rates/import"),
        (("netsuite", "authorize"), "GET", "/app/login/oauth2/authorize.nl"),
    ],
    ids=["export", "events", "import", "consent"],
)
def test_plan_of_a_command_is_its_first_request(warp, tmp_path, monkeypatch, arguments, method, target):
    for name in ("account_id", "client_id"):
        monkeypatch.setenv(f"NETSUITE_{name.upper()}", "123")
    monkeypatch.setenv("NETSUITE_REDIRECT_URI", "http://127.0.0.1:8765/callback")
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail(f"opened {address}"))
    (tmp_path / "deck.csv").write_text("prefix,interstate_rate,effective_date\n130355,0.01,2026-01-01\n")

    ended = warp(*(one.format(folder=tmp_path) for one in arguments), "--dry-run", "--json")

    plan = json.loads(ended.out)
    assert (0, method, True) == (ended.code, plan["method"], plan["url"].partition("?")[0].endswith(target)), ended.err
    assert {"Bearer ***"} >= {text for name, text in plan["headers"].items() if name.lower() == "authorization"}
    assert ["deck.csv"] == [one.name for one in tmp_path.iterdir()]


def test_plan_keeps_the_digits_of_an_amount(warp):
    ended = warp("call", "customer", "trunks.create", "--name", "x", "--daily-spend-limit", "12.50", "--dry-run")

    assert '"daily_spend_limit": 12.50' in ended.out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionDeniedError("no", status_code=403), exits.SIGN_IN),
        (ReauthenticationRequired("over"), exits.SIGN_IN),
        (TokenStoreError("no key", reason="no_key"), exits.SIGN_IN),
        (NotFoundError("no", status_code=404), exits.NOT_FOUND),
        (RateLimitError("no", status_code=429), exits.LATER),
        (ServerError("no", status_code=500), exits.LATER),
        (ApiConnectionError("no"), exits.LATER),
        (OutcomeUnknownError("perhaps"), exits.UNKNOWN),
        (DeckValidationError("faults"), exits.FAULTY),
        (UploadError("unreadable"), exits.REFUSED),
        (ValueError("wrong"), exits.USAGE),
        (KeyboardInterrupt(), exits.INTERRUPTED),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, BaseException) else str(one),
)
def test_each_kind_of_error_has_its_code(error, code):
    assert code == exits.ended(error).code


def test_fault_of_ours_is_not_dressed_up():
    with pytest.raises(ZeroDivisionError):
        exits.ended(ZeroDivisionError("ours"))


def test_faulty_deck_ends_with_7_and_names_the_lines(warp, tmp_path):
    deck = tmp_path / "deck.csv"
    deck.write_text("prefix,interstate_rate,effective_date\n130355,none,2026-01-01\n")

    ended = warp("rates", "validate", deck, "--json")

    assert (exits.FAULTY, {2}) == (ended.code, {one["line"] for one in json.loads(ended.out)})
