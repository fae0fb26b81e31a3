"""
sbom: a wheel's bill of materials, as CycloneDX 1.6 in JSON (PEP 770 puts it into ``*.dist-info/sboms``).

It says what the wheel asks for and which versions that was tested with. The rule: a function of the declared
requirements and pins alone, without a time or a random number, so that a wheel stays the same byte for byte.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from generator.model.settings import ClientSettings
from generator.model.software import Software
from generator.release.versions import core_range

FILE = "sbom.cdx.json"
CORE = "warp-client-core"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the URL name space of RFC 9562

Json = dict[str, Any]


def client_sbom(settings: ClientSettings, software: Software) -> str:
    """The bill of a client: the runtime, what that needs, and the extras of it that the client passes on."""
    edges = {settings.distribution: client_requires(software.version), CORE: software.requires}
    extras = {name: software.extras.get(name, ()) for name in settings.extras}
    return _bill(settings.distribution, settings.version, edges, extras, software)


def client_requires(core_version: str) -> tuple[str, ...]:
    """What every client asks for, beside a runtime of that version."""
    return (f"{CORE}{core_range(core_version)}", "attrs>=23.2,<27")


def core_sbom(software: Software) -> str:
    """The bill of the runtime."""
    return _bill(CORE, software.version, {CORE: software.requires}, software.extras, software)


def distribution_of(requirement: str) -> str:
    """The normalised name of what a requirement asks for (PEP 503)."""
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found.group()).lower() if found else ""


def _bill(root: str, version: str, edges: Json, extras: Any, software: Software) -> str:
    versions = {**software.pins, **software.bare, CORE: software.version, root: version}
    asked = {distribution_of(one): one for needs in edges.values() for one in needs}
    needed = sorted({*asked, *software.bare} - {root})
    optional = {distribution_of(one): (extra, one) for extra, needs in sorted(extras.items()) for one in needs}
    components = [
        _component(name, versions, "required", [_property("requirement", asked.get(name))]) for name in needed
    ]
    components += [
        _component(name, versions, "optional", [_property("extra", extra), _property("requirement", one)])
        for name, (extra, one) in sorted(optional.items())
        if name not in needed and name != root
    ]
    main = _component(root, versions, None, [])
    main["licenses"] = [{"license": {"id": "Apache-2.0"}}]
    links = [
        {"ref": _purl(name, versions), "dependsOn": sorted(_purl(distribution_of(one), versions) for one in needs)}
        for name, needs in sorted(edges.items())
    ]
    bill: Json = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": main},
        "components": components,
        "dependencies": links,
        "compositions": [{"aggregate": "incomplete", "dependencies": [link["ref"] for link in links]}],
    }
    serial = uuid.uuid5(_SPACE, json.dumps(bill, sort_keys=True))
    return json.dumps({**bill, "serialNumber": f"urn:uuid:{serial}"}, indent=1, ensure_ascii=False) + "\n"


def _component(name: str, versions: dict[str, str], scope: str | None, properties: list[Json | None]) -> Json:
    component: Json = {"type": "library", "bom-ref": _purl(name, versions), "name": name}
    if name in versions:
        component["version"] = versions[name]
    if scope:
        component["scope"] = scope
    component["purl"] = _purl(name, versions)
    given = [one for one in properties if one]
    return {**component, "properties": given} if given else component


def _property(name: str, value: str | None) -> Json | None:
    return {"name": f"warp:{name}", "value": value} if value else None


def _purl(name: str, versions: dict[str, str]) -> str:
    return f"pkg:pypi/{name}@{versions[name]}" if name in versions else f"pkg:pypi/{name}"
