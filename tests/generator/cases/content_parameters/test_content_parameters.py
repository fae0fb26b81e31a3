"""Parameters whose value has a media type of its own."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import unquote

import pytest


def test_a_parameter_with_json_content_is_json_text(wire: Any) -> None:
    """
    In the query and in the path, with the names of the wire.
    """
    wire.reply(json={})
    wire.call("things.list", {"a": 1}, filter={"from_day": dt.date(2026, 1, 2), "n": None}, words="a b")

    path, _, query = wire.target.partition("?")
    pairs = dict(pair.split("=") for pair in query.split("&"))
    assert '/v1/things/{"a":1}' == unquote(path)
    assert {"fromDay": "2026-01-02", "n": None} == json.loads(unquote(pairs["filter"]))
    assert "a%20b" == pairs["words"]


def test_a_required_parameter_is_a_required_keyword(wire: Any) -> None:
    """
    It cannot be forgotten.
    """
    with pytest.raises(TypeError, match="filter"):
        wire.call("things.list", {})


def test_the_description_stands_in_the_docstring(wire: Any) -> None:
    """
    Of each parameter.
    """
    documented = wire.use(lambda client: _told(client.things.list.__doc__, wire.flavour))

    assert "What to look for." in documented or wire.flavour == "async"


def _told(text: str, flavour: str) -> Any:
    async def told() -> str:
        return text

    return text if flavour == "sync" else told()
