"""What people do to a program: odd locales, readers that leave, Ctrl-C in the middle, and values that do not fit."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading

import pytest

from tests.core.cli.installation import ROOT, SOURCES
from warp_client_core.cli import exits
from warp_client_core.cli.building import store
from warp_client_core.cli.settings import remember, remembered
from warp_client_core.errors import StreamError, TokenStoreError

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def started(site):
    """Starts a command in a process of its own, which heeds Ctrl-C whoever runs the tests."""
    running = []

    def start(*arguments, **settings):
        heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        code = f"{heeding}; from warp_client_core.cli import main; main()"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES]), **settings.pop("env", {})}
        made = subprocess.Popen(
            [sys.executable, "-c", code, *map(os.fspath, arguments)],
            env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings,
        )  # fmt: skip
        running.append((made, threading.Timer(60, made.kill)))
        running[-1][1].start()
        return made

    yield start
    for made, too_long in running:
        too_long.cancel()
        made.kill()
        made.communicate()


@pytest.fixture
def slow():
    """A server that takes a request, tells that it did, sends a little of a long reply, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked, over = threading.Event(), threading.Event()

        def serve():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                content = connection.recv(65_536)
                while content.startswith(b"POST") and not content.endswith(b"--\r\n"):
                    content += connection.recv(65_536)
                connection.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\nid,ani\n"
                )
                asked.set()
                over.wait(60)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        over.set()


def test_names_survive_a_locale_that_cannot_say_them(started, signed_in):
    signed_in()
    made = started("call", "customer", "trunks.create", "--name", "Zürich–東京", env=C_LOCALE)
    out, err = made.communicate()

    assert (0, "Zürich–東京") == (made.returncode, json.loads(out)["name"]), err
    assert out.isascii()


def test_text_that_is_no_utf_8_is_refused(started, signed_in):
    signed_in()
    made = started("call", "customer", "trunks.create", "--name", b"x\xff")
    out, err = made.communicate()

    assert (exits.USAGE, b"", b"error: name is not UTF-8\n") == (made.returncode, out, err.splitlines(keepends=True)[0])


@pytest.mark.parametrize(
    "arguments",
    [("call", "customer", "--help"), ("completion", "bash"), ("--help",), ("call", "customer", "trunks.list")],
    ids=["methods", "completion", "help", "list"],
)
def test_reader_that_has_left_is_no_error(process, signed_in, arguments):
    signed_in()
    reading, writing = os.pipe()
    os.close(reading)

    ended = process(*arguments, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)

    assert (0, "") == (ended.code, ended.err)


def test_reader_of_events_that_leaves_ends_the_command(started, signed_in, platform):
    signed_in()
    made = started("events", "tail", "--channels", "trunk.status")
    assert b"connecting" in made.stderr.readline()
    assert b"connected" in made.stderr.readline()
    made.stdout.close()
    for _ in range(100):
        # One that comes before the subscription has arrived there is not for us.
        platform.publish("trunk.status", trunk_id="t1")
        with contextlib.suppress(subprocess.TimeoutExpired):
            made.wait(0.2)
            break

    assert 0 == made.returncode


def test_interrupted_export_leaves_no_file(started, signed_in, platform, slow, tmp_path):
    signed_in()
    address, asked = slow
    job = {"export_id": "exp-1", "status": "completed", "download_url": f"{address}/calls.csv", "expires_at": None}
    platform.sandbox.override("export_cdrs", lambda _call: {**job, "record_count": 1})
    span = ("--date-from", "2026-01-10", "--date-to", "2026-01-11")

    made = started("cdrs", "export", *span, "--out", tmp_path / "calls.csv")
    assert asked.wait(60)
    made.send_signal(signal.SIGINT)
    _, err = made.communicate(timeout=30)
    platform.sandbox.restore("export_cdrs")

    assert (130, []) == (made.returncode, list(tmp_path.iterdir())), err
    assert b"Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rates", "import"), b"the deck has arrived and may be imported\n\nerror: interrupted\n"),
        (
            ("call", "admin", "rates.import_rates", "--validate", "false", "--deck"),
            b"error: interrupted\n  do: it may have been carried out: look before you repeat it\n",
        ),
    ],
    ids=["command", "call"],
)
def test_interrupted_write_says_what_is_known(started, signed_in, slow, tmp_path, arguments, said):
    signed_in("admin")
    address, asked = slow
    (tmp_path / "deck.csv").write_text("prefix,interstate_rate,effective_date\n130355,0.01,2026-01-01\n")

    made = started(*arguments, tmp_path / "deck.csv", "--base-url", f"{address}/v1")
    assert asked.wait(60)
    made.send_signal(signal.SIGINT)
    _, err = made.communicate(timeout=30)

    assert (130, said) == (made.returncode, err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trunks.create", "--set", "foo=1"), "--set: there is no foo"),
        (("trunks.get", "a", "b"), "trunks.get takes 1 argument, not 2"),
        (
            ("trunks.create", "--name", "x", "--sip-options", '{"port": "x"}'),
            "sip-options.port must be of type integer",
        ),
        (("trunks.create", "--name", "x", "--daily-spend-limit", "NaN"), "must be a decimal number"),
        (("trunks.create", "--name", "x", "--max-channels", "1e3"), "must be a whole number"),
    ],
    ids=["set", "position", "nested", "decimal", "integer"],
)
def test_value_that_does_not_fit_is_named(warp, arguments, said):
    ended = warp("call", "customer", *arguments, "--dry-run")

    assert (exits.USAGE, True) == (ended.code, said in ended.err), ended.err


