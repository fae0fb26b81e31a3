"""
The page on which a user agrees, as one redirect: nobody has to click (RFC 6749, 4.1.1 and 4.1.2).

One rule: an unknown client or callback address is told on the page and never leads anywhere; every other fault goes
back to the callback.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from warp_sandbox.netsuite.grants import Grants
from warp_sandbox.netsuite.integrations import SCOPES, Integration
from warp_sandbox.netsuite.tokens import ENTITY, ROLE, Consent, Tokens
from warp_sandbox.wire.exchange import Clock

PATH = "/app/login/oauth2/authorize.nl"
DECISION = "sandbox_consent"
_STATE = re.compile(r"[\x21-\x7e]{22,1024}")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_PROMPTS = ("none", "login", "consent", "login consent")


class ConsentPage:
    """
    The authorization endpoint. A user agrees at once, unless the address says ``sandbox_consent=deny``.

    What is not from the client's address stands in `decisions`: each entry answers one visit, ``deny`` or ``allow``.
    """

    def __init__(self, tokens: Tokens, grants: Grants, clock: Clock) -> None:
        self.decisions: list[str] = []
        self._tokens = tokens
        self._grants = grants
        self._clock = clock

    async def __call__(self, request: Request) -> Response:
        """A redirect to the callback, or a page that says why there is none."""
        query = dict(request.query_params)
        integration = self._grants.integrations.get(query.get("client_id", ""))
        redirect = query.get("redirect_uri", "")
        if integration is None or redirect not in integration.redirects:
            page = "<html><body><h1>Invalid login attempt</h1><p>Unknown client or redirect_uri.</p></body></html>"
            return HTMLResponse(page, status_code=400)
        state = {"state": query["state"]} if "state" in query else {}
        return RedirectResponse(_with_query(redirect, {**state, **self._answer(integration, query)}), status_code=302)

    def _answer(self, integration: Integration, query: Mapping[str, str]) -> dict[str, str]:
        error = _fault(integration, query)
        decision = self.decisions.pop(0) if self.decisions else query.get(DECISION, "allow")
        if error or decision == "deny":
            return {"error": error or "access_denied"}
        consent = Consent(
            integration.client_id,
            scope=tuple(query["scope"].split(" ")),
            redirect=query["redirect_uri"],
            challenge=query.get("code_challenge", ""),
        )
        code = self._tokens.code(consent, self._clock())
        return {"code": code, "role": ROLE, "entity": ENTITY, "company": self._tokens.account}


def _fault(integration: Integration, query: Mapping[str, str]) -> str:
    """The error that the callback is told; empty when there is none."""
    if query.get("response_type") != "code":
        return "unsupported_response_type"
    scopes = query.get("scope", "").split(" ")
    if scopes != ["mcp"] and not set(scopes) <= set(SCOPES):
        return "invalid_scope"
    challenge = query.get("code_challenge")
    needs_one = integration.is_public or scopes == ["mcp"]
    proven = query.get("code_challenge_method") == "S256" and _CHALLENGE.fullmatch(challenge or "") is not None
    if (needs_one or challenge is not None or "code_challenge_method" in query) and not proven:
        return "invalid_request"
    if _STATE.fullmatch(query.get("state", "")) is None or query.get("prompt", "none") not in _PROMPTS:
        return "invalid_request"
    return ""


def _with_query(address: str, more: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(more)}"
