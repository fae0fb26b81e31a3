"""
unoffered: what a document says about the wire and the client does not do; the methods around it stay.

One rule: each such thing is listed with its place and with what can be done instead.
"""

from __future__ import annotations

from typing import Any

from generator.model.document import Tree
from generator.passes.access import filled, is_absolute, read_servers, resolved
from generator.passes.adopt.work import Work
from generator.passes.media import bare, is_json
from generator.problems import join

_SENT = frozenset({"bearer", "basic"})
_PROVEN = frozenset({"apiKey", "http", "oauth2", "openIdConnect"})


def unoffered(work: Work) -> None:
    """List it; nothing is changed."""
    for name, scheme in work.components("securitySchemes").items():
        _scheme(join("/components/securitySchemes", name), scheme, work)
    for kind in ("requestBodies", "responses"):
        for name, node in work.components(kind).items():
            _content(join("/components", kind, name), node, work, "", is_body=kind == "requestBodies")
    for pointer, operation in work.everything():
        subject = operation["x-operation-id"]
        _content(join(pointer, "requestBody"), operation.get("requestBody"), work, subject, is_body=True)
        for code, reply in operation.get("responses", {}).items():
            _content(join(pointer, "responses", code), reply, work, subject, is_body=False)
    known = read_servers(work.tree.get("servers"))
    for pointer, _, _, operation in work.operations():
        for one in read_servers(operation.get("servers"))[:1]:
            address = resolved(filled(one), known)
            if not is_absolute(address):
                message = f"the server {one.url!r} of the operation is relative to nothing that the client knows"
                at = join(pointer, "servers", 0)
                _say(work, at, message, "It is called at the base URL.", operation["x-operation-id"])


def _scheme(pointer: str, scheme: Any, work: Work) -> None:
    node = scheme if isinstance(scheme, dict) else {}
    kind, word = str(node.get("type")), str(node.get("scheme", "")).lower()
    if kind == "http" and word not in _SENT:
        _say(work, pointer, f"the client does not prove who is calling by http {word}", "Add it by a middleware.")
    elif kind not in _PROVEN:
        _say(work, pointer, f"the client does not prove who is calling by {kind}", "Give it a transport that does.")


def _content(pointer: str, node: Any, work: Work, subject: str, *, is_body: bool) -> None:
    content: Tree = (node.get("content") or {}) if isinstance(node, dict) and "$ref" not in node else {}
    first = ""
    for media, entry in sorted(content.items(), key=lambda one: bare(one[0]) != "application/json"):
        at = join(pointer, "content", media)
        if is_json(media) and first:
            advice = (
                "Send it with client.request." if is_body else "Ask for it with client.request and an Accept header."
            )
            _say(work, at, f"{media} is not offered beside {first}", advice, subject)
        first = first or (media if is_json(media) else "")
        if is_body and media.startswith("multipart/") and bare(media) != "multipart/form-data":
            _say(
                work,
                at,
                f"the parts of {media} are not written by the client",
                "Give the whole body as bytes.",
                subject,
            )
        if not is_body:
            continue
        for name in ("prefixEncoding", "itemEncoding"):
            if name in entry:
                _say(work, join(at, name), f"{name} is not applied", "The parts are fields with names.", subject)
        encodings = entry.get("encoding")
        for field, encoding in encodings.items() if isinstance(encodings, dict) else ():
            if isinstance(encoding, dict) and encoding.get("headers"):
                where = join(at, "encoding", field, "headers")
                _say(
                    work,
                    where,
                    f"the part {field} is sent without header fields of its own",
                    "Leave them out.",
                    subject,
                )


def _say(work: Work, pointer: str, message: str, advice: str, subject: str = "") -> None:
    work.notes.add(work.place(pointer), message, advice, subject=subject)
