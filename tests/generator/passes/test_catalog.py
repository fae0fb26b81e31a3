"""The table of methods: what stands in it, what hand-written code adds, and what it does not promise."""

from __future__ import annotations

import ast
import json

import pytest

from generator.model.layout import Overlay
from generator.passes.catalog_schemas import value_schema
from generator.passes.catalog_signatures import signatures
from generator.problems import Place
from tests.generator.specimens import ROOT

OVERLAY = '''
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["sale", "purchase"]
File: TypeAlias = "bytes | PathLike[str] | BinaryIO"

class Listing:
    def list(self, *, kind: Kind = "sale", options: object = None) -> Page[Item]:
        """
        Every item, of one kind. And more.

        Args:
            kind: What they are for,
                sale or purchase.

        Raises:
            ValueError: No.
        """

class Items(Listing):
    @keywords_of(items.update)
    def upsert(self, external_id: str, **fields: Any) -> Record: ...
    def send(self, file: File, *, on_progress: Callable[[int], None] | None = None) -> None: ...
    def _hidden(self) -> None: ...
    @property
    def ends(self) -> str: ...
'''


def catalog(client: str) -> dict[str, object]:
    text = (ROOT / "generated" / client / "src" / f"warp_{client}" / "catalog.json").read_text("utf-8")
    return dict(json.loads(text))


@pytest.fixture
def items():
    overlay = Overlay("items", "", Place("overlays/items"), (), (), (), (), (("__init__.py", OVERLAY),))
    return signatures(overlay)["Items"]


def test_public_methods_are_read_with_those_of_bases(items):
    assert {"list", "upsert", "send"} == set(items)


def test_aliases_are_resolved_and_help_is_read(items):
    (argument,) = items["list"].arguments

    assert ("kind", "What they are for, sale or purchase.") == (argument.name, argument.help)
    assert {"enum": ["sale", "purchase"]} == value_schema(argument.type)
    assert ("Every item, of one kind.", "page") == (items["list"].summary, items["list"].reply)


def test_keywords_of_another_method_are_known(items):
    assert ("items.update", True) == (items["upsert"].like, items["upsert"].takes_fields)


def test_a_file_is_binary_and_a_function_cannot_be_said(items):
    file, progress = items["send"].arguments

    assert {"type": "string", "format": "binary"} == value_schema(file.type)
    assert value_schema(progress.type) is None


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("str | None", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ("Sequence[int]", {"type": "array", "items": {"type": "integer"}}),
        ("Mapping[str, object]", {"type": "object"}),
        ("Decimal | int", {"type": "string", "format": "decimal"}),
        ("Callable[[], None] | None", None),
        ("SyncMapping | None", None),
    ],
    ids=["optional", "sequence", "mapping", "decimal", "function", "class"],
)
def test_annotations_as_schemas(annotation, expected):
    assert expected == value_schema(ast.parse(annotation, mode="eval").body)


def test_every_operation_that_is_a_method_is_in_the_table():
    surface = json.loads((ROOT / "generated" / "admin" / "surface.json").read_text("utf-8"))["methods"]

    methods = catalog("admin")["methods"]

    assert {path for path, one in surface.items() if "operation" in one} <= set(methods)


def test_admin_alone_asks_for_reasons():
    assert [False, True, False] == [catalog(one)["client"]["reasons"] for one in ("customer", "admin", "netsuite")]


def test_what_takes_something_away_is_marked():
    methods = catalog("admin")["methods"]

    assert {
        "customers.suspend", "customers.terminate", "exclusions.delete", "overrides.delete", "providers.delete",
        "services.delete", "services.rotate_credentials",
    } == {path for path, one in methods.items() if one["destructive"]}  # fmt: skip


def test_hand_written_methods_read_only_where_their_manifest_says_so():
    methods = catalog("netsuite")["methods"]

    assert ("read", "unsafe") == (methods["query"]["safety"], methods["customers.upsert"]["safety"])


def test_secrets_are_marked_in_parameters_and_replies():
    methods = catalog("customer")["methods"]

    login = {one["name"]: one.get("secret", False) for one in methods["auth.login"]["parameters"]}
    assert {"email": False, "password": True, "mfa_code": True} == login
    assert ["access_token", "refresh_token"] == methods["auth.login"]["reply"]["secrets"]


def test_account_is_found_by_itself():
    (found,) = [one for one in catalog("customer")["methods"]["trunks.list"]["parameters"] if one.get("found")]

    assert ("customer_id", False) == (found["name"], found["required"])
