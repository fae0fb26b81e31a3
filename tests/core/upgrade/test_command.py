"""The command line: exit codes, what is found and what is refused, what ``--fix`` writes."""

from __future__ import annotations

import json
import resource
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

RUN = "import sys; from warp_client_core.upgrade import main; code = main()"
CODE = "from warp_customer import CustomerClient\n\nc = CustomerClient()\n"


@pytest.fixture
def written(tmp_path: Path):
    """Writes one file of code."""

    def write(text: str | bytes, name: str = "app.py", head: str = CODE) -> Path:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else (head + text).encode())
        return file

    return write


@pytest.mark.parametrize(
    ("line", "code"), [("c.trunks.get('t')", 0), ("c.trunks.list()", 1), ("c.numbers.search()", 0), ("", 0)]
)
def test_only_what_breaks_makes_the_exit_code_1(line: str, code: int, written, check) -> None:
    """
    A change that breaks nothing is told all the same.
    """
    found, out, _ = check(written(line))

    assert code == found
    assert ("numbers.search" in line) == ("patch: numbers.search" in out)


def test_one_of_many_changes_reads_as_a_sentence(written, check) -> None:
    """
    The first line is the answer; place, change and advice follow.
    """
    file = written("c.trunks.list()\n")

    _, out, _ = check(file)

    assert ["1 of 41 changes touches you.", "  warp_customer 1.4 -> 2.0: 41"] == out.splitlines()[:2]
    assert f"  {file}:4:10: trunks.list -> trunks.find" in out.splitlines()


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (("--from", "1.4", "--to", "9"), "changes.json ends at 2.0.0"),
        (("--from", "0.1"), "changes.json begins after 1.3.0"),
        (("--from", "x"), "'x' is no version"),
        (("--from", "warp_admin=2.4"), "your code uses warp_customer. Say which version it has"),
        (("--from", "1.4", "--client", "nothing_like_it"), "no wheel, no folder of a package and not installed"),
    ],
)
def test_a_question_without_an_answer_exits_with_2(span: tuple[str, ...], message: str, written, check) -> None:
    """
    In words, on standard error.
    """
    code, out, complaint = check(written("c.trunks.list()"), span=span)

    assert (2, "") == (code, out)
    assert message in complaint


def test_a_path_that_does_not_exist_exits_with_2(tmp_path: Path, check) -> None:
    """
    A misspelt folder is not a folder without findings.
    """
    code, _, complaint = check(tmp_path / "missing")

    assert 2 == code
    assert "does not exist" in complaint


def test_a_demand_touches_calls_that_do_not_meet_it(written, check) -> None:
    """
    A call that gives the new parameter already, or may give it, is in order.
    """
    _, out, _ = check(written("c.numbers.order(numbers=[])\nc.numbers.order(address_id='a')\nc.numbers.order(**x)\n"))

    assert ["app.py:4:1"] == [
        line.partition(": ")[0].rpartition("/")[2]
        for line in out.splitlines()
        if ": numbers.order" in line and "major" not in line and "mapping" not in line
    ]


def test_json_says_the_same_to_programs(written, check) -> None:
    """
    Changes, places, what could not be told, what could not be read.
    """
    file = written("c.trunks.list()\ngetattr(c, name)\n")
    broken = written(b"import warp_customer\ndef (:\n", "broken.py")

    code, out, _ = check(file.parent, "--json")

    tree = json.loads(out)
    (touched,) = tree["touched"]
    place = {"file": file.as_posix(), "line": 4, "column": 10, "subject": "trunks.list", "now": "trunks.find"}
    assert (1, 41, 1, 1) == (code, tree["changes"], tree["touching"], tree["breaking_places"])
    assert [{**place, "fixed": False}] == touched["places"]
    assert ("major", "trunks.list", "2.0.0", "trunks.find") == tuple(
        touched[key] for key in ("severity", "subject", "version", "replacement")
    )
    assert [(5, "getattr on a client with a name that is made at run time")] == [
        (one["line"], one["why"]) for one in tree["unresolved"]
    ]
    assert [broken.as_posix()] == [one["file"] for one in tree["unreadable"]]


