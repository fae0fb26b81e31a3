"""Generated calls and methods, used: what is sent, in both flavours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.model.layout import Overlay
from generator.passes.plan_operations import renamed_models, signature
from generator.problems import Place
from tests.generator.specimens import Tree, api_of, built, document, operation, ran, writing

ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
ENVELOPE = {"x-envelope": {"data": "data", "meta": "meta"}}
TALK = """
import asyncio, httpx
from pets import PetClient, AsyncPetClient
seen = []
def answer(request):
    seen.append([request.method, str(request.url), request.content.decode(), dict(request.headers)])
    return httpx.Response(REPLY[0], json=REPLY[1]) if REPLY[1] is not None else httpx.Response(REPLY[0])
given = {"base_url": "https://pets.example.com", "access_token": "t"}
transport = httpx.MockTransport(answer)
client = PetClient(**given, http_client=httpx.Client(transport=transport))
twin = AsyncPetClient(**given, http_client=httpx.AsyncClient(transport=transport))
"""
CARE = """
from warp_client_core import AsyncResource, Resource

class Care(Resource):
    def _id(self):
        return "own"

class AsyncCare(AsyncResource):
    async def _id(self):
        return "own"
"""


def talk(tree: Any, folder: Path, reply: tuple[int, Any], code: str, *overlays: Overlay) -> Any:
    """What the code prints, with ``client`` and ``twin`` connected to a platform that always answers alike."""
    return ran(built(tree, *overlays, tidy=True), folder, f"REPLY = {reply!r}\n{TALK}\n{code}")


def pages(**changes: Any) -> Tree:
    """An operation that is paged in the document's envelope."""
    reply = {"type": "object", "properties": {"data": {"type": "array", "items": {"type": "string"}}, "meta": {}}}
    return operation(reply=reply, **{"x-paging": "page", **changes})


def test_a_call_says_what_is_sent(tmp_path: Path) -> None:
    """
    Path, query, headers and body under their wire names; what is left out is not sent.
    """
    body = {
        "type": "object",
        "required": ["petName"],
        "properties": {"petName": {"type": "string"}, "age": {"type": "integer"}},
    }
    parameters = [
        ID,
        {"name": "dryRun", "in": "query", "schema": {"type": "boolean"}},
        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
        {"name": "X-Fixed", "in": "header", "x-fixed": "7", "schema": {}},
    ]
    update = writing("update_pet", body=body, parameters=parameters, **{"x-safety": "idempotent"})
    tree = document(paths={"/pets/{id}": {"put": update}})

    sent = ran(
        built(tree, tidy=True),
        tmp_path,
        "from pets.calls.pets import update\n"
        "full = update('a/b', pet_name='Rex', age=None, dry_run=True, x_trace='t')\n"
        "both = (full, update('1', pet_name='Rex'))\n"
        "print(json.dumps([[one.method, one.path, one.query, one.headers, one.body.content.decode()]"
        " for one in both]))",
    )

    full, bare = sent
    assert [
        "PUT",
        "/pets/a%2Fb",
        [["dryRun", "true"]],
        [["X-Fixed", "7"], ["X-Trace", "t"]],
        '{"petName":"Rex","age":null}',
    ] == full
    assert ["PUT", "/pets/1", [], [["X-Fixed", "7"]], '{"petName":"Rex"}'] == bare


def test_both_flavours_send_the_same_and_give_back_the_data(tmp_path: Path) -> None:
    """
    The method is one line around its call.
    """
    pet = {"type": "object", "properties": {"name": {"type": "string"}}}
    tree = document(
        paths={"/pets/{id}": {"get": operation("get_pet", parameters=[ID], reply=pet)}}, security=[{"key": []}]
    )

    names, seen = talk(
        tree,
        tmp_path,
        (200, {"name": "Rex"}),
        "names = [client.pets.get('7').name, asyncio.run(twin.pets.get('7')).name]\n"
        "print(json.dumps([names, [one[:2] + [one[3]['authorization']] for one in seen]]))",
    )

    assert ["Rex", "Rex"] == names
    assert [["GET", "https://pets.example.com/pets/7", "Bearer t"]] * 2 == seen


def test_an_empty_reply_gives_none(tmp_path: Path) -> None:
    """
    In both flavours.
    """
    tree = document(writing(responses={"204": {"description": "Done."}}))

    found = talk(
        tree, tmp_path, (204, None), "print(json.dumps([client.pets.create(), asyncio.run(twin.pets.create())]))"
    )

    assert [None, None] == found


def test_a_deprecated_operation_warns_where_it_is_called(tmp_path: Path) -> None:
    """
    Once for each line of the caller, in both flavours; another operation says nothing.
    """
    done = {"204": {"description": "Done."}}
    tree = document(writing(responses=done), writing("update_pet", responses=done, deprecated=True))
    code = """
import warnings
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    client.pets.create()
    for _ in range(3):
        client.pets.update()
    asyncio.run(twin.pets.update())
print(json.dumps([(one.category.__name__, "update_pet" in str(one.message)) for one in told]))
"""

    assert [["DeprecationWarning", True]] * 2 == talk(tree, tmp_path, (204, None), code)


def test_a_reply_of_several_types_is_decoded(tmp_path: Path) -> None:
    """
    A union is no type to a type checker, but it is one at run time.
    """
    tree = document(operation(reply={"type": ["string", "integer"]}))
    code = "found = []\nfor REPLY in ((200, 'Rex'), (200, 7)):\n    found.append(client.pets.list())\n"

    assert ["Rex", 7] == talk(tree, tmp_path, (0, None), f"{code}print(json.dumps(found))")


