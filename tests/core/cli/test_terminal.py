"""What people see: tables in narrow and wide terminals, prompts, and no colour where none is wanted."""

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

from tests.core.cli.conftest import KEYS
from tests.core.cli.installation import ROOT, SOURCES
from warp_client_core.cli.showing import Bar, table

ROWS = [
    {"id": "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f", "name": "Denver SBC", "status": "active", "codecs": ["PCMU"]},
    {"id": "f728b4fa-4248-4e3a-8a5d-2f346baa9455", "name": "Chicago", "status": "inactive", "codecs": []},
]


class Terminal:
    """A program on a terminal of its own; reading waits for a text or for the end."""

    def __init__(self, site, arguments, *, columns, **variables):
        self._own, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, columns)) if hasattr(termios, "tcsetwinsize") else _resize(theirs, columns)
        code = "from warp_client_core.cli import main; main()"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), *SOURCES]), "TERM": "xterm", **variables}
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env=environment, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""

    def until(self, text, seconds=60):
        deadline = time.monotonic() + seconds
        while text not in self.seen and time.monotonic() < deadline:
            if not self._read(seconds):
                break
        return self.seen

    def _read(self, seconds=60):
        ready, _, _ = select.select([self._own], [], [], seconds)
        try:
            data = os.read(self._own, 65_536) if ready else b""
        except OSError:
            data = b""
        self.seen += data.decode()
        return data

    def type(self, line):
        os.write(self._own, line.encode() + b"\n")

    def interrupt(self, told):
        """
        Press Ctrl-C, and again where nothing is told for 5 seconds, as a person does.

        CPython looks at signals before it begins to read a line, not between that and the reading itself: one that
        comes in that moment is heard when the next one comes.
        """
        for _ in range(10):
            os.killpg(self._process.pid, signal.SIGINT)
            if told in self.until(told, 5):
                break

    def hang_up(self):
        os.close(self._own)
        return self._process.wait(timeout=60)

    def end(self):
        while self._read():
            continue
        os.close(self._own)
        return self._process.wait(timeout=60)


def _resize(handle, columns):
    import fcntl

    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


@pytest.fixture
def terminal(site):
    """Starts a command on a terminal."""

    def start(*arguments, columns=100, **variables):
        return Terminal(site, list(arguments), columns=columns, **variables)

    return start


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width):
    lines = [*table(ROWS, width), *table(ROWS[0], width), *table([1, "two words " * 30], width)]

    assert [] == [line for line in lines if len(line) > width]


def test_wide_terminals_show_rows_and_narrow_ones_blocks():
    wide, narrow = table(ROWS, 100), table(ROWS, 40)

    assert ["ID", "NAME", "STATUS"] == wide[0].split()
    assert ("(1 more fields; --json shows all)", "name    Denver SBC") == (wide[-1], narrow[2])


def test_text_of_a_server_cannot_steer_the_terminal():
    assert ["name  a [31mb"] == table({"name": "a\x1b[31mb"}, 80)


def test_bar_is_as_wide_as_the_terminal_and_ends_full(capsys):
    bar = Bar("upload", 40)
    bar.move(5, 10)
    bar.move(10, 10)
    bar.end()

    drawn = capsys.readouterr().err.strip("\n").split("\r")[1:]
    assert [" 50%", "100%"] == [one[-4:] for one in drawn]
    assert [39, 39] == [len(one) for one in drawn]


def test_terminal_gets_a_table_with_a_bold_head(terminal, signed_in):
    signed_in()

    shown = terminal("call", "customer", "trunks.list", "--limit", "2")

    assert 0 == shown.end()
    assert "\x1b[1mID" in shown.seen
    assert max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in shown.seen.splitlines()) <= 100


@pytest.mark.parametrize("wish", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["no-color", "dumb"])
def test_wish_for_no_colour_is_respected(terminal, signed_in, wish):
    signed_in()

    shown = terminal("call", "customer", "trunks.list", "--limit", "2", columns=50, **wish)

    assert (0, False) == (shown.end(), "\x1b[" in shown.seen)


def test_password_and_code_are_asked_for_without_an_echo(terminal, platform):
    shown = terminal("login", "--base-url", f"{platform.address}/v1", WARP_TOKEN_KEYS=KEYS)
    shown.until("[customer]")
    shown.type("")
    shown.until("Email")
    shown.type("mfa@customer.example.com")
    shown.until("Password")
    shown.type("hidden-word")
    shown.until("Second-factor code")
    shown.type("123456")

    assert (0, True) == (shown.end(), "signed in as mfa@customer.example.com" in shown.seen), shown.seen
    assert not re.search("hidden-word|123456", shown.seen)


def test_destructive_call_asks_for_a_reason_and_for_a_yes(terminal, signed_in):
    signed_in("admin")
    shown = terminal("call", "admin", "providers.delete", "p1")
    shown.until("Reason")
    shown.type("contract ended")
    shown.until("Go on?")
    shown.type("n")

    assert (9, True) == (shown.end(), "not confirmed; nothing was sent" in shown.seen)


def test_interrupt_at_a_prompt_ends_with_130(terminal):
    shown = terminal("login", "customer", WARP_TOKEN_KEYS=KEYS)
    shown.until("Email")
    shown.interrupt("interrupted")

    assert (130, False) == (shown.end(), "Traceback" in shown.seen), shown.seen


def test_terminal_that_is_closed_at_a_prompt_ends_with_130(terminal):
    shown = terminal("login", "customer", WARP_TOKEN_KEYS=KEYS)
    shown.until("Email")

    assert 130 == shown.hang_up()


def test_progress_is_drawn_in_a_narrow_terminal(terminal, signed_in, tmp_path):
    signed_in("admin")
    deck = tmp_path / "deck.csv"
    deck.write_text("prefix,interstate_rate,effective_date\n130355,0.01,2026-01-01\n")

    shown = terminal("rates", "import", str(deck), columns=40)

    assert (0, True) == (shown.end(), "] 100%" in shown.seen), shown.seen
