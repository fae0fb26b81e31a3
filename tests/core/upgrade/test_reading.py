"""Every way in which code can name something of a client, one line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.upgrade.conftest import GENERATED
from warp_client_core.upgrade.clients import Client
from warp_client_core.upgrade.sources import Text, read
from warp_client_core.upgrade.surfaces import Surfaces, read_surface

HEAD = (
    "import warp_customer as w\nfrom warp_customer import *\nfrom warp_customer.models import *\nc = CustomerClient()\n"
)
ASYNC = "import asyncio\nfrom warp_customer import AsyncCustomerClient\nac = AsyncCustomerClient()\n"


@pytest.fixture(scope="module")
def surfaces() -> Surfaces:
    """The surfaces of two clients, read from their files."""
    found = {}
    for client in ("customer", "admin"):
        package = f"warp_{client}"
        folder = GENERATED / client / "src" / package
        found[package] = read_surface(package, Client(package, folder).files())
    return Surfaces(found)


@pytest.fixture
def uses(surfaces: Surfaces):
    """What files use and what is doubtful in them, by name."""

    def told(*texts: str, head: str = HEAD, **files: str) -> tuple[set[str], list[str]]:
        named = {f"f{index}": head + text for index, text in enumerate(texts)} | files
        read_files = read([Text(Path(f"app/{name}.py"), text.encode()) for name, text in named.items()], surfaces)
        assert {} == read_files.broken
        found = read_files.found.values()
        used = {use.subject for one in found for use in one.uses.values()}
        return used, sorted(doubt.why for one in found for doubt in one.doubts.values())

    return told


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("c.trunks.list()", "trunks.list"),
        ("w.CustomerClient().trunks.list()", "trunks.list"),
        ("import warp_customer.models as m\nm.TrunkStatus.ACTIVE", "TrunkStatus.ACTIVE"),
        ("import warp_customer.models\nwarp_customer.models.TrunkStatus.ACTIVE", "TrunkStatus.ACTIVE"),
        ("from warp_customer.models.trunks import TrunkStatus as S\nS.ACTIVE", "TrunkStatus.ACTIVE"),
        ("TrunkStatus['ACTIVE']", "TrunkStatus.ACTIVE"),
        ("from warp_customer.calls import trunks\ntrunks.list('c')", "trunks.list"),
        ("from warp_customer.calls.trunks import list as f\nf('c', status='active')", "trunks.list(status)"),
        ("c.send(w.calls.trunks.get('t')).data.name", "Trunk.name"),
        ("with c as d:\n    d.trunks.get('t').name", "Trunk.name"),
        ("with CustomerClient() as d, open('f') as f:\n    d.trunks.get('t').name", "Trunk.name"),
        ("c.with_options(timeout=1).trunks.get('t').name", "Trunk.name"),
        ("t = c.trunks\nt.get('t').name", "Trunk.name"),
        ("get = c.trunks.get\nget('t').name", "Trunk.name"),
        ("def f(x: CustomerClient): x.trunks.list()", "trunks.list"),
        ("def f(x: 'CustomerClient | None'): x.trunks.list()", "trunks.list"),
        ("def f(*, x: w.CustomerClient): x.trunks.list()", "trunks.list"),
        ("def f(x=c): x.trunks.list()", "trunks.list"),
        ("def f() -> CustomerClient: ...\nf().trunks.list()", "trunks.list"),
        ("def f(): return c\nf().trunks.list()", "trunks.list"),
        ("cast(CustomerClient, f(1)).trunks.list()", "trunks.list"),
        ("x: CustomerClient = f()\nx.trunks.list()", "trunks.list"),
        ("class A:\n  def __init__(self): self._c = c\n  def f(self): self._c.trunks.list()", "trunks.list"),
        ("class A:\n  def f(self): self.c.trunks.list()\n  c: CustomerClient", "trunks.list"),
        ("class A(CustomerClient):\n  def f(self): self.trunks.list()", "trunks.list"),
        ("class A:\n  c = c\nclass B(A): pass\nB().c.trunks.list()", "trunks.list"),
        ("class A:\n  @property\n  def x(self): return c\nA().x.trunks.list()", "trunks.list"),
        ("class A:\n  @classmethod\n  def f(cls) -> CustomerClient: ...\nA.f().trunks.list()", "trunks.list"),
        ("global_client = None\ndef f():\n  global global_client\n  global_client = c\n"
         "def g(): global_client.trunks.list()", "trunks.list"),
        ("x = None\nif 1:\n  x = c\nx.trunks.list()", "trunks.list"),
        ("x = c if 1 else None\nx.trunks.list()", "trunks.list"),
        ("(x := c).trunks.list()", "trunks.list"),
        ("from contextlib import contextmanager\n@contextmanager\ndef f():\n  yield c\n"
         "with f() as x: x.trunks.list()", "trunks.list"),
        ("@pytest.fixture\ndef client():\n  yield c\ndef test(client): client.trunks.list()", "trunks.list"),
        ("f = lambda: c\nf().trunks.list()", "trunks.list"),
        ("c.trunks.list(status=None)", "trunks.list(status)"),
        ("from functools import partial\npartial(c.trunks.list, status=1)", "trunks.list(status)"),
        ("c.trunks.list(status='active')", "TrunkStatus.ACTIVE"),
        ("c.trunks.create(name='x', codecs=['PCMU'])", "Codec.PCMU"),
        ("c.trunks.create(name='x', sip_options={'transport': 'UDP'})", "SipOptions.transport"),
        ("c.trunks.create(name='x', sip_options={'transport': 'UDP'})", "SipTransport.UDP"),
        ("c.trunks.create(name='x', inbound_ips=[{'ip_address': '1'}])", "TrunkIp.ip_address"),
        ("body: TrunkIpDict = {'ip_address': '1'}", "TrunkIp.ip_address"),
        ("body: TrunkIpDict = f()\nbody['ip_address']", "TrunkIp.ip_address"),
        ("TrunkIp(ip_address='1')", "TrunkIp.ip_address"),
        ("TrunkIpDict(ip_address='1')", "TrunkIp.ip_address"),
        ("import attrs\nattrs.evolve(c.trunks.get('t'), name='x')", "Trunk.name"),
        ("c.trunks.get('t').features.t38", "TrunkFeatures.t38"),
        ("for t in c.trunks.list(): t.name", "Trunk.name"),
        ("for i, t in enumerate(c.trunks.list()): t.name", "Trunk.name"),
        ("for p in c.trunks.list().pages():\n  for t in p.items: t.name", "Trunk.name"),
        ("for t in c.trunks.list().walk(limit=3): t.name", "Trunk.name"),
        ("[t.name for t in c.trunks.list() if t]", "Trunk.name"),
        ("{t.id: t for t in c.trunks.list()}['x'].name", "Trunk.name"),
        ("sorted(c.trunks.list(), key=f)[0].name", "Trunk.name"),
        ("list(c.trunks.list())[:2][0].name", "Trunk.name"),
        ("next(iter(c.trunks.list())).name", "Trunk.name"),
        ("a, b = c.trunks.get('a'), 1\na.name", "Trunk.name"),
        ("first, *rest = c.api_keys.list()\nfirst.name", "ApiKey.name"),
        ("def f(t: Trunk): f'{t.name}'", "Trunk.name"),
        ("def f(ts: dict[str, list[Trunk]]):\n  for k, v in ts.items(): v[0].name", "Trunk.name"),
        ("c.trunks.get('t').status == 'active'", "TrunkStatus.ACTIVE"),
        ("c.trunks.get('t').status in ('x', 'active')", "TrunkStatus.ACTIVE"),
        ("match c.trunks.get('t').status:\n  case 'active': pass", "TrunkStatus.ACTIVE"),
        ("match f():\n  case Trunk(name=n): pass", "Trunk.name"),
        ("match f():\n  case Trunk() as t: t.name", "Trunk.name"),
        ("getattr(c, 'trunks').list()", "trunks.list"),
        ("getattr(c.trunks.get('t'), 'name')", "Trunk.name"),
        ("import importlib\nimportlib.import_module('warp_customer.models').Trunk", "Trunk"),
        ("try:\n  c.trunks.list()\nexcept w.NotFoundError: pass", "NotFoundError"),
        ("for event in c.webhooks.list(): event.url", "Webhook.url"),
    ],
)  # fmt: skip
def test_code_uses_what_it_names(code: str, subject: str, uses) -> None:
    """
    The subject is among the uses.
    """
    used, _ = uses(code)

    assert subject in used


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("async def f():\n  async with AsyncCustomerClient() as d: (await d.trunks.get('t')).name", "Trunk.name"),
        ("async def f():\n  async for t in ac.trunks.list(): t.name", "Trunk.name"),
        ("async def f():\n  page = await ac.trunks.list()\n  page.items[0].name", "Trunk.name"),
        ("async def f(): return [t.name async for t in ac.trunks.list()]", "Trunk.name"),
        ("async def g(): return await ac.trunks.get('t')\nasync def f(): (await g()).name", "Trunk.name"),
        ("async def f(): (await asyncio.gather(ac.trunks.get('t'), ac.trunks.get('u')))[0].name", "Trunk.name"),
        ("task = asyncio.create_task(ac.trunks.get('t'))\nasync def f(): (await task).name", "Trunk.name"),
        ("asyncio.run(ac.trunks.get('t')).name", "Trunk.name"),
    ],
)
def test_async_code_uses_what_it_names(code: str, subject: str, uses) -> None:
    """
    Awaiting, walking and gathering lead to the same types.
    """
    used, _ = uses(code, head=ASYNC)

    assert subject in used


@pytest.mark.parametrize(
    "code",
    [
        "t = c.trunks.get('t')\nt = object()\nt.name",
        "def f(t): t.name",
        "class Trunk:\n  name = 1\nTrunk().name",
        "x = {'name': 1}\nx['name']",
        "[t for t in c.trunks.list()]\nt.name",
        "'Trunk.name'",
    ],
)
def test_what_is_not_of_a_client_is_no_use(code: str, uses) -> None:
    """
    The word alone does not count.
    """
    used, _ = uses(code)

    assert "Trunk.name" not in used


@pytest.mark.parametrize(
    ("importing", "files"),
    [
        ("from .made import make\nmake().trunks.list()", {"made": "from warp_customer import *\n"
         "def make() -> CustomerClient: ...\n"}),
        ("from app.made import it\nit.trunks.list()", {"made": "import warp_customer as w\nit = w.CustomerClient()\n"}),
        ("from app.b import B\nB().client.trunks.list()", {"b": "from app.made import A\nclass B(A): pass\n",
         "made": "import warp_customer as w\nclass A:\n  client: w.CustomerClient\n"}),
        ("import app.made as made\nmade.it.trunks.list()", {"made": "import warp_customer as w\n"
         "it = w.CustomerClient()\n"}),
    ],
)  # fmt: skip
def test_files_that_do_not_name_the_client_are_reached_through_those_that_do(importing, files, uses) -> None:
    """
    Functions, variables and classes are followed from file to file.
    """
    used, _ = uses(importing, head="", **files)

    assert "trunks.list" in used


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        ("getattr(c, name)", "getattr on a client with a name that is made at run time"),
        ("setattr(c.trunks.get('t'), name, 1)", "setattr on a model with a name that is made at run time"),
        ("c.trunks.create(**body)", "trunks.create: keywords come from a mapping"),
        ("TrunkIp(**body)", "TrunkIp: fields come from a mapping"),
        ("c.trunks.create(name='x', sip_options={**body})", "SipOptions: fields come from a mapping"),
        ("def f(client): client.trunks.list()", "trunks.list: the type of what stands before it is not known"),
        ("mock.patch('warp_customer.CustomerClient')", "warp_customer.CustomerClient is named in a text"),
        ("import importlib\nimportlib.import_module(name)", "import_module with a name that is made at run time"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_said(code: str, doubt: str, uses) -> None:
    """
    Once a place.
    """
    _, doubts = uses(code)

    assert [doubt] == doubts


def test_every_result_of_a_method_leads_to_its_type(surfaces: Surfaces) -> None:
    """
    No generated method that returns a model, a list or a page of models is a dead end.
    """
    plain = {"None", "str", "int", "bool", "bytes", "dict[str, Any]", ""}
    dead = {
        (one.package, name)
        for one in surfaces.by_package.values()
        for name, method in one.methods.items()
        if "." in name and "models." in method.returns and method.returns not in plain and not one.result(name)
    }

    assert set() == dead
    assert 40 < len(surfaces.by_package["warp_customer"].methods)
