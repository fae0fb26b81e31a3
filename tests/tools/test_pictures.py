"""The pictures of ``warp`` show what it shows today."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from tools.pictures import FOLDER, PICTURES, Picture, drawn, svg


def test_the_pictures_are_up_to_date() -> None:
    """
    Each is drawn anew, from a terminal and the sandbox; ``python -m tools.pictures`` writes them.
    """
    made = dict(drawn())

    assert made == {name: (FOLDER / name).read_text("utf-8") for name in made}
    assert len(PICTURES) == len(made)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_no_line_leaves_its_terminal_and_nothing_is_loaded(picture: Picture) -> None:
    """
    What is wider goes on in the next line, as in a terminal; there is no address but the name of the format.
    """
    text = (FOLDER / f"{picture.name}.svg").read_text("utf-8")

    lines = ["".join(one.itertext()) for one in ET.fromstring(text).findall("{*}text")]

    assert 2 < len(lines)
    assert [] == [line for line in lines if len(line) > picture.columns]
    assert {"http://www.w3.org/2000/svg", "http://127.0.0.1:8080/v1/customers/CUSTOMER_ID/trunks"} >= set(
        re.findall(r"https?://[^\s\"<]+", text)
    )
    assert "prefers-color-scheme:dark" in text


def test_what_was_written_over_is_gone_and_bold_stays() -> None:
    """
    A carriage return begins a line anew; escape sequences leave no trace.
    """
    text = svg(Picture("a", "warp <x>", 10), "10%\r 50%\r100%\r\n\x1b[1mID\x1b[0m\x1b[K\r\n12345678901\r\n")

    lines = ["".join(one.itertext()) for one in ET.fromstring(text).findall("{*}text")]

    assert ["$ warp <x>", "100%", "ID", "1234567890", "1"] == lines
    assert '<tspan class="b">ID</tspan>' in text
