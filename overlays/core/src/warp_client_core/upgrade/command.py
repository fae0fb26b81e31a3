"""
The command line of ``warp-upgrade``.

The rule: answers go to standard output, complaints to standard error, and the exit code alone tells a pipeline enough:
0 nothing breaking touches the code, 1 something does, 2 the question could not be answered.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from warp_client_core.upgrade.clients import Client, find_clients
from warp_client_core.upgrade.failing import UpgradeError
from warp_client_core.upgrade.ledger import Ledger, read_ledger
from warp_client_core.upgrade.remembering import with_names_of
from warp_client_core.upgrade.surfaces import Surfaces, merged, read_surface

_MISSING = 'warp-upgrade needs libcst: pip install "warp-client-core[upgrade]"'


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives back the exit code."""
    options = _parser().parse_args(arguments)
    try:
        import libcst  # noqa: F401
    except ImportError:
        sys.stderr.write(f"{_MISSING}\n")
        return 2
    try:
        return _check(options)
    except (UpgradeError, OSError) as error:
        sys.stderr.write(f"warp-upgrade: {error}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    epilog = "exit codes: 0 nothing breaking touches the code, 1 something does, 2 the question could not be answered"
    parser = argparse.ArgumentParser(prog="warp-upgrade", description="What an upgrade means to your code.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="which changes touch the code below PATH", epilog=epilog)
    version = "[PACKAGE=]VERSION"
    check.add_argument("--from", dest="start", action="append", required=True, metavar=version, help="in use now")
    check.add_argument("--to", dest="end", action="append", default=[], metavar=version, help="default: the newest")
    check.add_argument("--client", action="append", default=[], metavar="CLIENT", help="wheel, folder or import name")
    check.add_argument("--json", action="store_true", help="print the report as JSON")
    check.add_argument("--fix", action="store_true", help="write the new names into the files")
    check.add_argument("--diff", action="store_true", help="show what --fix changes; alone, write nothing")
    check.add_argument("--strict", action="store_true", help="what cannot be told counts as breaking")
    check.add_argument("paths", nargs="+", metavar="PATH", type=Path)
    return parser


def _check(options: argparse.Namespace) -> int:
    from warp_client_core.upgrade import fixing, report
    from warp_client_core.upgrade.sources import collect, read
    from warp_client_core.upgrade.touching import touching

    clients = find_clients(options.client)
    if not clients:
        raise UpgradeError("no client is installed here. Give the wheel of one with --client.")
    texts = list(collect(options.paths))
    used = [one for one in clients if any(one.package.encode() in text.content for text in texts)]
    ledgers = _ledgers(used, _versions(options.start), _versions(options.end))
    sources = read(texts, _surfaces(used, ledgers))
    finding = touching(sources, ledgers)
    fixed = fixing.fixes(sources, finding.touches, ledgers) if options.fix or options.diff else None
    if fixed is not None and options.fix:
        fixing.write(fixed)
    settled = fixed.done if fixed is not None and options.fix else frozenset()
    answer = report.Report(sources, tuple(ledgers), finding, settled, fixed)
    sys.stdout.write((report.as_json(answer) if options.json else report.as_text(answer)) + "\n")
    if options.diff and fixed is not None and not options.json:
        sys.stdout.write(fixing.difference(fixed))
    unclear = options.strict and (finding.doubts or sources.broken)
    return 1 if answer.breaking or unclear else 0


def _surfaces(clients: list[Client], ledgers: list[Ledger]) -> Surfaces:
    result = {}
    for ledger in ledgers:
        several = [read_surface(one.package, one.files()) for one in clients if one.package == ledger.package]
        result[ledger.package] = with_names_of(merged(several), ledger.changes)
    return Surfaces(result)


def _ledgers(clients: list[Client], start: dict[str, str], end: dict[str, str]) -> list[Ledger]:
    """One ledger a client: of several wheels of it, the one that reaches furthest."""
    result = []
    for package in dict.fromkeys(one.package for one in clients):
        since, until = start.get(package, start.get("")), end.get(package, end.get(""))
        if since is None:
            raise UpgradeError(f"your code uses {package}. Say which version it has: --from {package}=VERSION.")
        texts = [text for one in clients if one.package == package and (text := one.ledger()) is not None]
        if not texts:
            raise UpgradeError(f"{package} carries no changes.json. Give the wheel of a later release with --client.")
        result.append(read_ledger(package, max(texts, key=len), since, until))
    return result


def _versions(given: list[str]) -> dict[str, str]:
    """``1.4`` stands under the empty name, ``warp_admin=1.4`` under the package's."""
    pairs = [one.rpartition("=") for one in given]
    return {name.replace("-", "_"): version for name, _, version in pairs}
