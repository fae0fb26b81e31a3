"""Claims about `warp_client_core.styles`: how values with parts are written on the wire."""

import io
import json as plain_json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlencode

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core import styles
from warp_client_core.literals import Encoded, escaped, pairs
from warp_client_core.parts import FilePart
from warp_client_core.unset import UNSET
from warp_client_core.value import Value
from warp_client_core.variants import RawValue

COLORS = ["blue", "black"]
RGB = {"R": 100, "G": 200}
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Filter(Value):
    __wire__: ClassVar[Mapping[str, str]] = {"min_size": "minSize"}

    min_size: int | None = None
    color: str | None = None


@pytest.mark.parametrize(
    ("expected", "value", "style", "explode"),
    [
        ({"color": "blue"}, "blue", "form", True),
        ({"color": COLORS}, COLORS, "form", True),
        ({"color": "blue,black"}, COLORS, "form", False),
        ({"R": "100", "G": "200"}, RGB, "form", True),
        ({"color": "R,100,G,200"}, RGB, "form", False),
        ({"color": "blue%20black"}, COLORS, "spaceDelimited", False),
        ({"color": "blue%7Cblack"}, COLORS, "pipeDelimited", False),
        ({"color[R]": "100", "color[G]": "200"}, RGB, "deepObject", True),
        ({"color[a][b]": "1"}, {"a": {"b": 1}}, "deepObject", True),
        ({"color[a]": ["1", "2"]}, {"a": [1, 2]}, "deepObject", True),
        ({"color[0][a]": "1"}, [{"a": 1}], "deepObject", True),
        ({"color": "2026-01-02"}, date(2026, 1, 2), "form", True),
        ({"color": "1.50"}, Decimal("1.50"), "form", True),
        ({"minSize": "3"}, Filter(min_size=3), "form", True),
        ({"color[minSize]": "3"}, Filter(min_size=3), "deepObject", True),
        ({}, None, "form", True),
        ({}, UNSET, "form", True),
        ({}, [], "form", False),
    ],
    ids=str,
)
def test_a_query_parameter_is_written_as_its_style_says(expected, value, style, explode):
    """
    The table of OpenAPI 3.1, 4.8.12.6, and what it leaves open for nested values.
    """
    assert expected == styles.query("color", value, style, explode)


