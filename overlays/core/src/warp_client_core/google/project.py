"""
Which project signs its users in, and where.

Pure but for `project_for`, which reads the environment once. The rule: there is TLS everywhere but towards an
emulator, and no key without a project that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from warp_client_core.config import environment
from warp_client_core.headers import check_credential, checked
from warp_client_core.origins import check_url
from warp_client_core.redact import masked
from warp_client_core.value import Value

TOOLKIT: Final = "identitytoolkit.googleapis.com"
SECURE_TOKEN: Final = "securetoken.googleapis.com"

VARIABLES: Final[Mapping[str, str]] = {
    "api_key": "WARP_AUTH_API_KEY",
    "auth_domain": "WARP_AUTH_DOMAIN",
    "emulator_host": "FIREBASE_AUTH_EMULATOR_HOST",
}
"""Argument to environment variable."""

_ANY_KEY: Final = "emulator"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Project(Value):
    """
    A project of the identity platform.

    Attributes:
        api_key: Key of the project; it says which project is meant and proves nothing.
        auth_domain: Host of the project's sign-in page, sent as referrer.
        tenant_id: Tenant of the project; None for the project itself.
        emulator_host: Host and port of an emulator that stands in for Google; None for Google.
    """

    api_key: str = attrs.field(repr=masked)
    auth_domain: str | None = None
    tenant_id: str | None = None
    emulator_host: str | None = None

    def url(self, host: str, path: str) -> str:
        """Where a path of one of the two hosts is."""
        return f"http://{self.emulator_host}/{host}{path}" if self.emulator_host else f"https://{host}{path}"

    @property
    def headers(self) -> dict[str, str]:
        """The header fields that name the project; a key that is limited to web pages asks for a referrer."""
        referrer = {"Referer": f"https://{self.auth_domain}/"} if self.auth_domain else {}
        return {"x-goog-api-key": self.api_key, **referrer}


def project_for(
    *,
    api_key: str | None,
    auth_domain: str | None,
    tenant_id: str | None,
    emulator_host: str | None,
    environ: Mapping[str, str] | None = None,
) -> Project:
    """
    The project, with what was left out taken from the environment.

    Raises:
        ValueError: There is no key, or a key or host cannot be used.
    """
    found = environment(VARIABLES, environ)
    host = emulator_host or found.get("emulator_host")
    domain = auth_domain or found.get("auth_domain")
    key = api_key or found.get("api_key") or (_ANY_KEY if host else None)
    if not key:
        raise ValueError("api_key of the identity platform is missing; pass it or set WARP_AUTH_API_KEY")
    check_credential("api_key", key)
    if tenant_id is not None and not (tenant_id.isascii() and tenant_id.isprintable() and tenant_id):
        raise ValueError("tenant_id must be the id of a tenant, printable ASCII text")
    for name, authority in (("emulator_host", host), ("auth_domain", domain)):
        if authority:
            _check_authority(name, authority)
    project = Project(api_key=key, auth_domain=domain, tenant_id=tenant_id, emulator_host=host)
    for name, value in project.headers.items():
        checked(name, value)
    return project


def _check_authority(name: str, authority: str) -> None:
    if any(mark in authority for mark in "/?#"):
        raise ValueError(f"{name} must be a host, such as 127.0.0.1:9099, without scheme and path")
    check_url(f"http://{authority}", name=name)