def test_method_may_be_written_with_dashes(warp):
    ended = warp("call", "customer", "payment-methods.set-default", "pm1", "--dry-run", "--json")

    assert json.loads(ended.out)["url"].endswith("/payment-methods/pm1/default")


def test_blank_reason_is_none(warp, signed_in):
    signed_in("admin")

    ended = warp("call", "admin", "providers.delete", "p1", "--yes", "--reason", "  ")

    assert (exits.UNCONFIRMED, True) == (ended.code, "--reason" in ended.err)


def test_plan_shows_which_kind_of_credential_would_be_sent(warp, monkeypatch):
    monkeypatch.setenv("WARP_API_KEY", "very-secret")

    headers = json.loads(warp("call", "customer", "account.get", "--dry-run", "--json").out)["headers"]

    assert ("***", None) == (headers["X-API-Key"], headers.get("Authorization"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(("trunks.delete", "nobody"), "error"), (("trunks.list", "--limit", "1"), list), (("account.get",), dict)],
    ids=["error", "list", "object"],
)
def test_json_is_json_or_nothing(warp, signed_in, arguments, expected):
    signed_in()

    out = warp("call", "customer", *arguments, "--json", *(["--yes"] if expected == "error" else [])).out

    assert (out == "") if expected == "error" else isinstance(json.loads(out), expected)


def test_reply_without_content_is_null_in_json(warp, signed_in):
    signed_in()
    made = json.loads(warp("call", "customer", "trunks.create", "--name", "gone").out)["id"]

    assert "null\n" == warp("call", "customer", "trunks.delete", made, "--yes", "--json").out


def test_program_without_arguments_shows_help_and_no_error(warp):
    ended = warp()

    assert (exits.USAGE, "", True) == (ended.code, ended.out, ended.err.startswith("Usage: warp"))


@pytest.mark.parametrize("words", ["warp call nobody x", "warp call customer trunks.lst --x"])
def test_tab_on_what_does_not_exist_is_silent(process, monkeypatch, words):
    for name, value in {"_WARP_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "3"}.items():
        monkeypatch.setenv(name, value)

    ended = process()

    assert (0, "") == (ended.code, ended.out.strip() + ended.err)


@pytest.mark.parametrize(("arguments", "closed", "code"), [
    ("call customer trunks.list --limit 1", ">&-", exits.DONE),
    ("call customer trunks.list --limit 1", "<&-", exits.DONE),
    ("call customer trunks.delete t1", "<&-", exits.UNCONFIRMED),
    ("call customer trunks.get nobody", "2>&-", exits.NOT_FOUND),
])  # fmt: skip
def test_stream_that_the_starter_closed_is_no_fault(site, signed_in, arguments, closed, code):
    signed_in()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES])}
    command = f"{sys.executable} -c 'from warp_client_core.cli import main; main()' {arguments} {closed}"

    done = subprocess.run(["bash", "-c", command], env=environment, cwd=ROOT, capture_output=True, check=False)

    assert (code, False) == (done.returncode, b"Traceback" in done.stderr)


def test_settings_that_are_no_table_are_replaced(home):
    home.mkdir()
    (home / "settings.json").write_text("[]")

    remember("customer", {"sign_in": "password"})

    assert {"sign_in": "password"} == remembered("customer")


def test_folder_of_tokens_and_settings_is_closed_to_others(home, monkeypatch):
    monkeypatch.setenv("WARP_TOKEN_KEYS", "k1:" + "A" * 43 + "=")

    store("customer").clear()

    assert 0o700 == home.stat().st_mode & 0o777


@pytest.mark.parametrize(("error", "code", "do"), [
    (StreamError("refused", status_code=401), exits.SIGN_IN, "warp login"),
    (StreamError("refused", status_code=503), exits.LATER, "later"),
    (TokenStoreError("they do not open; clear() drops them", reason="damaged"), exits.SIGN_IN, "sign in anew"),
    (TokenStoreError("no key", reason="no_key"), exits.SIGN_IN, "set WARP_TOKEN_KEYS, or install"),
])  # fmt: skip
def test_advice_fits_what_happened(error, code, do):
    end = exits.ended(error)

    assert (code, True, False) == (end.code, do in end.do, "()" in end.what)


@pytest.mark.parametrize(("words", "near"), [(("cal",), "call"), (("rates", "imprt"), "import")])
def test_misspelt_command_is_told_what_is_near(warp, words, near):
    assert f"Did you mean {near}?" in warp(*words).err


def test_deck_may_be_given_as_other_values_are(warp, tmp_path, signed_in):
    signed_in("admin")
    (tmp_path / "deck.csv").write_text("prefix,zone,rate\n")

    ended = warp("call", "admin", "rates.import_rates", f"@{tmp_path / 'deck.csv'}")

    assert (exits.FAULTY, True) == (ended.code, "add --validate false" in ended.err)
