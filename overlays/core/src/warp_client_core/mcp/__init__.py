"""
``warp-mcp``: the methods of one installed client as tools of an MCP server, over standard input and output.

The rule: one server, one audience; it reads and nothing else unless more is granted on its command line, which no
text of a model or of the platform can change. Needs the extra ``mcp``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from warp_client_core.mcp.grants import GRANTABLE, Grants


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Serve until standard input ends; the process ends with 0, or with 2 when it cannot serve.

    Args:
        arguments: What stands behind the name of the program; by default those of this process.
    """
    given = parser().parse_args(arguments)
    try:
        import mcp.server  # noqa: F401 -- to tell of the extra by name
    except ImportError:
        sys.stderr.write('error: the MCP server needs an extra\n  do: pip install "warp-client-core[mcp]"\n')
        raise SystemExit(2) from None
    from warp_client_core.catalog import CatalogError, installed, load
    from warp_client_core.mcp.server import serve

    package = installed().get(given.audience)
    try:
        if package is None:
            raise CatalogError(f"there is no client {given.audience!r}; installed: {', '.join(installed()) or 'none'}")
        catalog = load(package)
    except CatalogError as error:
        sys.stderr.write(f"error: {error}\n")
        raise SystemExit(2) from None
    serve(catalog, granted(given), max_bytes=given.max_bytes, settings={"base_url": given.base_url})


def parser() -> argparse.ArgumentParser:
    """What the program takes."""
    made = argparse.ArgumentParser("warp-mcp", description="Methods of one WARP client as MCP tools; only reads.")
    made.add_argument("audience", help="which client: customer, admin or netsuite")
    made.add_argument("--allow-writes", action="store_true", help="offer what changes things, too")
    made.add_argument(
        "--allow", action="append", default=[], choices=GRANTABLE, help="offer writes of this safety class only"
    )
    made.add_argument("--allow-destructive", action="store_true", help="... and those that take something away")
    made.add_argument("--show-secrets", action="store_true", help="do not mask secrets in results")
    made.add_argument("--max-bytes", type=_size, default=50_000, help="most bytes of a result (50000)")
    made.add_argument("--base-url", help="where the platform is")
    return made


def _size(text: str) -> int:
    """At least 1,000 bytes: less leaves no room to say that a result was cut."""
    if not text.isascii() or not text.isdigit() or int(text) < 1_000:
        raise argparse.ArgumentTypeError("give a number of bytes, 1000 or more")
    return int(text)


def granted(given: argparse.Namespace) -> Grants:
    """What the command line grants."""
    safeties = frozenset(GRANTABLE if given.allow_writes else given.allow)
    return Grants(safeties | {"read"}, destructive=given.allow_destructive, secrets=given.show_secrets)
