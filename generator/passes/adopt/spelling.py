"""
Spelling: words of any kind to names that Python takes, and to names that nobody has yet.

One rule: the same words give the same name on every machine; two that would share a name are told apart by a number.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+(?:[A-Z]+(?![a-z])|[a-z]*)")
_LONGEST = 64


def words_of(text: str) -> list[str]:
    """The words of a text in lower case: ``listSIPTrunks`` -> list, sip, trunks. Accents go."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return [word.lower() for word in _WORD.findall(text)]


def snake(text: str, lead: str) -> str:
    """A snake_case name of at most 64 characters; ``lead`` starts one that would begin with a digit or be empty."""
    words = words_of(text)
    if not words:
        words = [lead, hashlib.sha256(text.encode()).hexdigest()[:8]]
    if words[0][0].isdigit():
        words.insert(0, lead)
    return _cut("_".join(words), text)


def pascal(text: str, lead: str) -> str:
    """A class name of at most 64 characters; capitals inside a word stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", text))
    if not name:
        name = f"{lead}{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    if name[0].isdigit():
        name = f"{lead}{name}"
    return _cut(name, text)


def _cut(name: str, text: str) -> str:
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9].rstrip('_')}_{hashlib.sha256(text.encode()).hexdigest()[:8]}".replace(
        "_", "" if name[:1].isupper() else "_"
    )


def unique(name: str, taken: Collection[str], joint: str = "") -> str:
    """The name itself, or with a number that nobody has: the first one where they were given in turn."""
    if name not in taken:
        return name
    low, high = 1, 2
    while f"{name}{joint}{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:  # thousands may share a name, so the numbers are not counted through
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}{joint}{middle}" in taken else (low, middle)
    return f"{name}{joint}{high}"
