"""
``warp``: everything that the installed clients can do, from a terminal.

The rule: this module loads the standard library and nothing else, so that a missing extra is a sentence and not a
traceback, and help costs little. What ends a command is in `warp_client_core.cli.exits`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run ``warp`` and end the process with its exit code.

    Args:
        arguments: What stands behind the name of the program; by default those of this process.
    """
    try:
        import click  # noqa: F401 -- to tell of the extra by name
    except ImportError:
        sys.stderr.write('error: the command line needs an extra\n  do: pip install "warp-client-core[cli]"\n')
        raise SystemExit(2) from None
    from warp_client_core.cli.running import run

    raise SystemExit(run(sys.argv[1:] if arguments is None else list(arguments)))
