"""What ``--fix`` writes into code that is easily broken: theirs runs as before, and what is not ours keeps its name."""

from __future__ import annotations

from pathlib import Path

import pytest

SPAN = ("--from", "1.4", "--to", "2.0", "--from", "warp_admin=2.4", "--to", "warp_admin=3")
IMPORT = "from warp_customer import Invoice\n"


@pytest.fixture
def fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check):
    """Texts of files by name -> their texts after ``--fix``, and the report."""

    def run(files: dict[str, str]) -> tuple[dict[str, str], str]:
        monkeypatch.chdir(tmp_path)
        for name, text in files.items():
            Path("app").mkdir(exist_ok=True)
            Path("app", f"{name}.py").write_text(text, "utf-8")
        _, out, _ = check("app", "--fix", span=SPAN)
        return {name: Path("app", f"{name}.py").read_text("utf-8") for name in files}, out

    return run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f(x: 'list[Invoice] | None'): ...", "def f(x: 'list[Bill] | None'): ..."),
        ("def f(x: 'dict[Invoice, Invoice]'): ...", "def f(x: 'dict[Bill, Bill]'): ..."),
        ("def f(x: list['Invoice']): ...", "def f(x: list['Bill']): ..."),
        ("x = cast('Invoice', y)", "x = cast('Bill', y)"),
        ("def f(x: Literal['Invoice']): ...", "def f(x: Literal['Invoice']): ..."),
        ("__all__ = ['Invoice', 'Invoices']", "__all__ = ['Bill', 'Invoices']"),
        ("__all__ = ()\n__all__ += ('Invoice',)", "__all__ = ()\n__all__ += ('Bill',)"),
    ],
)
def test_a_class_that_a_text_names_is_renamed_with_its_import(before: str, after: str, fixed) -> None:
    """
    Type hints in quotes and ``__all__``; a value is none of both.
    """
    texts, _ = fixed({"a": f"{IMPORT}{before}\n"})

    assert {"a": f"from warp_customer import Bill\n{after}\n"} == texts


@pytest.mark.parametrize(
    "text",
    [
        "from warp_customer import Invoice as Invoice\ndef f(x: Invoice): ...\n",
        f"{IMPORT}def f(Bill): return Invoice(id=Bill)\n",
        f"{IMPORT}for Bill in (1,): Invoice(id=Bill)\n",
        f"{IMPORT}Bill, x = 1, 2\ndef f(x: Invoice): ...\n",
        f"{IMPORT}Bill: int = 1\ndef f(x: Invoice): ...\n",
        f"{IMPORT}with x as Bill: Invoice()\n",
        "import warp_customer as w\nclass A:\n  def __init__(self, c: w.CustomerClient): self.send = c.messages\n"
        "  def f(self): self.send.send_sms(to='x')\n",
        "import warp_customer as w\nclass A:\n  def __init__(self, c: w.CustomerClient): self.messages = c.messages\n"
        "  def f(self): self.messages.send_sms(to='x')\n",
        "from warp_customer.calls import messages as calls\nclass A:\n  x = calls\nA.x.send_sms(to='x')\n",
        "import warp_customer as w\nimport warp_admin as a\n"
        "def f(c: w.CustomerClient | a.AdminClient): c.trunks.list(status='active')\n",
    ],
)
def test_what_a_new_name_would_break_is_left_to_a_person(text: str, fixed) -> None:
    """
    A name that is taken, one that has to stay, an attribute of theirs, a value that may be something else.
    """
    texts, _ = fixed({"a": text})

    assert {"a": text} == texts


def test_a_field_that_something_else_may_have_too_is_left(fixed) -> None:
    """
    Only the class is renamed.
    """
    rest = "class Old:\n  balance_due = 0\n"
    texts, out = fixed({"a": f"{IMPORT}{rest}def f(x: Invoice | Old): return x.balance_due\n"})

    assert {"a": f"from warp_customer import Bill\n{rest}def f(x: Bill | Old): return x.balance_due\n"} == texts
    assert "a.py:4:35: Invoice.balance_due -> Bill.amount_due (by hand)" in out


USERS = {
    "by_name": ("from app.made import Invoice\nInvoice(id='x')\n", "from app.made import Bill\nBill(id='x')\n"),
    "by_other_name": ("from .made import Invoice as I\nI(id='x')\n", "from .made import Bill as I\nI(id='x')\n"),
    "by_star": ("from app.made import *\nInvoice(id='x')\n", "from app.made import *\nBill(id='x')\n"),
    "by_module": ("import app.made\napp.made.Invoice(id='x')\n", "import app.made\napp.made.Bill(id='x')\n"),
    "by_file": ("from app import made\nmade.Invoice(id='x')\n", "from app import made\nmade.Bill(id='x')\n"),
    "beside": ("from . import made\nmade.Invoice(id='x')\n", "from . import made\nmade.Bill(id='x')\n"),
}
"""How a file has a class from another file -> its text before and after."""


def test_a_class_that_is_handed_on_is_renamed_in_all_files(fixed) -> None:
    """
    Where it is imported from the client, and where it is imported from there.
    """
    texts, _ = fixed({"made": IMPORT, **{name: before for name, (before, _) in USERS.items()}})

    assert {"made": "from warp_customer import Bill\n", **{name: after for name, (_, after) in USERS.items()}} == texts


@pytest.mark.parametrize("name", USERS)
def test_a_class_that_is_handed_on_is_renamed_nowhere_when_one_file_cannot(name: str, fixed) -> None:
    """
    The file that hands it on keeps the name for the others.
    """
    files = {"made": IMPORT, "user": USERS[name][0], "last": f"{IMPORT}def f(Bill): return Invoice(id=Bill)\n"}
    texts, out = fixed(files)

    assert files == texts
    assert "user.py:" in out


@pytest.mark.parametrize("path", ["app.service.CLIENT.trunks.list", "app.service.Invoice"])
def test_a_path_that_a_test_replaces_is_said(path: str, fixed) -> None:
    """
    Nobody can tell what it is at run time.
    """
    _, out = fixed({"a": f"import warp_customer\nmock.patch('{path}')\n"})

    assert f"a.py:2:12: {path} is named in a text" in out


def test_other_paths_are_no_news(fixed) -> None:
    """
    Files, modules and words are not of a client.
    """
    _, out = fixed(
        {"a": "import warp_customer\nx = ['trunks.list', 'a b.Invoice', 'app.service', 'Invoice', 'x/app.py']\n"}
    )

    assert "named in a text" not in out
