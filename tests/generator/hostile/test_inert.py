"""What judges the clients of hostile documents is itself judged: it sees each thing that a client may not do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.generator.hostile.inert import findings, imported

DOES = {
    "starts a shell": "import os\nos.system('true')",
    "starts a process": "import subprocess\nsubprocess.run(['true'])",
    "forks": "import os\nos.fork()",
    "becomes another program": "import os\nos.execv('/bin/true', ['true'])",
    "connects": "import socket\nsocket.create_connection(('127.0.0.1', 9))",
    "listens": "import socket\nsocket.socket().bind(('127.0.0.1', 0))",
    "asks for a name": "import socket\nsocket.getaddrinfo('localhost', 80)",
    "fetches": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')",
    "writes": "open('written', 'w')",
    "appends": "open(__file__, 'a')",
    "writes below the surface": "import os\nos.open('written', os.O_WRONLY | os.O_CREAT)",
    "removes": "import os\nos.remove(__file__)",
    "renames": "import os\nos.rename(__file__, 'renamed')",
    "makes a folder": "import os\nos.mkdir('made')",
    "links": "import os\nos.symlink('/', 'linked')",
    "sets the environment": "import os\nos.environ['A'] = 'b'",
    "loads a library": "import ctypes\nctypes.CDLL(None)",
    "raises": "1 / 0",
    "does not parse": "(",
    "runs code of the document": "import builtins\nbuiltins.OWNED.append(1)",
}
SAYS = {
    "code": "x = 1\n__import__('os')",
    "an f-string": "x = 1\ny = f'{x}'",
    "an import": "import os",
    "a loop": "for x in ():\n    pass",
    "a character that cannot be seen": "x = '\u202e'",
    "something that is no Python": "x = '",
}
DOCUMENTS = {
    "README.md": "# A\n\n## Evil",
    "src/../../evil.py": "",
    "src/evil/CON.py": "",
    "/evil.py": "",
    "surface.json": '{"a": 1, "a": 2}',
    "pyproject.toml": '[project]\nscripts.a = "b"\n[tool]',
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What each of them was caught at, and what one that does nothing was."""
    harmless = {"src/{0}/__init__.py": "", "src/{0}/models.py": ""}
    trees = {"harmless": {path.format("harmless"): text for path, text in harmless.items()}}
    for number, code in enumerate(DOES.values()):
        trees[f"does{number}"] = {f"src/does{number}/__init__.py": code, f"src/does{number}/models.py": ""}
    return imported(trees, tmp_path_factory.mktemp("caught") / "out")


def test_a_client_that_does_nothing_is_let_through(wrong: Mapping[str, str]) -> None:
    """
    Else everything would be caught.
    """
    assert "harmless" not in wrong


@pytest.mark.parametrize("number", range(len(DOES)), ids=DOES)
def test_what_a_client_may_not_do_while_it_is_imported_is_caught(wrong: Mapping[str, str], number: int) -> None:
    """
    Processes, connections, writes, and code of the document.
    """
    assert wrong[f"does{number}"]


@pytest.mark.parametrize("text", SAYS.values(), ids=SAYS)
def test_what_a_module_may_not_hold_is_found(text: str) -> None:
    """
    By its syntax, before anybody imports it.
    """
    assert findings({"src/evil/evil.py": text})


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_another_file_may_not_hold_or_be_called_is_found(path: str) -> None:
    """
    Headings, tables, keys that stand twice, and paths that lead out.
    """
    try:
        found = findings({path: DOCUMENTS[path]})
    except (AssertionError, ValueError) as error:
        found = [str(error) or "refused"]

    assert found