@given(
    st.lists(TEXT, min_size=1, max_size=4),
    st.sampled_from(sorted({"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}.items())),
)
def test_no_part_of_a_joined_list_can_pretend_to_be_two(values, style):
    """
    Split at its delimiter and decoded, the text is the list again.
    """
    name, delimiter = style

    text = styles.query("a", values, name, False)["a"]

    assert isinstance(text, Encoded)
    assert set("&=#+") & set(text) == set()
    if delimiter == ",":
        assert values == [unquote(one) for one in text.split(delimiter)]


def test_reserved_characters_stay_where_the_document_allows_them():
    """
    But for those that would end the parameter.
    """
    assert {"a": ":/?%23%5B%5D%26%3D%2B"} == styles.query("a", ":/?#[]&=+", "form", True, True)


@pytest.mark.parametrize(
    ("expected", "value", "style", "explode"),
    [
        ("blue", "blue", "simple", False),
        ("blue,black", COLORS, "simple", False),
        ("R,100,G,200", RGB, "simple", False),
        ("R=100,G=200", RGB, "simple", True),
        (".blue", "blue", "label", False),
        (".blue,black", COLORS, "label", False),
        (".blue.black", COLORS, "label", True),
        (".R=100.G=200", RGB, "label", True),
        (";color=blue", "blue", "matrix", False),
        (";color=blue,black", COLORS, "matrix", False),
        (";color=blue;color=black", COLORS, "matrix", True),
        (";R=100;G=200", RGB, "matrix", True),
        ("a%2Fb%3Fc%23d%252e", "a/b?c#d%2e", "simple", False),
    ],
    ids=str,
)
def test_a_path_parameter_is_written_as_its_style_says(expected, value, style, explode):
    """
    Slashes, question marks and percent signs of a value never reach the path as such.
    """
    assert expected == styles.path("color", value, style, explode)


@pytest.mark.parametrize("value", [None, UNSET, "", [], {}, ".", "..", [".."], ["."], [None]], ids=repr)
def test_a_path_parameter_that_would_name_another_resource_is_refused(value):
    with pytest.raises(ValueError, match="path parameter color"):
        styles.path("color", value)


@pytest.mark.parametrize(
    ("expected", "value", "explode"),
    [
        ("a,b", ["a", "b"], False),
        ("R,100,G,200", RGB, False),
        ("R=100,G=200", RGB, True),
        ("7", 7, False),
        (None, None, False),
    ],
    ids=str,
)
def test_a_header_is_written_in_style_simple(expected, value, explode):
    assert expected == styles.header(value, explode)


def test_cookies_are_one_field():
    """
    None and UNSET are left out, lists repeat their name or stand in one cookie.
    """
    found = styles.cookies({"a": "x y", "b": None, "c": ["1", "2"], "d": ["1", "2"], "e": UNSET}, ("d",))

    assert "a=x%20y; c=1; c=2; d=1,2" == found
    assert styles.cookies({"a": None}) is None


@given(TEXT, TEXT)
def test_no_cookie_can_pretend_to_be_two(name, value):
    """
    Semicolons, line ends and equal signs of names and values are encoded.
    """
    field = styles.cookies({name: value})

    (pair,) = field.split("; ")
    assert [name, value] == [unquote(one) for one in pair.split("=")]
    assert field.isascii()
    assert not set(field) & set('\r\n\0;," ')


def test_json_parameters_are_ascii():
    assert '{"a": "\\u00e9"}'.replace(" ", "") == styles.json({"a": "é"})
    assert None is styles.json(None) is styles.json(UNSET)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda one: st.lists(one) | st.dictionaries(TEXT, one),
        max_leaves=6,
    )
)
def test_json_parameters_say_the_same_to_any_reader(value):
    text = styles.json({"a": value})

    assert {"a": value} == plain_json.loads(text)
    assert text.isascii()


def test_a_form_repeats_lists_and_writes_objects_as_json():
    assert {"a": ["1", "2"], "b": '{"c":1}', "d": None, "e": "x"} == styles.form(
        {"a": [1, None, 2], "b": {"c": 1}, "d": None, "e": "x"}
    )


@pytest.mark.parametrize("value", [None, 3, "text", ["a"]], ids=repr)
def test_a_form_needs_fields(value):
    with pytest.raises(TypeError, match="a form needs a mapping or a model"):
        styles.form(value)


@pytest.mark.parametrize("value", [None, 3, "text", ["a"], b"file"], ids=repr)
def test_a_multipart_body_needs_fields(value):
    with pytest.raises(TypeError, match="a multipart body needs a mapping or a model"):
        styles.multipart(value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ({}, UNSET),
        ({"a": b"1", "b": [b"2", "c"], "d": 1}, {"a": b"1", "b": (b"2", "c"), "d": 1}),
        ({"a": '{"b":1}', "c": ['{"d":2}']}, {"a": {"b": 1}, "c": [{"d": 2}]}),
        ({"a": b"1"}, RawValue({"a": b"1"})),
    ],
    ids=["unset", "files", "objects", "raw"],
)
def test_a_multipart_body_keeps_files_and_writes_objects_as_json(expected, value):
    assert expected == styles.multipart(value)


@pytest.mark.parametrize(
    ("expected", "value", "media"),
    [('{"a":1}', {"a": 1}, "application/json"), ("7", 7, "text/plain"), ("[1]", [1], "application/json")],
)
def test_a_part_has_the_content_type_of_its_field(expected, value, media):
    found = styles.part(value, media)

    assert (expected, media) == (str(found), found.media_type)


def test_a_list_is_a_part_for_each_of_its_items():
    assert ["a", "b"] == styles.part(["a", "b"], "text/plain")
    assert ["1", "2"] == styles.parts([1, 2], "application/json")


def test_a_file_keeps_its_name_and_takes_the_content_type():
    file = io.BytesIO(b"a")
    file.name = "deck.csv"

    found: Any = styles.part(file, "text/csv")

    assert isinstance(found, FilePart)
    assert ("deck.csv", "text/csv") == (found.filename, found.content_type)
    assert styles.part(found, "other/type") is found
    assert UNSET is styles.part(None, "a/b") is styles.part(UNSET, "a/b")


def test_an_exploded_object_cannot_add_a_parameter_of_its_own():
    """
    Whoever parses the query that is sent gets the same pairs back.
    """
    found = styles.query("a", {"x&y=1": "2&z=3", "\r\n": "#"}, "form", True)

    sent = urlencode(list(pairs(found, where="query")), quote_via=escaped, safe="")
    assert [("x&y=1", "2&z=3"), ("\r\n", "#")] == parse_qsl(sent)
