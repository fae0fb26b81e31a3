"""
wheel_file: what a wheel says about itself, from its name and its bytes.

The rule: a file that is not what its name says is refused here, before anything is done with it.
"""

from __future__ import annotations

import io
import zipfile
from email.parser import BytesParser
from email.policy import compat32

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from generator.release.refusal import Refused


def identity(filename: str) -> tuple[str, str]:
    """
    Normalised name and version of a wheel, from its file name.

    Raises:
        Refused: This is no name of a wheel.
    """
    try:
        name, version, _, _ = parse_wheel_filename(filename)
    except (InvalidWheelFilename, InvalidVersion) as error:
        raise Refused(f"{filename} is no wheel: {error}. The index takes wheels only.") from None
    return str(name), str(version)


def core_metadata(content: bytes, filename: str) -> bytes:
    """
    The METADATA of a wheel.

    Raises:
        Refused: The archive is damaged, goes on after its end, or is of another project or version than its name says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            damaged = archive.testzip()
            (path,) = (one for one in archive.namelist() if one.count("/") == 1 and one.endswith(".dist-info/METADATA"))
            metadata = archive.read(path)
            whole = content.endswith(archive.comment) and _ends(content, len(archive.comment))
    except (zipfile.BadZipFile, ValueError) as error:
        raise Refused(f"{filename} cannot be read as a wheel ({error}). Build it again.") from None
    if damaged or not whole:
        raise Refused(f"{filename} is damaged: {damaged or 'bytes follow its end'}. Build it again.")
    headers = BytesParser(policy=compat32).parsebytes(metadata, headersonly=True)
    said = (canonicalize_name(str(headers["Name"])), str(Version(str(headers["Version"]))))
    if said != identity(filename):
        raise Refused(f"{filename} says of itself that it is {said[0]} {said[1]}. Give it its own name.")
    return metadata


def required_python(metadata: bytes) -> str | None:
    """What ``Requires-Python`` says."""
    found = BytesParser(policy=compat32).parsebytes(metadata, headersonly=True)["Requires-Python"]
    return str(found) if found else None


def _ends(content: bytes, comment: int) -> bool:
    """Whether the archive's last record is the end of the bytes."""
    return content[-22 - comment :].startswith(b"PK\x05\x06")
