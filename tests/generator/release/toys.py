"""Wheels of a few bytes, as an installer would take them, and a git checkout to release from."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

PLAIN = {"toy/__init__.py": b"A = 1\n"}


def toy_wheel(
    folder: Path, name: str = "toy", version: str = "1.0.0", *, files: Mapping[str, bytes] = PLAIN, extra: str = ""
) -> Path:
    """A wheel with METADATA, WHEEL and RECORD; ``extra`` are more lines of METADATA."""
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nRequires-Python: >=3.11\n{extra}"
    tags = "Wheel-Version: 1.0\nGenerator: toy\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    content = {**files, f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": tags.encode()}
    rows = [f"{path},sha256={urlsafe(body)},{len(body)}" for path, body in content.items()]
    content[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, body in content.items():
            archive.writestr(zipfile.ZipInfo(path), body)
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    wheel.write_bytes(stream.getvalue())
    return wheel


def urlsafe(content: bytes) -> str:
    """The digest of a file as RECORD writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def committed(root: Path, message: str = "more") -> str:
    """Commit everything below a folder, which becomes a repository; gives back the commit."""
    name = ("-c", "user.name=Toy", "-c", "user.email=toy@example.test", "-c", "commit.gpgsign=false")
    run = [("init", "-q"), ("add", "-A"), (*name, "commit", "-q", "--allow-empty", "-m", message)]
    for arguments in run:
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
    done = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def ssh_key(folder: Path, identity: str = "release@example.test") -> tuple[Path, Path]:
    """A fresh key, and the file of allowed signers that trusts it."""
    key, signers = folder / "key", folder / "signers"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    signers.write_text(f'{identity} namespaces="warp-release" {key.with_suffix(".pub").read_text("utf-8")}', "utf-8")
    return key, signers
