"""
How many parts a text is sent in (3GPP TS 23.038 and TS 23.040).

One rule: a text whose characters are all in the default alphabet takes 7 bits each, any other text 16 bits each.
"""

from __future__ import annotations

_DEFAULT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_SEPTETS = (160, 153)
_WIDE = (70, 67)


def segments(text: str) -> int:
    """The number of parts, at least 1: 160 or 70 characters in a single one, 153 or 67 in each of several."""
    if set(text) <= _DEFAULT | _ESCAPED:
        length, (single, several) = len(text) + sum(one in _ESCAPED for one in text), _SEPTETS
    else:
        length, (single, several) = len(text.encode("utf-16-le", "surrogatepass")) // 2, _WIDE
    return 1 if length <= single else -(-length // several)