@pytest.mark.parametrize(("text", "code"), [("getattr(c, name)\n", 1), ("c.trunks.get('t')\n", 0)])
def test_strict_fails_on_what_cannot_be_told(text: str, code: int, written, check) -> None:
    """
    For pipelines that want to be sure.
    """
    assert code == check(written(text), "--strict")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = c.trunks . list (  status = 'x' ,)  # why\n", "x = c.trunks . find (  state = 'x' ,)  # why\n"),
        ("c.trunks.create(name='a', inbound_ips=[{ \"ip_address\":'1' }])\n",
         "c.trunks.create(name='a', inbound_ips=[{ \"address\":'1' }])\n"),
        ("from warp_customer.models import Invoice, Trunk\ndef f(i: Invoice) -> 'Invoice': return i.balance_due\n",
         "from warp_customer.models import Bill, Trunk\ndef f(i: Bill) -> 'Bill': return i.amount_due\n"),
        ("from warp_customer.models import Invoice as I\ndef f(i: I): return i.balance_due\n",
         "from warp_customer.models import Bill as I\ndef f(i: I): return i.amount_due\n"),
        ("c.messages.send_sms(from_='1', to='2', body='')\n", "c.texts.send(from_='1', to='2', body='')\n"),
        ("c.payment_methods.set_default('m')\r\n\tif_ = 1\r\n".replace("\t", ""),
         "c.payment_methods.prefer('m')\r\nif_ = 1\r\n"),
        ("from warp_customer import TokenStoreError\nTokenStoreError\n",
         "from warp_customer import StoreError\nStoreError\n"),
        ("MessageStatus.FAILED\n", "MessageStatus.FAILED\n"),
        ("class Bill: pass\nfrom warp_customer.models import Invoice\n",
         "class Bill: pass\nfrom warp_customer.models import Invoice\n"),
        ("m = c.messages\nm.send_sms(to='2')\n", "m = c.messages\nm.send_sms(to='2')\n"),
        ("def f(m): m.status == 'failed'\n", "def f(m): m.status == 'failed'\n"),
    ],
    ids=range(11),
)  # fmt: skip
def test_fixes_write_the_new_name_and_nothing_else(before: str, after: str, written, check) -> None:
    """
    Spaces, quotes, line ends and comments stay; what cannot be written safely is left to a person.
    """
    file = written(before)

    check(file, "--fix")

    assert (CODE + after).encode() == file.read_bytes()


def test_diff_alone_writes_nothing(written, check) -> None:
    """
    It shows what ``--fix`` would do.
    """
    file = written("c.trunks.list()\n")

    code, out, _ = check(file, "--diff")

    assert (1, (CODE + "c.trunks.list()\n").encode()) == (code, file.read_bytes())
    assert ["-c.trunks.list()", "+c.trunks.find()"] == out.splitlines()[-2:]


def test_after_fixing_all_that_breaks_the_exit_code_is_0(written, check) -> None:
    """
    Now and on the next run; the mode of the file stays, and no other file is left behind.
    """
    file = written("c.trunks.list()\n")
    file.chmod(0o750)

    codes = [check(file, "--fix")[0], check(file, "--fix")[0]]

    assert ([0, 0], 0o750, [file]) == (codes, stat.S_IMODE(file.stat().st_mode), list(file.parent.iterdir()))


def test_a_file_that_does_not_parse_is_named_and_stays(written, check) -> None:
    """
    The others are fixed.
    """
    broken, file = written(b"import warp_customer\nx = (\n", "broken.py"), written("c.trunks.list()\n")

    _, out, _ = check(file.parent, "--fix")

    assert "1 file could not be read and stayed as they are:" in out
    assert f"  {broken}: parser error: error at 3:0" in out
    assert (b"import warp_customer\nx = (\n", True) == (broken.read_bytes(), b"find" in file.read_bytes())


