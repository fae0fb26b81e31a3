"""
The events of a YAML 1.2 text (core schema) to a tree, without the nodes that a YAML library makes in between.

Nodes with their marks take ten times the memory of the tree. One rule: what cannot be read is refused where it
stands; nothing calls itself, so no depth of nesting can end the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs
import yaml
from yaml.constructor import ConstructorError, SafeConstructor

_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,4000})|0o[0-7]+|0x[0-9a-fA-F]+")
_BROKEN: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASES: Final = {"0o": 8, "0x": 16}
_NUMERIC: Final = frozenset("-+.0123456789")
_TAGS: Final = "tag:yaml.org,2002:"
_TAGGED: Final[dict[str, Callable[[SafeConstructor, yaml.ScalarNode], Any]]] = {
    f"{_TAGS}str": SafeConstructor.construct_yaml_str,
    f"{_TAGS}int": SafeConstructor.construct_yaml_int,
    f"{_TAGS}float": SafeConstructor.construct_yaml_float,
    f"{_TAGS}bool": SafeConstructor.construct_yaml_bool,
    f"{_TAGS}null": SafeConstructor.construct_yaml_null,
}


@attrs.frozen
class TooMuch(Exception):
    """A text that is larger or deeper than is read: whether it is the depth, and the mark of the first too many."""

    is_deep: bool
    mark: yaml.Mark


def tree_of(text: str, *, most: int, deepest: int) -> Any:
    """
    The tree of a text with one document; None when there is none. An alias gives the same object as its anchor.

    Args:
        text: The whole file.
        most: Nodes, keys among them.
        deepest: Levels of lists and mappings below the first.

    Raises:
        yaml.YAMLError: It is not well formed, a key stands twice, or a value is not what its tag says.
        TooMuch: There is more than is read.
    """
    loader = yaml.CSafeLoader(text)
    try:
        return _built(iter(loader.get_event, None), most, deepest)
    finally:
        loader.dispose()


def _built(events: Iterator[Any], most: int, deepest: int) -> Any:
    top: list[Any] = []
    holder: Any = top
    key, is_key = "", False
    around: list[tuple[Any, str, bool]] = []
    anchors: dict[str, tuple[Any, str | None]] = {}
    names: dict[str, str] = {}
    count = 0
    for event in events:
        kind = type(event)
        raw = None
        if kind is yaml.ScalarEvent:
            raw = names.get(event.value, event.value)
            # A key is text; what an alias may name, or a tag may contradict, is looked at all the same.
            is_text = is_key and event.tag is None and event.anchor is None
            value = raw if is_text else _scalar(event, raw)
        elif kind is yaml.MappingStartEvent:
            value = _checked({}, event, "map")
        elif kind is yaml.SequenceStartEvent:
            value = _checked([], event, "seq")
        elif kind is yaml.AliasEvent:
            if event.anchor not in anchors:
                raise _refused(f"found undefined alias {event.anchor!r}", event)
            value, raw = anchors[event.anchor]
        else:
            if kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                holder, key, is_key = around.pop()
            elif kind is yaml.DocumentStartEvent and top:
                raise _refused("found another document", event)
            continue
        count += 1
        if count > most:
            raise TooMuch(False, event.start_mark)
        if event.anchor is not None and kind is not yaml.AliasEvent:
            anchors[event.anchor] = value, raw
        if is_key:
            key, is_key = _key(raw, holder, event), False
            names[key] = key
            continue
        if type(holder) is dict:
            holder[key], is_key = value, True
        else:
            holder.append(value)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            around.append((holder, key, is_key))
            holder, is_key = value, kind is yaml.MappingStartEvent
            if len(around) > deepest + 1:
                raise TooMuch(True, event.start_mark)
    return top[0] if top else None


def _key(raw: str | None, holder: dict[str, Any], event: Any) -> str:
    if raw is None:
        raise _refused("a key must be a scalar", event)
    if raw in holder:
        raise _refused(f"the key {raw!r} stands twice", event)
    return raw


def _checked(value: Any, event: Any, kind: str) -> Any:
    if event.tag not in (None, "!", f"{_TAGS}{kind}"):
        raise _unknown(event)
    return value


def _scalar(event: Any, raw: str) -> Any:
    if event.implicit[0]:
        return _plain(raw)
    if event.tag in (None, "!"):
        return raw
    if event.tag not in _TAGGED:
        raise _unknown(event)
    try:
        return _TAGGED[event.tag](SafeConstructor(), yaml.ScalarNode(event.tag, raw, event.start_mark))
    except (LookupError, ValueError):
        kind = event.tag.removeprefix(_TAGS)
        raise _refused(f"the value is not what its tag {kind!r} says", event) from None


def _plain(raw: str) -> Any:
    """What a scalar without quotes and tag means: `yes`, `on` and dates are text."""
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] in _NUMERIC:
        if _WHOLE.fullmatch(raw):
            return int(raw, _BASES.get(raw[:2], 10))
        if _BROKEN.fullmatch(raw):
            return float(raw)
    return raw


def _unknown(event: Any) -> ConstructorError:
    return _refused(f"nothing is known of the tag {event.tag!r} here", event)


def _refused(message: str, event: Any) -> ConstructorError:
    return ConstructorError(None, None, message, event.start_mark)
