"""
Signs the assertions by which a server proves itself, in place of a user who consents.

The rule: the algorithm follows from the key, and the key leaves this module in no form: not in a ``repr``, not in a
message, not in a pickle. Cryptography is loaded when there is a key to read.

Source: RFC 7515, RFC 7518 (3.4 and 3.5) and RFC 7523.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    SigningKey: TypeAlias = RSAPrivateKey | EllipticCurvePrivateKey

KeySource: TypeAlias = "str | bytes | os.PathLike[str]"
"""A private key as PEM, in bytes or text, or the path of a file that holds one."""

LIFETIME: Final = 300
"""Seconds for which an assertion is good; it is sent at once."""

_CURVES: Final = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
_FEWEST_BITS: Final = 3072
_PEM: Final = "-----BEGIN"


class Signer:
    """
    The private key of a certificate that a server knows.

    Attributes:
        key_id: Id under which the server knows the certificate; the ``kid`` of assertions.
        algorithm: ``PS256`` for an RSA key, ``ES256``, ``ES384`` or ``ES512`` for an elliptic curve.
    """

    def __init__(self, key: SigningKey, *, key_id: str, algorithm: str) -> None:
        self._key = key
        self.key_id = key_id
        self.algorithm = algorithm

    def assertion(self, *, client_id: str, audience: str, scope: str, now: float, token_id: str) -> str:
        """
        A signed assertion (RFC 7523, 3).

        Args:
            client_id: Whose assertion it is.
            audience: Address of the token service that it is for.
            scope: Scopes, as the server wants them written.
            now: The server's time, in seconds since 1970 UTC.
            token_id: Id of this assertion, never used before.
        """
        import jwt

        issued = int(now)
        claims = {
            "iss": client_id,
            "scope": scope,
            "aud": audience,
            "iat": issued,
            "exp": issued + LIFETIME,
            "jti": token_id,
        }
        header = {"typ": "JWT", "kid": self.key_id}
        return jwt.encode(claims, self._key, algorithm=self.algorithm, headers=header)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.algorithm}, key {self.key_id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("private keys are not pickled or copied")


def signer_for(source: KeySource, *, key_id: str) -> Signer:
    """
    A signer with the private key in a file, in bytes or in text.

    Raises:
        ValueError: It is no private key in PEM form, is encrypted, or is of another kind than RSA of 3,072 bits or
            more, P-256, P-384 and P-521.
        OSError: The file cannot be read.
        ImportError: The extra ``certificates`` is not installed.
    """
    key = _key(_pem(source))
    return Signer(key, key_id=key_id, algorithm=_algorithm(key))


def _pem(source: KeySource) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and source.lstrip().startswith(_PEM):
        # One line with escaped breaks is how PEM survives in many an environment file.
        return source.replace("\\n", "\n").encode("ascii", "replace")
    return Path(source).expanduser().read_bytes()


def _key(pem: bytes) -> Any:
    try:
        import jwt  # noqa: F401 -- a client that cannot sign is found out when it is built
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        message = 'private_key needs PyJWT and cryptography; pip install "warp-client-core[certificates]"'
        raise ImportError(message, name=error.name) from error
    try:
        return load_pem_private_key(pem, password=None)
    except TypeError:
        raise ValueError("private_key is encrypted; pass it decrypted, from a place that keeps secrets") from None
    except (ValueError, UnsupportedAlgorithm):
        # The cause is not chained: nobody knows what a parser quotes.
        raise ValueError("private_key is not a private key in PEM form") from None


def _algorithm(key: Any) -> str:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(key, RSAPrivateKey) and key.key_size >= _FEWEST_BITS:
        return "PS256"
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    kind = f"{type(key).__name__} of {getattr(key, 'key_size', '?')} bits"
    raise ValueError(f"private_key is {kind}; it must be RSA of {_FEWEST_BITS} bits or more, P-256, P-384 or P-521")
