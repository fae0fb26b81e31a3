"""
One run of ``warp``: from arguments to an exit code.

The rule: every end of a command passes here, so that none of them shows a traceback: errors become one block, a closed
pipe ends the program silently, and Ctrl-C ends it with 130.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
from pathlib import Path
from typing import Final

import click

from warp_client_core.cli.exits import DONE, INTERRUPTED, USAGE, Ended, ended
from warp_client_core.cli.showing import silence

_FOREIGN: Final = re.compile("[\ud800-\udfff]")


def run(arguments: list[str]) -> int:
    """Carry out a command line; gives the exit code."""
    from warp_client_core.cli.app import warp

    opened()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What a terminal cannot show is no reason to fail after the platform has done its part.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = warp.main([legible(one) for one in arguments], prog_name="warp", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except SystemExit:
        # Click ends a program whose reader has left, and with 1.
        silence()
        return DONE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        # Click turns Ctrl-C into its own exception while it prompts.
        return _told(Ended(INTERRUPTED, "interrupted"))
    except click.UsageError as error:
        return _told(_usage(error))
    except click.ClickException as error:
        return _told(Ended(USAGE, error.format_message()))
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EIO:
            return _told(Ended(INTERRUPTED, "the terminal was closed"))
        return _told(ended(error))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
    return code if isinstance(code, int) else DONE


def opened() -> None:
    """Give each standard stream that was closed by whoever started this an empty end."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- open as long as the program


def legible(argument: str) -> str:
    """An argument as the user typed it, where the locale is not that of the terminal; those that are not UTF-8 stay."""
    with contextlib.suppress(UnicodeError):
        return os.fsencode(argument).decode("utf-8") if _FOREIGN.search(argument) else argument
    return argument


def _usage(error: click.UsageError) -> Ended:
    where = error.ctx.command_path if error.ctx else "warp"
    return Ended(USAGE, error.format_message() + _meant(error), f"{where} --help")


def _meant(error: click.UsageError) -> str:
    """The commands that are spelt nearly like one that is not there."""
    absent = re.fullmatch(r"No such command '(.*)'\.", error.format_message(), re.DOTALL)
    if not absent or not error.ctx or not isinstance(error.ctx.command, click.Group):
        return ""
    import difflib

    near = difflib.get_close_matches(absent[1], error.ctx.command.list_commands(error.ctx), 3)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _told(end: Ended) -> int:
    # A terminal that was closed refuses what is written with EIO, and the exit code is all that is left to tell.
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    if end.what:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"error: {end.what}\n" + (f"  do: {end.do}\n" if end.do else ""))
            sys.stderr.flush()
    return end.code