def test_an_operation_without_security_goes_without_credentials(tmp_path: Path) -> None:
    """
    Signing in, most of all.
    """
    found = talk(
        document(), tmp_path, (200, "x"), "client.pets.list(); print(json.dumps('authorization' in seen[0][3]))"
    )

    assert found is False


def test_a_paged_method_gives_a_page_and_a_listing(tmp_path: Path) -> None:
    """
    Both are walked item by item.
    """
    found = talk(
        document(pages(), **ENVELOPE),
        tmp_path,
        (200, {"data": ["a", "b"]}),
        "async def walk():\n"
        "    return [one async for one in twin.pets.list()]\n"
        "print(json.dumps([list(client.pets.list()), asyncio.run(walk())]))",
    )

    assert [["a", "b"], ["a", "b"]] == found


def test_a_supplied_parameter_may_be_left_out(tmp_path: Path) -> None:
    """
    Then the overlay's method is asked; paged and plain, in both flavours.
    """
    extends = {"resource": "pets", "mixin": "Care", "async_mixin": "AsyncCare"}
    supplies = tuple({"operation": name, "parameter": "id", "method": "_id"} for name in ("list_pets", "get_pet"))
    overlay = Overlay(
        name="care",
        why="Why.",
        place=Place("overlays/care/overlay.toml"),
        requires=(),
        extends=(extends,),
        supplies=supplies,
        exports=(),
        files=(("__init__.py", CARE),),
    )
    tree = document(
        paths={"/p/{id}": {"get": pages(parameters=[ID])}, "/q/{id}": {"get": operation("get_pet", parameters=[ID])}},
        **ENVELOPE,
    )

    asked = talk(
        tree,
        tmp_path,
        (200, {"data": []}),
        "client.pets.list(); client.pets.list(id='7')\n"
        "async def walk():\n"
        "    return [one async for one in twin.pets.list()] + [one async for one in twin.pets.list(id='7')]\n"
        "asyncio.run(walk())\n"
        "print(json.dumps([one[1].rpartition('/')[2] for one in seen]))",
        overlay,
    )

    assert ["own", "7", "own", "7"] == asked


def test_nested_mappings_are_translated_to_the_wire(tmp_path: Path) -> None:
    """
    Only where Python names differ, however deep.
    """
    schemas = {
        "Toy": {"type": "object", "properties": {"partNo": {"type": "string"}}},
        "Box": {
            "type": "object",
            "properties": {"toys": {"type": "array", "items": {"$ref": "#/components/schemas/Toy"}}},
        },
        "Flat": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
    body = {
        "type": "object",
        "properties": {key.lower(): {"$ref": f"#/components/schemas/{key}"} for key in ("Box", "Flat")},
    }
    tree = document(writing(body=body), schemas=schemas)

    sent = ran(
        built(tree, tidy=True),
        tmp_path,
        "from pets.calls.pets import create\n"
        "print(create(box={'toys': [{'part_no': '7'}]}, flat={'name': 'x'}).body.content.decode())",
    )

    assert {"box": {"toys": [{"partNo": "7"}]}, "flat": {"name": "x"}} == sent
    assert {"Toy", "Box"} == renamed_models(api_of(tree)) - {"CreatePetBody"}


def test_custom_fields_are_taken_by_prefix(tmp_path: Path) -> None:
    """
    Anything else is a typing error of the caller.
    """
    body = {"type": "object", "properties": {"a": {"type": "string"}}, "patternProperties": {"^cust_": {}}}

    found = ran(
        built(document(writing(body=body)), tidy=True),
        tmp_path,
        "from pets.calls.pets import create\n"
        "try:\n"
        "    create(costume='x')\n"
        "except TypeError as error:\n"
        "    print(json.dumps([create(a='1', cust_x=2).body.content.decode(), str(error)]))",
    )

    assert ['{"a":"1","cust_x":2}', "unexpected keyword 'costume'; custom fields begin with cust_"] == found


def test_required_keywords_come_first() -> None:
    """
    None means left out in a query, UNSET in a body, where None is a value.
    """
    body = {
        "type": "object",
        "required": ["b"],
        "properties": {"a": {"type": "string"}, "b": {"type": ["string", "null"]}},
    }
    found = [
        ID,
        {"name": "q", "in": "query", "schema": {"type": "string"}},
        {"name": "r", "in": "query", "required": True, "schema": {}},
    ]
    api = api_of(document(paths={"/{id}": {"post": writing(body=body, parameters=found)}}))

    path, keywords = signature(api.operations[0], frozenset())

    assert ["id: str"] == [one.declaration for one in path]
    assert ["r: Any", "b: str | None", "q: str | None = None", "a: str | Unset = UNSET"] == [
        one.declaration for one in keywords
    ]


def test_importing_the_client_loads_no_resource(tmp_path: Path) -> None:
    """
    Modules are loaded when first asked for.
    """
    found = ran(
        built(document(), tidy=True),
        tmp_path,
        "import sys, pets\n"
        "before = [name for name in sys.modules if name.startswith('pets.')]\n"
        "pets.PetClient\n"
        "print(json.dumps([before, sorted(name for name in sys.modules if name.startswith('pets.'))]))",
    )

    assert [[], ["pets.client"]] == found


def test_a_document_of_internal_operations_alone_makes_a_client(tmp_path: Path) -> None:
    """
    With calls, and without a resource.
    """
    tree = document(operation(**{"x-internal": True}))

    path = ran(
        built(tree, tidy=True),
        tmp_path,
        "import pets.client; from pets import calls; print(json.dumps(calls.pets.list().path))",
    )

    assert "/p0" == path