def test_a_file_in_another_encoding_keeps_it(written, check) -> None:
    """
    As its first line says.
    """
    text = "# coding: latin-1\nimport warp_customer\nname = 'J\xfcrg'\nwarp_customer.CustomerClient().trunks.{}()\n"
    file = written(text.format("list").encode("latin-1"))

    check(file, "--fix")

    assert text.format("find").encode("latin-1") == file.read_bytes()


def test_a_line_that_reads_like_a_changed_call_is_counted_where_no_client_is_named(written, check) -> None:
    """
    A function that takes a client without saying so may stand anywhere.
    """
    file = written("def f(api):\n    return api.trunks.list()\n", "far.py", head="")
    written("")

    _, out, _ = check(file.parent)

    assert f"  {file}:2:15: trunks.list: this file names no client, but the line reads like a call of one" in out


def test_environments_and_hidden_folders_are_passed_by(tmp_path: Path, written, check) -> None:
    """
    What is installed is not their code.
    """
    for folder in (".git", "env", "node_modules"):
        (tmp_path / folder).mkdir()
        written("c.trunks.list()\n", f"{folder}/app.py")
    (tmp_path / "env" / "pyvenv.cfg").touch()

    code, out, _ = check(tmp_path)

    assert (0, "0 files looked at, 0 read.") == (code, out.splitlines()[-1])


def test_their_code_is_never_run(written, check) -> None:
    """
    Neither by importing it nor by importing the client.
    """
    file = written("open(__file__ + '.ran', 'w')\nc.trunks.list()\n")

    check(file)

    assert [file] == list(file.parent.iterdir())


def test_a_wheel_tells_of_a_release_that_is_not_installed(clients: list[str], tmp_path: Path, written, check) -> None:
    """
    Ledger and types are read from inside it.
    """
    package = Path(clients[1])
    wheel = tmp_path / "warp_customer_client-2.0.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in (one for one in package.rglob("*") if one.is_file()):
            archive.write(file, f"warp_customer/{file.relative_to(package).as_posix()}")
    command = [sys.executable, "-c", f"{RUN}; assert 'warp_customer' not in sys.modules; sys.exit(code)", "check"]
    file = written("for t in c.trunks.list(): t.active_calls\n")

    done = subprocess.run(
        [*command, "--client", wheel, "--from", "1.4", file], check=False, capture_output=True, text=True
    )

    assert (1, "2 of 41 changes touch you.") == (done.returncode, done.stdout.partition("\n")[0])


def test_without_libcst_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, written, check) -> None:
    """
    And how to install it.
    """
    monkeypatch.setitem(sys.modules, "libcst", None)

    assert (2, "", 'warp-upgrade needs libcst: pip install "warp-client-core[upgrade]"\n') == check(written(""))


def test_a_thousand_files_take_seconds_of_cpu(tmp_path: Path, clients: list[str]) -> None:
    """
    Files that do not name a client are only searched; here one in twenty does.
    """
    filler = "".join(f"def f{index}(a, b):\n    return [a + b * {index} for _ in range(3)]\n\n" for index in range(60))
    for index in range(1_000):
        head = f"{CODE}def run():\n    return [t.status for t in c.trunks.list()]\n\n" if index % 20 == 0 else ""
        (tmp_path / f"m{index}.py").write_text(head + filler)
    command = [sys.executable, "-c", f"{RUN}; sys.exit(code)", "check"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    done = subprocess.run([*command, *clients, "--from", "1.4", tmp_path], check=False, capture_output=True, text=True)

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stdout.endswith("1000 files looked at, 50 read.\n"), done.stderr
    assert after.ru_utime - before.ru_utime < 10
