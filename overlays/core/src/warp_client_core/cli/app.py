"""
The commands of ``warp`` and their options.

The rule: a command loads what it needs when it runs, because help is asked for more than anything.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import click

from warp_client_core._abi import VERSION
from warp_client_core.cli.exits import CODES

_BUILT_IN = ("login", "logout", "call", "config", "completion")


class Warp(click.Group):
    """``warp``: commands of its own, and groups that overlays bring."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Own commands first, then those of overlays."""
        return [*_BUILT_IN, *sorted(_groups())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name."""
        if cmd_name == "call":
            from warp_client_core.cli.calling import Calls

            return Calls("call", help=_SUMMARIES["call"], subcommand_metavar="AUDIENCE METHOD [OPTIONS]")
        if cmd_name in _BUILT_IN:
            return super().get_command(ctx, cmd_name)
        from warp_client_core.cli.overlays import Offered, offered

        points = offered().get(cmd_name)
        return Offered(cmd_name, points) if points else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names with a summary, nothing loaded for it."""
        groups = _groups()
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES[name]) for name in _BUILT_IN])
        if groups:
            with formatter.section("Commands of the installed clients"):
                formatter.write_dl([(name, ", ".join(sorted(found))) for name, found in sorted(groups.items())])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes."""
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), text) for code, text in CODES.items()])


def _groups() -> dict[str, set[str]]:
    """The groups that overlays bring, and the names of their commands."""
    groups: dict[str, set[str]] = {}
    for point in entry_points(group="warp_client_core.commands"):
        group, _, name = point.name.partition(".")
        groups.setdefault(group, set()).add(name)
    return groups


_SUMMARIES = {
    "login": "Sign in and keep the tokens, encrypted.",
    "logout": "Sign out and forget the tokens.",
    "call": "Call any operation of an installed client.",
    "config": "Show where each setting comes from.",
    "completion": "Print the completion script of a shell.",
}


def _audiences(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """What completes the name of a client."""
    from warp_client_core.catalog import installed

    return [name for name in installed() if name.startswith(begun)]


@click.group(cls=Warp, help="The WARP platform from a terminal.")
@click.version_option(VERSION, prog_name="warp")
def warp() -> None:
    """The program."""


@warp.command(help=f"{_SUMMARIES['login']} Without a terminal, email, password and code are lines of standard input.")
@click.argument("audience", required=False, shell_complete=_audiences)
@click.option("--email", help="Address to sign in with.")
@click.option("--google", is_flag=True, help="Sign in with Google Identity Platform.")
@click.option("--base-url", help="Where the platform is; remembered.")
def login(audience: str | None, email: str | None, google: bool, base_url: str | None) -> int:
    """Sign in."""
    from warp_client_core.cli.signing_in import login as sign_in

    return sign_in(audience, email=email, google=google, settings={"base_url": base_url})


@warp.command(help=_SUMMARIES["logout"])
@click.argument("audience", required=False, shell_complete=_audiences)
def logout(audience: str | None) -> int:
    """Sign out."""
    from warp_client_core.cli.signing_in import logout as sign_out

    return sign_out(audience)


@warp.command(help=_SUMMARIES["config"])
@click.argument("audience", required=False, shell_complete=_audiences)
@click.option("--json/--table", "as_json", default=None, help="JSON, or a table; JSON when piped.")
@click.option("--base-url", help="As it would be given to another command.")
def config(audience: str | None, as_json: bool | None, base_url: str | None) -> None:
    """Show the settings of all clients, or of one."""
    from warp_client_core.catalog import installed, load
    from warp_client_core.cli.exits import USAGE, Ended
    from warp_client_core.cli.settings import settings_of
    from warp_client_core.cli.showing import Screen

    packages = {name: package for name, package in installed().items() if audience in (None, name)}
    if audience and not packages:
        raise Ended(USAGE, f"there is no client {audience!r}", f"installed: {', '.join(installed()) or 'none'}")
    rows: list[dict[str, Any]] = []
    for name, package in packages.items():
        rows += [{"client": name, **one._asdict()} for one in settings_of(load(package), {"base_url": base_url})]
    Screen(as_json=as_json).show(rows)


@warp.command(help=f'{_SUMMARIES["completion"]} For bash: eval "$(warp completion bash)".')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a script."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(warp, {}, "warp", "_WARP_COMPLETE").source())
