"""
Pictures of ``warp`` at work for the documentation: run on a real terminal, against the sandbox, and drawn as SVG.

    python -m tools.pictures            # write docs/pictures anew
    python -m tools.pictures --check    # 1 when one of them is not what it shows today

The rule: nothing is typed in by hand. The sandbox has a fixed seed and its clock stands still, so a picture changes
only when what people see changes. Nothing in a picture is loaded from elsewhere; its colours follow the reader's theme.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Final

import attrs

from tests.core.cli.installation import ROOT, SOURCES, installed
from warp_sandbox import Sandbox
from warp_sandbox.server import running
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN

FOLDER: Final = ROOT / "docs" / "pictures"
DECK: Final = (
    "prefix,destination_name,country_code,interstate_rate,effective_date\n"
    "1303555,Denver,US,0.0071,2026-02-01\n"
    "1720555,Denver,US,{price},2026-02-01\n"
)
_WIDE, _NARROW = 100, 44
_SIZE, _LINE, _CELL = 14, 19, 8.43  # pixels: of a letter, of a line, of a column
_SGR: Final = re.compile(r"\x1b\[([\d;]*)m")
_OTHER: Final = re.compile(r"\x1b(?:\[[\d;?]*[A-Za-ln-z]|[=>])")
_STYLE: Final = (
    "rect{fill:#f6f8fa;stroke:#d0d7de}text{fill:#1f2328;white-space:pre}.p{fill:#59636e}.b{font-weight:700}"
    "@media(prefers-color-scheme:dark){rect{fill:#0d1117;stroke:#3d444d}text{fill:#f0f6fc}.p{fill:#9198a1}}"
)


@attrs.frozen
class Picture:
    """A command line and how wide the terminal is; ``name`` is the file without ``.svg``."""

    name: str
    command: str
    columns: int = _WIDE
    audience: str = "customer"


PICTURES: Final = (
    Picture("help-wide", "warp --help"),
    Picture("trunks-wide", "warp call customer trunks.list --status active --limit 3"),
    Picture("trunks-narrow", "warp call customer trunks.list --status active --limit 1", _NARROW),
    Picture("dry-run-wide", "warp call customer trunks.create --name edge-1 --codecs PCMU --dry-run"),
    Picture("error-narrow", "warp call customer trunks.get nobody", _NARROW),
    Picture("deck-wide", "warp rates validate faulty.csv", audience="admin"),
    Picture("import-wide", "warp rates import deck.csv --provider level3", audience="admin"),
    Picture("import-narrow", "warp rates import deck.csv --provider level3", _NARROW, audience="admin"),
)


def drawn() -> Iterator[tuple[str, str]]:
    """Each picture: the name of its file and the SVG."""
    with tempfile.TemporaryDirectory(prefix="warp-pictures-") as home:
        site = installed(Path(home, "site"))
        Path(home, "deck.csv").write_text(DECK.format(price="0.0069"), "utf-8")
        Path(home, "faulty.csv").write_text(DECK.format(price="cheap"), "utf-8")
        for picture in PICTURES:
            with running(Sandbox(seed=7).app) as address:
                shown = _seen(picture, home, _variables(picture, site, home, address))
            yield f"{picture.name}.svg", svg(picture, shown.replace(address, "http://127.0.0.1:8080"))


def _variables(picture: Picture, site: Path, home: str, address: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **kept,
        "HOME": home,
        "PYTHONPATH": os.pathsep.join([str(site), *SOURCES]),
        "TERM": "xterm-256color",
        # A request that is only shown says where it would go, so that address has to be the same every time.
        "WARP_API_URL": f"{'http://127.0.0.1:8080' if '--dry-run' in picture.command else address}/v1",
        "WARP_ACCESS_TOKEN": ADMIN_TOKEN if picture.audience == "admin" else CUSTOMER_TOKEN,
        "WARP_HOME": str(Path(home, ".warp")),
    }


def _seen(picture: Picture, home: str, variables: Mapping[str, str]) -> str:
    """What the command writes to a terminal of its own."""
    own, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, picture.columns))
    code = "from warp_client_core.cli import main; main()"
    arguments = shlex.split(picture.command)[1:]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=variables, cwd=home, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    told = b""
    try:
        while data := os.read(own, 65_536):
            told += data
    except OSError:  # Linux says so when the last of them has closed it
        pass
    os.close(own)
    process.wait()
    return told.decode()


def svg(picture: Picture, shown: str) -> str:
    """What was seen, below a prompt with the command."""
    lines = list(_lines(f"$ {picture.command}\n{shown}", picture.columns))
    lines[0] = f'<tspan class="p">$</tspan>{lines[0][1:]}'
    width = round(_CELL * picture.columns + 32)
    height = _LINE * len(lines) + 28
    texts = "".join(f'<text x="16" y="{26 + _LINE * at}">{line}</text>\n' for at, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="{_SIZE}" role="img">\n'
        f"<title>{escape(picture.command)}</title>\n<style>{_STYLE}</style>\n"
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>\n{texts}</svg>\n'
    )


def _lines(shown: str, columns: int) -> Iterator[str]:
    """Lines as they stand at the end: what was written over is gone, bold stays, long plain ones go on below."""
    for line in shown.replace("\r\n", "\n").rstrip("\n").split("\n"):
        pieces = _SGR.split(_OTHER.sub("", line.rstrip("\r").rpartition("\r")[2]))
        if len(pieces) == 1:
            (plain,) = pieces
            yield from (escape(plain[at : at + columns]) for at in range(0, len(plain), columns) or (0,))
            continue
        bold, done = False, ""
        for at, piece in enumerate(pieces):
            if at % 2:
                bold = piece == "1" or (bold and piece not in ("", "0"))
            elif piece:
                done += f'<tspan class="b">{escape(piece)}</tspan>' if bold else escape(piece)
        yield done


def main() -> int:
    """Write the pictures, or compare them; 1 when one is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    is_check = parser.parse_args().check
    FOLDER.mkdir(parents=True, exist_ok=True)
    old = [name for name, text in drawn() if not _put(FOLDER / name, text, is_check)]
    for name in old if is_check else ():
        print(f"docs/pictures/{name} is out of date: python -m tools.pictures")
    return int(is_check and bool(old))


def _put(file: Path, text: str, is_check: bool) -> bool:
    """Whether the file was like this already; written when it was not, unless that is only asked for."""
    same = file.is_file() and file.read_text("utf-8") == text
    if not same and not is_check:
        file.write_text(text, "utf-8")
    return same


if __name__ == "__main__":
    raise SystemExit(main())
