"""
sums: ``SHA256SUMS`` and its signature by an ssh key.

The rule: the key is never read here, only named; ``ssh-keygen -Y`` signs and verifies, in the name space
``warp-release``.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.release.refusal import Refused

SUMS, SIGNATURE, SPACE = "SHA256SUMS", "SHA256SUMS.sig", "warp-release"


def sums(files: Mapping[str, bytes]) -> str:
    """The text of ``SHA256SUMS``, as ``sha256sum --check`` reads it, sorted by name."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))


def listed(text: str) -> dict[str, str]:
    """Name -> digest, as ``SHA256SUMS`` has them."""
    rows = [line.split("  ", 1) for line in text.splitlines()]
    return {name: digest for digest, name in rows}


def sign(folder: Path, key: Path) -> Path:
    """
    Sign ``SHA256SUMS`` of a folder; gives back the signature's file.

    Args:
        key: A private key of ssh, or the public half of one that an agent holds.

    Raises:
        Refused: The key cannot be used.
    """
    signature = folder / SIGNATURE
    signature.unlink(missing_ok=True)
    _keygen("sign", "-f", str(key), "-n", SPACE, str(folder / SUMS), advice="Name a usable key in WARP_RELEASE_KEY.")
    return signature


def verify(folder: Path, signers: Path, identity: str) -> list[str]:
    """
    Hold a folder against its signed sums; gives back the names of the files that are as signed.

    Args:
        signers: A file of allowed signers (``man ssh-keygen``, ALLOWED SIGNERS).
        identity: Whose signature it must be.

    Raises:
        Refused: The signature is not theirs, or a file is missing, changed or not listed.
    """
    text = (folder / SUMS).read_bytes()
    who = ("-f", str(signers), "-I", identity, "-n", SPACE, "-s", str(folder / SIGNATURE))
    _keygen("verify", *who, given=text, advice=f"Do not use {folder}: {identity} did not sign it.")
    signed = listed(text.decode())
    present = {file.name for file in folder.iterdir() if file.is_file()} - {SUMS, SIGNATURE}
    wrong = sorted(present ^ signed.keys()) + [
        name
        for name in sorted(present & signed.keys())
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != signed[name]
    ]
    if wrong:
        raise Refused(f"{folder} is not what was signed: {', '.join(wrong)}. Do not use it; fetch the release again.")
    return sorted(signed)


def signed_by(folder: Path, key: Path) -> bool:
    """
    Whether this very key signed what is in a folder; False where nothing is.

    Raises:
        Refused: The key cannot be used.
    """
    identity = "own"
    with tempfile.TemporaryDirectory(prefix="signers-") as place:
        signers = Path(place) / "signers"
        signers.write_text(f'{identity} namespaces="{SPACE}" {_public_half(key)}\n', "utf-8")
        try:
            return bool(verify(folder, signers, identity))
        except (Refused, OSError, ValueError):
            return False


def _public_half(key: Path) -> str:
    """The line of a public key: the file itself, the one beside it, or what ssh-keygen makes of the private one."""
    for file in (key, key.with_name(f"{key.name}.pub")):
        text = file.read_text("utf-8", errors="replace").strip() if file.is_file() else ""
        if text.partition(" ")[0].startswith(("ssh-", "ecdsa-", "sk-")):
            return text
    command = ["ssh-keygen", "-y", "-P", "", "-f", str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Refused(f"{key} cannot be used: {said[-1] if said else 'no key'}. Name a usable key in WARP_RELEASE_KEY.")
    return done.stdout.strip()


def _keygen(action: str, *arguments: str, advice: str, given: bytes | None = None) -> None:
    command = ["ssh-keygen", "-q", "-Y", action, *arguments]
    try:
        done = subprocess.run(command, input=given or b"", capture_output=True, check=False)
    except FileNotFoundError:
        raise Refused("ssh-keygen is not installed. Install OpenSSH 8.1 or later.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise Refused(f"ssh-keygen -Y {action} failed: {said[-1] if said else 'without a word'}. {advice}")
