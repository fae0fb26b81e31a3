"""
``warp login`` and ``warp logout``.

The rule: passwords and codes are asked for without an echo, or read from standard input, and never taken from the
command line, which other users of the machine can read. Tokens are kept encrypted or not at all.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping
from typing import Any

import click

from warp_client_core.catalog import Catalog, installed, load
from warp_client_core.cli.building import GOOGLE, PASSWORD, build, store
from warp_client_core.cli.exits import DONE, SIGN_IN, USAGE, Ended
from warp_client_core.cli.settings import remember, remembered


def chosen(audience: str | None) -> Catalog:
    """
    The catalog to sign in to.

    Args:
        audience: Given by the user; None to ask, where there is a choice and somebody to ask.

    Raises:
        Ended: There is no such client, or nobody to choose.
    """
    able = [load(package) for package in installed().values()]
    able = [one for one in able if any(entry.session == "opens" for entry in one.methods.values())]
    names = [one.audience for one in able]
    if audience is None and len(able) > 1:
        if not sys.stdin.isatty():
            raise Ended(USAGE, f"there are several clients: {', '.join(names)}", "name one: warp login AUDIENCE")
        audience = click.prompt(
            "Client", type=click.Choice(names), default=sorted(able, key=order)[0].audience, err=True
        )
    found = [one for one in able if audience in (None, one.audience)]
    if not found:
        raise Ended(
            USAGE, f"there is no client {audience or ''} to sign in to", f"installed: {', '.join(names) or 'none'}"
        )
    return found[0]


def order(catalog: Catalog) -> tuple[bool, str]:
    """Clients in which less can be broken come first."""
    return catalog.reasons, catalog.audience


def login(audience: str | None, *, email: str | None, google: bool, settings: Mapping[str, Any]) -> int:
    """Sign in and keep the tokens. Raises WarpError, Ended."""
    catalog = chosen(audience)
    store(catalog.audience)  # first, because a password typed for nothing is a nuisance
    email = email or _asked("Email", hidden=False)
    password = _asked("Password", hidden=True)
    kept = {name: value for name, value in settings.items() if value is not None}
    if google:
        _with_google(catalog, email, password, settings)
        remember(catalog.audience, {**kept, "sign_in": GOOGLE, "email": email})
    else:
        _with_password(catalog, email, password, settings)
        remember(catalog.audience, {**kept, "sign_in": PASSWORD, "email": email})
    click.echo(f"signed in as {email} ({catalog.audience})", err=True)
    return DONE


def logout(audience: str | None) -> int:
    """Sign out there and forget the tokens here, whatever the platform says."""
    from warp_client_core.errors import AuthenticationError, ReauthenticationRequired
    from warp_client_core.warp_error import WarpError

    here = [name for name in installed() if remembered(name).get("sign_in")]
    catalog = load(installed()[here[0]]) if audience is None and len(here) == 1 else chosen(audience)
    known = remembered(catalog.audience)
    if not known.get("sign_in"):
        raise Ended(SIGN_IN, f"nobody is signed in ({catalog.audience})", "")
    try:
        with build(catalog, {}) as client, contextlib.suppress(AuthenticationError, ReauthenticationRequired):
            if "auth.logout" in catalog.methods:
                client.auth.logout()
    except WarpError:
        click.echo("the tokens on this machine are forgotten; the platform did not confirm it", err=True)
        raise
    finally:
        store(catalog.audience).clear()
        remember(catalog.audience, None)
    click.echo(f"signed out ({catalog.audience})", err=True)
    return DONE


def _with_password(catalog: Catalog, email: str, password: str, settings: Mapping[str, Any]) -> None:
    from warp_client_core.errors import AuthenticationError

    with build(catalog, settings, keep_tokens=True) as client:
        try:
            client.auth.login(email=email, password=password)
        except AuthenticationError as error:
            if "MFA" not in error.code:
                raise _refused(error) from error
            code = _asked("Second-factor code", hidden=True)
            try:
                client.auth.login(email=email, password=password, mfa_code=code)
            except AuthenticationError as again:
                raise _refused(again) from again


def _refused(error: Exception) -> Ended:
    return Ended(SIGN_IN, str(error), "nothing was kept; check address, password and code, then repeat the command")


def _with_google(catalog: Catalog, email: str, password: str, settings: Mapping[str, Any]) -> None:
    from warp_client_core import GoogleIdentityAuth, MemoryTokenStore
    from warp_client_core.catalog import client_class
    from warp_client_core.errors import ReauthenticationRequired
    from warp_client_core.refreshing.layer import fresh

    def code_of(factor: Any) -> str:
        return _asked(f"Code of {factor.display_name or factor.kind}", hidden=True)

    # Not with what is kept: an earlier session would do, whatever the password.
    anew = MemoryTokenStore()
    auth = GoogleIdentityAuth(email=email, password=password, mfa=code_of, token_store=anew)
    given = {name: value for name, value in settings.items() if value is not None}
    with client_class(catalog)(auth=auth, **given) as client:
        try:
            client.run(fresh(client))
        except ReauthenticationRequired as error:
            raise _refused(error) from error
    made = anew.load()
    assert made is not None
    store(catalog.audience).save(made)


def _asked(label: str, *, hidden: bool) -> str:
    """An answer of the user, or the next line of standard input where there is no terminal."""
    if sys.stdin.isatty():
        return str(click.prompt(label, hide_input=hidden, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise Ended(
            USAGE,
            f"{label} was not given",
            "give email, password and code as lines of standard input, or use a terminal",
        )
    return line
