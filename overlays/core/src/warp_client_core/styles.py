"""
Values with parts, and values in unusual places, as a document says that they are written there.

Pure, and loaded by the generated calls that need it only. The rule: delimiters that a style puts between parts stay as
they are, and all else is percent-encoded, so that no value can pretend to be two (OpenAPI 3.1, 4.8.12; RFC 6570).
"""

from __future__ import annotations

import json as _json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from warp_client_core.literals import Encoded, escaped, text_of
from warp_client_core.unset import UNSET

_RESERVED: Final = ":/?@!$'()*,;"
"""Left as they are by ``allowReserved``; ``#[]&=+`` would still end or split the parameter."""
_DELIMITERS: Final = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_SCALARS: Final = (str, int, float, Decimal, date, Enum, UUID)


class Part(str):
    """The text of a multipart field that has a content type of its own."""

    media_type: str

    def __str__(self) -> str:
        return self


def query(
    name: str, value: object, style: str = "form", explode: bool = True, reserved: bool = False
) -> dict[str, object]:
    """
    A parameter of a query or form, as names and texts for `Operation.call`.

    Args:
        name: Its name on the wire.
        value: A single value, a list, a mapping or a model; None and UNSET are left out.
        style: ``form``, ``spaceDelimited``, ``pipeDelimited`` or ``deepObject``.
        explode: Whether each part has a name of its own.
        reserved: Leave reserved characters as they are.

    Raises:
        ValueError, TypeError: A part has no plain spelling.
    """
    found = _plain(value, name)
    safe = _RESERVED if reserved else ""
    if found is None:
        return {}
    if style == "deepObject" and isinstance(found, (dict, list)):
        return dict(_deep(name, found, safe, top=True))
    if isinstance(found, dict) and explode:
        return {key: _encoded(one, safe) for key, one in found.items() if one is not None}
    if isinstance(found, list) and explode:
        return {name: [_encoded(one, safe) for one in found if one is not None]}
    if not isinstance(found, (dict, list)):
        return {name: _encoded(found, safe)}
    parts = list(_parts(found, safe))
    return {name: Encoded(_DELIMITERS.get(style, ",").join(parts))} if parts else {}


def path(name: str, value: object, style: str = "simple", explode: bool = False) -> Encoded:
    """
    A parameter of a path.

    Args:
        name: Its name, for messages and for ``matrix``.
        value: A single value, a list, a mapping or a model.
        style: ``simple``, ``label`` or ``matrix``.
        explode: Whether parts of an object, and with ``label`` and ``matrix`` those of a list, stand apart.

    Raises:
        ValueError: There is nothing to write, or it would change which resource the path names.
        TypeError: A part has no plain spelling.
    """
    found = _plain(value, name)
    if found is None or found in ("", [], {}):
        raise ValueError(f"path parameter {name} must not be empty, not {value!r}")
    wide = isinstance(found, dict) and explode
    parts = [f"{_encode(key)}={_encode(one)}" for key, one in found.items()] if wide else list(_parts(found, ""))
    lead = f";{quote(name, safe='')}="
    if style == "label":
        text = "." + ("." if explode else ",").join(parts)
    elif style == "matrix":
        text = "".join(f";{one}" for one in parts) if wide else lead + (lead if explode else ",").join(parts)
    else:
        text = ",".join(parts)
    if text.strip() in ("", ".", ".."):
        raise ValueError(f"path parameter {name} must not be {value!r}")
    return Encoded(text)


def header(value: object, explode: bool = False) -> str | None:
    """The text of a header field, in style ``simple``; None for none. Lists are joined by commas."""
    found = _plain(value, "header")
    if isinstance(found, dict) and explode:
        return ",".join(f"{key}={_text(one)}" for key, one in found.items())
    if isinstance(found, (dict, list)):
        return ",".join(_text(one) for one in _members(found))
    return None if found is None else text_of(found)


def cookies(values: Mapping[str, object], joined: tuple[str, ...] = ()) -> str | None:
    """
    The ``Cookie`` field with these values; None for none.

    Args:
        values: By name; None and UNSET are left out.
        joined: Names whose parts stand in one cookie, separated by commas (``explode: false``).
    """
    pairs: list[str] = []
    for name, value in values.items():
        found = query(name, value, "form", name not in joined)
        for key, one in found.items():
            pairs += [f"{_encode(key)}={escaped(each, '')}" for each in (one if isinstance(one, list) else [one])]
    return "; ".join(pairs) or None


def json(value: object) -> str | None:
    """The value as JSON text in ASCII, for parameters with a ``content``; None for None and UNSET."""
    if value is None or value is UNSET:
        return None
    from warp_client_core import codec

    return _BEYOND_ASCII.sub(lambda found: _json.dumps(found[0])[1:-1], codec.encode(value).decode())


