"""
What the identity platform answers.

Pure. The rule: a reply is read for what is used of it; nothing that it says shows in ``repr``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from warp_client_core import codec
from warp_client_core.drift import Watch
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.redact import masked
from warp_client_core.replies import Decoded, Reply
from warp_client_core.value import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SecondFactor(Value):
    """
    A second factor that an account has enrolled.

    Attributes:
        id: Id of the enrolment.
        kind: ``phone`` for codes by SMS, ``totp`` for codes of an authenticator.
        display_name: What the user calls it; may be empty.
        phone: Number with its middle hidden; None for an authenticator.
    """

    id: str
    kind: Literal["phone", "totp"]
    display_name: str = ""
    phone: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Answer(Value):
    """
    A reply to any step.

    Attributes:
        access_token: The id token, which is what calls are sent with.
        refresh_token: The refresh token.
        expires_in: Lifetime as it was sent; None where it was not told, as after a second factor.
        pending: Credential of a sign-in that waits for its second factor.
        factors: The factors that will do.
        session: Session of an SMS that was sent.
    """

    access_token: str | None = attrs.field(default=None, repr=masked)
    refresh_token: str | None = attrs.field(default=None, repr=masked)
    expires_in: Any = None
    pending: str | None = attrs.field(default=None, repr=masked)
    factors: tuple[SecondFactor, ...] = ()
    session: str | None = attrs.field(default=None, repr=masked)


class AnswerReply(Reply[Answer]):
    """An object in either spelling: of the sign-in host (camelCase), and of the token host (snake_case)."""

    __slots__ = ()

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """
        What is used of it.

        Raises:
            ResponseDecodeError: It brings neither a token nor the next step.
        """
        body: dict[str, Any] = codec.decode(dict[str, Any], content)
        sent = body.get("phoneResponseInfo")
        answer = Answer(
            access_token=_text(body, "idToken") or _text(body, "id_token"),
            refresh_token=_text(body, "refreshToken") or _text(body, "refresh_token"),
            expires_in=body.get("expiresIn", body.get("expires_in")),
            pending=_text(body, "mfaPendingCredential"),
            factors=_factors(body.get("mfaInfo")),
            session=_text(sent, "sessionInfo") if isinstance(sent, dict) else None,
        )
        if not (answer.access_token or answer.pending or answer.session):
            raise ResponseDecodeError("there is no id token", path="$.idToken")
        return answer, None


def _factors(listed: object) -> tuple[SecondFactor, ...]:
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return tuple(
        SecondFactor(
            id=_text(entry, "mfaEnrollmentId") or "",
            kind="totp" if "totpInfo" in entry else "phone",
            display_name=_text(entry, "displayName") or "",
            phone=_text(entry, "phoneInfo"),
        )
        for entry in entries
    )


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    return value if isinstance(value, str) and value else None
