"""
path names: the operationId that a path and its method give, and which ids in a document say no more than that.

``GET /v1/charges/{charge}`` is ``get_charge``; an id such as ``GetChargesCharge`` repeats method and path, so the path
names that one too. One rule: a name depends on its own operation alone, never on what else the document has.
"""

from __future__ import annotations

import re
from itertools import chain

from generator.passes.adopt.spelling import snake, words_of
from generator.passes.name import singular
from generator.passes.shape import method_of

_VERSION = re.compile(r"(?:v[0-9]+|api|rest)\Z", re.IGNORECASE)
_PARAMETER = re.compile(r"({[^{}]*})")
_VERBS = {"post": "create", "put": "replace", "patch": "update", "delete": "delete"}
_ONE_THING = frozenset(
    {"analytics", "credentials", "details", "jwks", "news", "preferences", "settings", "statistics", "stats"}
)
"""Words that end like a plural, for what there is one of."""
_ACTIONS = re.compile(
    r"(?:(?:un)?archive|(?:de)?activate|accept|approve|cancel|capture|close|confirm|decline|disable|enable|finalize|pause"
    r"|pay|publish|refresh|reject|reopen|restart|restore|resume|retry|revoke|send|start|stop|submit|verify|void)\Z"
)
"""What a POST below one item does to it, where the last word of its path is one of these."""
_LONGEST = 400
"""Letters of an id that is looked at; a longer one is kept."""
_MOST_PARTS = 32
"""Parts of a path that ids are compared with; ids of a longer one are kept."""
_MOST_WORDS = 8


def from_path(path: str, verb: str) -> str:
    """``list_trunks`` for ``GET /v2/trunks``, ``update_trunk`` for a PATCH or POST to ``/v2/trunks/{id}``."""
    parts = [part for part in path.split("/") if part and not _VERSION.match(part)]
    fixed = [words_of(part) for part in parts if not _PARAMETER.search(part)]
    at_item = bool(parts) and bool(_PARAMETER.search(parts[-1]))
    last = fixed[-1] if fixed else []
    plural = bool(last) and _is_plural(last[-1])
    lead = _VERBS.get(verb) or ("list" if verb == "get" and plural and not at_item else method_of(verb).lower())
    if verb == "post" and at_item and plural:
        lead = "update"
    if _is_action(parts, verb):
        # The action takes the place of the method, on one item or, for a search, on all.
        lead = last[0]
        fixed = [*fixed[:-2], fixed[-2] if lead == "search" else _of_one(fixed[-2])]
    elif plural and (at_item or lead == "create"):
        fixed[-1] = _of_one(last)
    return snake("_".join([lead, *chain.from_iterable(fixed)]), "op")


def repeats_path(name: str, path: str, verb: str) -> bool:
    """Whether an operationId is the HTTP method and the words of the path, with or without versions and parameters."""
    words = words_of(name) if len(name) <= _LONGEST and path.count("/") <= _MOST_PARTS else []
    if len(words) < 2 or words[0] != method_of(verb).lower():
        return False
    # Every place in the id that the path can have come to, so that no path makes this slow.
    reached = {1}
    for piece in filter(None, chain.from_iterable(_PARAMETER.split(part) for part in path.split("/"))):
        spelt = _spellings(piece)
        reached = {at + len(one) for at in reached for one in spelt if words[at : at + len(one)] == one}
    return len(words) in reached


def _spellings(piece: str) -> list[list[str]]:
    """What may stand for one piece of a path: ``{file_id}`` is left out, ``file_id`` or ``id``."""
    words = words_of(piece)
    if piece.startswith("{"):
        return [[], *(words[start:] for start in range(max(0, len(words) - _MOST_WORDS), len(words)))]
    return [words, []] if _VERSION.match(piece) else [words]


def _is_plural(word: str) -> bool:
    # Of three letters and fewer most are none: DNS, SMS, TLS.
    return len(word) > 3 and word not in _ONE_THING and singular(word) != word


def _is_action(parts: list[str], verb: str) -> bool:
    if len(parts) < 2 or verb not in ("get", "post"):
        return False
    below_item = _PARAMETER.search(parts[-2])
    if parts[-1] == "search":
        return not below_item
    below_named = len(parts) > 2 and not _PARAMETER.search(parts[-3])
    return verb == "post" and bool(below_item) and below_named and bool(_ACTIONS.match(parts[-1]))


def _of_one(words: list[str]) -> list[str]:
    return [*words[:-1], singular(words[-1])] if words else words