def form(value: object) -> dict[str, object]:
    """The fields of a whole object or mapping, none for UNSET: lists repeat their name, objects are JSON text."""
    if value is UNSET:
        return {}
    found = _plain(value, "form")
    if not isinstance(found, dict):
        raise TypeError(f"a form needs a mapping or a model, not {type(value).__name__}")
    return {key: _field(one) for key, one in found.items()}


def multipart(value: object) -> dict[str, object]:
    """
    The parts of a whole object or mapping, none for UNSET: lists repeat their name, objects are JSON, files are files.

    Bytes, paths and open binary files are files, at the top and in lists; text is text, never a path.
    """
    from warp_client_core.codec.shapes import is_model, shape_of
    from warp_client_core.variants import RawValue

    while isinstance(value, RawValue):
        value = value.value
    if value is UNSET:
        return {}
    kind: type = type(value)
    if is_model(kind):
        shape = shape_of(kind)
        named = {wire: getattr(value, name) for name, wire in shape.wire.items()}
        value = {**(getattr(value, shape.extra) if shape.extra else {}), **named}
    if not isinstance(value, Mapping):
        raise TypeError(f"a multipart body needs a mapping or a model, not {type(value).__name__}")
    return {
        key: [_one_part(item) for item in one] if isinstance(one, (list, tuple)) else _one_part(one)
        for key, one in value.items()
    }


def field(value: object, media_type: str = "") -> object:
    """A form field of one of several types: a single value as it is, parts as JSON (multipart: of this type)."""
    if isinstance(value, _SCALARS):
        return value
    return parts(value, media_type) if media_type else json(value)


def given(fields: dict[str, object]) -> object:
    """A body that may be left out and is not valid empty: UNSET when none of its fields is given."""
    return fields if any(value is not UNSET for value in fields.values()) else UNSET


def part(value: object, media_type: str) -> object:
    """
    A multipart field with a content type: JSON where the type says so, text otherwise, a file where it is one.

    A list gives one part for each of its items; None and UNSET are left out.
    """
    if value is None or value is UNSET:
        return UNSET
    if isinstance(value, (list, tuple)) and not media_type.endswith("json"):
        return [part(one, media_type) for one in value]
    from warp_client_core.parts import FilePart, is_file

    if isinstance(value, FilePart):
        return value
    if is_file(value):
        made: Any = FilePart.of("file", value)  # type: ignore[arg-type] # is_file tells
        return FilePart(made.name, made.filename, made.source, media_type)
    text = Part(json(value) if media_type.endswith("json") else _text(_plain(value, "part")))
    text.media_type = media_type
    return text


def parts(value: object, media_type: str) -> object:
    """As `part`, one for each item of a list."""
    if isinstance(value, (list, tuple)):
        return [part(one, media_type) for one in value]
    return part(value, media_type)


def _one_part(value: object) -> object:
    from warp_client_core.parts import is_file

    return value if isinstance(value, _SCALARS) or is_file(value) else part(value, "application/json")


def _plain(value: object, name: str) -> Any:
    """The value as dicts, lists and single values under wire names; None for none."""
    if value is None or value is UNSET:
        return None
    if isinstance(value, _SCALARS):
        return value
    from warp_client_core import codec

    return codec.to_wire(value, at=name)


def _deep(name: str, value: Any, safe: str, *, top: bool = False) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _deep(f"{name}[{key}]", one, safe)
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for index, one in enumerate(value):
            yield from _deep(f"{name}[{index}]", one, safe)
    elif isinstance(value, list):
        yield (f"{name}[]" if top else name), [_encoded(one, safe) for one in value if one is not None]
    elif value is not None:
        yield name, _encoded(value, safe)


def _field(value: Any) -> object:
    if isinstance(value, list):
        return [_text(one) for one in value if one is not None]
    return None if value is None else _text(value)


def _members(found: Any) -> list[Any]:
    if isinstance(found, dict):
        return [each for key, one in found.items() if one is not None for each in (key, one)]
    return [one for one in (found if isinstance(found, list) else [found]) if one is not None]


def _parts(found: Any, safe: str) -> Iterator[str]:
    return (_encode(one, safe) for one in _members(found))


def _encoded(value: Any, safe: str) -> str:
    return Encoded(_encode(value, safe)) if safe else _text(value)


def _encode(value: Any, safe: str = "") -> str:
    return quote(_text(value), safe=safe)


def _text(value: Any) -> str:
    """The text of one part; what has parts itself is written as JSON."""
    return (json(value) or "") if isinstance(value, (dict, list)) else text_of(value)
